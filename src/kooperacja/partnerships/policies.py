"""Who may see and keep standing teams. A seat gives nobody access to any case."""

from django.db.models.functions import Substr
from django.utils import timezone

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate
from kooperacja.institutions.models import Institution, ServiceArea

from .models import Partnership, Seat


def operators_keep_it(actor: Actor) -> IdSet:
    """A way in: every team, for an operator."""
    teams = Partnership.objects.values_list("pk")
    return teams if actor.is_operator else teams.none()


def own_institution_sits_in_it(actor: Actor) -> IdSet:
    """A way in: the teams in which the actor's institution has or had a seat."""
    return Seat.objects.filter(institution_id=actor.institution_id or 0).values_list("partnership_id")


def own_centre_serves_its_gmina(actor: Actor) -> IdSet:
    """A way in: the teams of the gminas that the actor's welfare centre serves today, with or without a seat."""
    teams = Partnership.objects.values_list("pk")
    if not actor.of_centre:
        return teams.none()
    areas = ServiceArea.objects.on(timezone.localdate()).filter(institution_id=actor.institution_id or 0)
    return teams.filter(unit__in=areas.values("unit_id"))


def animates_it(actor: Actor) -> IdSet:
    """A way in: the teams whose animator the actor is today, wearing that hat."""
    if not actor.has(Duty.ANIMATION):
        return Seat.objects.none().values_list("partnership_id")
    seats = Seat.objects.on(timezone.localdate()).filter(membership_id=actor.membership_id or 0, is_animator=True)
    return seats.values_list("partnership_id")


def works_for_its_region(actor: Actor) -> IdSet:
    """A way in: the teams in the voivodeship of the regional centre for which the actor works."""
    teams = Partnership.objects.values_list("pk")
    if not actor.has(Duty.REGION):
        return teams.none()
    seat = Institution.objects.filter(pk=actor.institution_id or 0).annotate(region=Substr("seat__code", 1, 2))
    return teams.alias(region=Substr("unit__code", 1, 2)).filter(region__in=seat.values("region"))


PARTNERSHIPS: Policy[Partnership] = Policy(
    Partnership,
    view=Permission.PARTNERSHIP_VIEW,
    ways_in={
        Permission.PARTNERSHIP_VIEW: [
            operators_keep_it,
            own_institution_sits_in_it,
            own_centre_serves_its_gmina,
            works_for_its_region,
        ],
        Permission.PARTNERSHIP_EDIT: [operators_keep_it],
        Permission.SEAT_EDIT: [operators_keep_it, animates_it],
    },
)

gate(Permission.PARTNERSHIP_CREATE, lambda actor: actor.is_operator)
