"""What the list and the page of a team show; who may see them stands in `policies.py`."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from kooperacja.institutions.models import Membership
from kooperacja.territory.models import Unit

from .models import Partnership, PartnershipLevel, Seat
from .rules import Gap, founding_gaps


def listed(
    teams: QuerySet[Partnership],
    *,
    voivodeship: Unit | None = None,
    level: str = "",
    on: date,
    with_ended: bool = False,
) -> QuerySet[Partnership]:
    """Return those that match, by voivodeship and name, each with the number of its seats on that day."""
    if voivodeship:
        teams = teams.filter(unit__code__startswith=voivodeship.code)
    if level:
        teams = teams.filter(level=level)
    if not with_ended:
        teams = teams.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    now = Q(seats__starts_on__lte=on) & (Q(seats__ends_on=None) | Q(seats__ends_on__gte=on))
    counted = teams.annotate(number=Count("seats", filter=now))
    return counted.select_related("unit__parent").order_by("unit__code", "level", "pk")


def seats_of(team: Partnership) -> QuerySet[Seat]:
    """Return all seats of a team with who sits in them, by institution."""
    rows = team.seats.select_related("institution__seat", "membership__user", "membership__function")
    return rows.order_by("institution__folded", "starts_on", "pk")


def people_of(institution_id: int, on: date) -> QuerySet[Membership]:
    """Return the people of an institution who can sit for it from a day on."""
    rows: Any = Membership.objects.filter(institution_id=institution_id)
    working = rows.on(on).select_related("user", "function")
    return working.order_by("user__name", "pk")  # type: ignore[no-any-return] # a narrower manager than the base's


def party_ids(team: Partnership) -> set[int]:
    """Return the ids of the institutions that are or were parties to the founding agreement."""
    return set(team.agreement.parties.values_list("institution_id", flat=True))


def gaps_of(team: Partnership, on: date) -> list[str]:
    """Return in plain words what the founding agreement lacks on a day."""
    agreement, unit = team.agreement, team.unit
    parties = agreement.parties.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    gaps = founding_gaps(
        unit_code=unit.code,
        is_local=team.level == PartnershipLevel.LOCAL,
        is_city_with_powiat_rights=bool(unit.parent and unit.parent.is_city),
        party_seats=set(parties.values_list("institution__seat__code", flat=True)),
        in_force=agreement.ends_on is None or on <= agreement.ends_on,
    )
    return [str(gap.label) for gap in Gap if gap in gaps]
