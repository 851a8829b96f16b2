"""Who may see the register: everybody who has signed in; it is public."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate

from .models import Unit


def knows_the_land(actor: Actor) -> IdSet:
    """A way in: every unit, for people of institutions and operators."""
    units = Unit.objects.values_list("pk")
    return units if actor.is_member or actor.is_operator else units.none()


UNITS = Policy(Unit, view=Permission.TERRITORY_VIEW, ways_in={Permission.TERRITORY_VIEW: [knows_the_land]})

gate(Permission.TERRITORY_SEARCH, lambda actor: actor.is_member or actor.is_operator)
