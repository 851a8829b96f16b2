"""Until when a centre decides, and informs whom a concern names: dated data with sources, as of 29 November 2026."""

from datetime import date
from typing import Final

from kooperacja.kernel.limits import Hours, Limit, Months, limit_on

USAGE: Final = "usage of the cooperation model; no statute sets it"

RED: Final = (Hours(date(2026, 1, 1), 4, USAGE),)
"""A red concern, where somebody is on duty who can meet it."""

AMBER: Final = (Limit(date(2026, 1, 1), 2, USAGE),)
"""An amber one, and a red one for which nobody is on duty."""

GREEN: Final = (Limit(date(2026, 1, 1), 5, USAGE),)

INFORM: Final = (Months(date(2018, 5, 25), 1, "RODO, art. 14 ust. 3 lit. a"),)
"""Telling the people named in a concern that their data are kept."""


def inform_day(received_on: date) -> date:
    """Return the last day for telling the people named in a concern that came on that day."""
    return limit_on(INFORM, received_on).last_day(received_on)
