"""Until when a centre informs whom a concern names: dated data with its source, as of 29 November 2026."""

from datetime import date
from typing import Final

from kooperacja.kernel.limits import Months, limit_on

INFORM: Final = (Months(date(2018, 5, 25), 1, "RODO, art. 14 ust. 3 lit. a"),)
"""Telling the people named in a concern that their data are kept."""


def inform_day(received_on: date) -> date:
    """Return the last day for telling the people named in a concern that came on that day."""
    return limit_on(INFORM, received_on).last_day(received_on)
