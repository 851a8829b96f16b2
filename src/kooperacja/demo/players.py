"""Who can be played in the demonstration, by institution."""

from dataclasses import dataclass, field

from django.utils import timezone

from kooperacja.accounts.models import User
from kooperacja.institutions.hats import hats_of


@dataclass(frozen=True)
class Player:
    """A person on the page, with the functions that they have."""

    user: User
    functions: list[str]


@dataclass
class Place:
    """An institution and its people; for operators it is the installation."""

    name: str
    players: list[Player] = field(default_factory=list)


def places(installation: str) -> list[Place]:
    """Return everybody who can be played, in the order in which they came; operators stand under `installation`."""
    found: dict[str, Place] = {}
    for user in User.objects.order_by("pk"):
        hats = hats_of(user, today=timezone.localdate())
        if hats:
            name = hats[0].institution or installation
            player = Player(user, [hat.function if hat.institution == name else hat.label for hat in hats])
            found.setdefault(name, Place(name)).players.append(player)
    return sorted(found.values(), key=lambda place: place.name == installation)


def find_player(public_id: str) -> User | None:
    """Return the person who is to be played."""
    return next((user for user in User.objects.all() if str(user.public_id) == public_id), None)
