"""For which days the log is shown. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

DAYS: Final = 30
"""So many days are shown to whoever asks for none, and so long files that were taken are told of."""


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date


def period(first: date | None, last: date | None, *, today: date) -> Period:
    """Return the days that were asked for, whichever comes first; without a word, the last 30."""
    until = last or today
    since = first or until - timedelta(days=DAYS - 1)
    return Period(min(since, until), max(since, until))
