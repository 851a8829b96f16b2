"""How long the law or usage gives: dated data, each with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .calendar import nth_working_day


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


def limit_on(limits: Sequence[Limit], day: date) -> Limit:
    """Return the limit that holds on that day; before the first one the first one.

    Raises:
        ValueError: there is no limit at all.
    """
    valid = [limit for limit in limits if limit.valid_from <= day]
    return max(valid, key=lambda limit: limit.valid_from) if valid else min(limits, key=lambda limit: limit.valid_from)
