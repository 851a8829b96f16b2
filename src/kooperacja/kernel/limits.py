"""How long the law or usage gives: dated data, each with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from .calendar import MONTHS_A_YEAR, last_day_of_month, nth_working_day


class Dated(Protocol):
    """Whatever holds for what begins on a day or later."""

    @property
    def valid_from(self) -> date: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of days that holds for what begins on `valid_from` or later, until a newer limit does."""

    valid_from: date
    days: int
    source: str
    working: bool = True
    """Whether working days are counted, or else calendar days."""

    def last_day(self, event: date) -> date:
        """Return the last day of a period that `event` starts; the day of the event doesn't count."""
        return nth_working_day(event, self.days) if self.working else event + timedelta(self.days)


@dataclass(frozen=True, slots=True)
class Hours:
    """A number of hours by the clock, through nights and days off."""

    valid_from: date
    hours: int
    source: str


@dataclass(frozen=True, slots=True)
class Months:
    """A number of months: until the same day of the month, or its last one (Kodeks cywilny, art. 112)."""

    valid_from: date
    months: int
    source: str

    def last_day(self, event: date) -> date:
        """Return the last day of a period that `event` starts."""
        years, month = divmod(event.month - 1 + self.months, MONTHS_A_YEAR)
        first = date(event.year + years, month + 1, 1)
        return first.replace(day=min(event.day, last_day_of_month(first)))


def limit_on(limits: Sequence[D], day: date) -> D:
    """Return the limit that holds on that day; before the first one the first one.

    Raises:
        ValueError: there is no limit at all.
    """
    valid = [limit for limit in limits if limit.valid_from <= day]
    return max(valid, key=lambda limit: limit.valid_from) if valid else min(limits, key=lambda limit: limit.valid_from)
