"""What an action may say besides the least: how often, after what, at what cost. Pure."""

import calendar
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WEEK = 7
MONTHS = 12


class Rhythm(TextChoices):
    """How often an action is done again until its day."""

    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month")


class CostSource(TextChoices):
    """Who would pay for an action; an estimate of the plan, no commitment."""

    PACKAGE = "package", pgettext_lazy("source of money", "package of services")
    OWN = "own", pgettext_lazy("source of money", "own means of the institution")
    OTHER = "other", pgettext_lazy("source of money", "other source")


def occurrences(first: date, last: date, rhythm: Rhythm) -> Iterator[date]:
    """Yield the days of a repeated action, from the first to the last at the most.

    A month that is too short has it on its last day; the next one is on the old day again.
    """
    number = 0
    while (day := _nth(first, number, rhythm)) <= last:
        yield day
        number += 1


def _nth(first: date, number: int, rhythm: Rhythm) -> date:
    if rhythm is Rhythm.MONTHLY:
        years, month = divmod(first.month - 1 + number, MONTHS)
        year, month = first.year + years, month + 1
        return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
    return first + timedelta(days=number * (WEEK if rhythm is Rhythm.WEEKLY else 2 * WEEK))


def goes_in_circles(after: Mapping[int, Collection[int]], action: int) -> bool:
    """Tell whether an action waits for itself, by whatever way. `after` has, for each, those it waits for."""
    seen: set[int] = set()
    ahead = list(after.get(action, ()))
    while ahead:
        one = ahead.pop()
        if one == action:
            return True
        if one not in seen:
            seen.add(one)
            ahead.extend(after.get(one, ()))
    return False


@dataclass(frozen=True)
class Sum:
    """What a plan would cost from one source."""

    source: CostSource
    amount: Decimal


def sums(costs: Iterable[tuple[CostSource, Decimal]]) -> list[Sum]:
    """Return the estimates by source, in the order of the sources; a source that nobody names is left out."""
    totals: dict[CostSource, Decimal] = {}
    for source, amount in costs:
        totals[source] = totals.get(source, Decimal(0)) + amount
    return [Sum(source, totals[source]) for source in CostSource if source in totals]
