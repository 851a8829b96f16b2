"""How long it takes from a concern to the first contact with the family, and to work by a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission

from ..models import CaseConcern, Note
from ..policies import CASES
from .counting import SMALL, Counted

PERIOD: Final = timedelta(days=365)


@dataclass(frozen=True)
class Pace:
    """The middle number of days, and of how many concerns; hidden where so few could be told apart."""

    count: Counted
    days: int | None

    @property
    def words(self) -> str:
        """What the page says."""
        if self.days is not None:
            days = ngettext("%(days)s day", "%(days)s days", self.days) % {"days": self.days}
            return _("%(days)s (of %(count)s)") % {"days": days, "count": self.count.number}
        return _("too few to tell (fewer than %(count)s)") % {"count": SMALL + 1}


@dataclass(frozen=True)
class Paces:
    """The steps of the last twelve months in the centre that the actor heads."""

    to_contact: Pace
    to_plan: Pace


def paces(actor: Actor, *, now: datetime) -> Paces:
    """Measure the concerns of the last twelve months that led to a case of the centre; what hasn't come isn't counted.

    A case that several concerns led to counts once, from the first of them. One query.
    """
    cases = CASES.permitted(actor, Permission.CASE_OVERSEE)
    links = CaseConcern.objects.filter(case__in=cases.values("pk"), concern__received_at__gte=now - PERIOD)
    met = Note.objects.filter(case=OuterRef("case"), with_family=True, happened_on__gte=OuterRef("learned_on"))
    rows = (
        links.annotate(learned_on=TruncDate("concern__received_at"))
        .annotate(met_on=Subquery(met.order_by("happened_on").values("happened_on")[:1]), plan_on=F("case__started_on"))
        .order_by("-learned_on", "-pk")
        .values_list("case_id", "learned_on", "met_on", "plan_on")
    )
    first = {case: (learned_on, met_on, plan_on) for case, learned_on, met_on, plan_on in rows}  # the oldest comes last
    return Paces(
        to_contact=pace((learned_on, met_on) for learned_on, met_on, _plan_on in first.values()),
        to_plan=pace((learned_on, plan_on) for learned_on, _met_on, plan_on in first.values()),
    )


def pace(steps: Iterable[tuple[date, date | None]]) -> Pace:
    """Return the median of the days between, of the steps that were taken; none where there are too few."""
    days = [(taken - since).days for since, taken in steps if taken is not None and taken >= since]
    count = Counted(len(days))
    return Pace(count, round(median(days)) if days and not count.is_hidden else None)
