"""Numbers alone: how many cases are late in each centre that agreed to show it, and how long first steps take."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q
from django.db.models.functions import Substr

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.institutions.models import Institution

from ..models import Case
from .clocks import CLOCKS, with_clock

SMALL: Final = 5
"""Numbers from 1 to this are hidden: so few could be told apart. As official statistics do it."""


@dataclass(frozen=True)
class Counted:
    """A number as others may see it."""

    number: int

    @property
    def is_hidden(self) -> bool:
        """Whether it is too small to be shown."""
        return 1 <= self.number <= SMALL


@dataclass(frozen=True)
class CentreCounts:
    """How many unclosed cases a centre has, and in how many each clock is late."""

    centre: str
    cases: Counted
    late: list[Counted]


def agreed_centres(actor: Actor, today: date) -> Any:
    """Return the welfare centres of the region for whose regional centre the actor works, if they agreed.

    Raises:
        PermissionDenied: the actor doesn't work for a region.
    """
    require_gate(actor, Permission.CASE_COUNT)
    own = Institution.objects.filter(pk=actor.institution_id or 0).annotate(region=Substr("seat__code", 1, 2))
    centres = Institution.objects.on(today).filter(shares_counts=True, kind__receives_concerns=True)
    return (
        centres.alias(region=Substr("seat__code", 1, 2)).filter(region__in=own.values("region")).order_by("name", "pk")
    )


def late_counts(centres: Iterable[Institution], today: date) -> list[CentreCounts]:
    """Return the numbers of these centres, in their order; one query, however many there are."""
    found = list(centres)
    cases: Any = Case.objects.unclosed().filter(centre__in=found)
    for clock in CLOCKS:
        cases = with_clock(cases, clock, None)
    days = [*(clock.column for clock in CLOCKS), "review_on"]
    late = {f"late_{day}": Count("pk", filter=Q(**{f"{day}__lt": today})) for day in days}
    rows = {row["centre"]: row for row in cases.order_by().values("centre").annotate(cases=Count("pk"), **late)}
    return [
        CentreCounts(
            centre.name,
            Counted(rows.get(centre.pk, {}).get("cases", 0)),
            [Counted(rows.get(centre.pk, {}).get(name, 0)) for name in late],
        )
        for centre in found
    ]
