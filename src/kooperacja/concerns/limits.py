"""Until when a centre informs whom a concern names, and when it hears that it is late: dated data, 29 November 2026."""

from datetime import date
from typing import Final

from kooperacja.kernel.limits import Limit, Months, limit_on

INFORM: Final = (Months(date(2018, 5, 25), 1, "RODO, art. 14 ust. 3 lit. a"),)
"""Telling the people named in a concern that their data are kept."""

TELL_LATE: Final = (Limit(date(2026, 1, 1), 1, "usage of the cooperation model; no statute sets it"),)
"""So many working days late, and intake and head hear that a decision, or word to the people named, is owed."""


def inform_day(received_on: date) -> date:
    """Return the last day for telling the people named in a concern that came on that day."""
    return limit_on(INFORM, received_on).last_day(received_on)
