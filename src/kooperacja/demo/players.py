"""Who can be played in the demonstration, by institution."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kooperacja.accounts.models import User
from kooperacja.institutions.hats import hats_of
from kooperacja.institutions.models import Institution, Membership
from kooperacja.territory.models import Level, Unit


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


@dataclass
class Area:
    """A gmina, powiat or voivodeship, and the institutions that have their seat there; None is the installation's."""

    unit: Unit | None
    places: dict[str, Place] = field(default_factory=dict)


NEAREST_FIRST = [Level.GMINA, Level.POWIAT, Level.VOIVODESHIP]


def areas(installation: str) -> list[Area]:
    """Return everybody who can be played, by gmina, then powiat, then voivodeship, in the order in which they came.

    A person stands at the institution that they came to first; operators stand last, under `installation`.
    """
    seats = {one.pk: one.seat for one in Institution.objects.select_related("seat")}
    found: dict[int | None, Area] = {}
    for user in User.objects.order_by("pk"):
        hats = sorted(hats_of(user, today=timezone.localdate()), key=lambda hat: hat.actor.membership_id or 0)
        if hats:
            unit = seats.get(hats[0].actor.institution_id or 0)
            name = hats[0].institution or installation
            player = Player(user, [hat.function if hat.institution == name else hat.label for hat in hats])
            area = found.setdefault(unit.pk if unit else None, Area(unit))
            area.places.setdefault(name, Place(name)).players.append(player)
    return sorted(found.values(), key=_distance)


def _distance(area: Area) -> int:
    return NEAREST_FIRST.index(Level(area.unit.level)) if area.unit else len(NEAREST_FIRST)


TOUR: list[tuple[str, Promise]] = [
    ("beat_officer", _("Pass on that a family needs help. You get a receipt at once.")),
    ("intake", _("Read it in the inbox, answer, and open a case.")),
    (
        "social_worker",
        _("Add the family's agreement, a goal, an action and a review date. Invite the counsellor of the school."),
    ),
    ("school_counsellor", _("Accept your action. You see whom to call and what you promised, and nothing else.")),
    ("social_worker", _("Close the case, goal by goal.")),
]
"""The whole line, step by step: by whom (the code of a function), and what they do."""


@dataclass(frozen=True)
class Stage:
    """A step of the tour, with whoever does it."""

    player: Player
    what: Promise


def tour() -> list[Stage]:
    """Return the steps of the whole line for which somebody is there."""
    today = timezone.localdate()
    by_function: dict[str, Player] = {}
    memberships = Membership.objects.on(today).filter(function__code__in={code for code, _what in TOUR})
    for one in memberships.select_related("user", "function").order_by("pk"):
        by_function.setdefault(one.function.code, Player(one.user, [one.function.label]))
    return [Stage(by_function[code], what) for code, what in TOUR if code in by_function]


def find_player(public_id: str) -> User | None:
    """Return the person who is to be played."""
    return next((user for user in User.objects.all() if str(user.public_id) == public_id), None)
