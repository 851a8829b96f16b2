"""How long a centre has for a concern, unless it sets that itself: dated data with sources, as of 29 November 2026."""

from datetime import date
from typing import Final

from kooperacja.kernel.limits import Hours, Limit

USAGE: Final = "usage of the cooperation model; no statute sets it"

RED: Final = (Hours(date(2026, 1, 1), 4, USAGE),)
"""A red concern, where somebody is on duty who can meet it."""

AMBER: Final = (Limit(date(2026, 1, 1), 2, USAGE),)
"""An amber one, and a red one for which nobody is on duty."""

GREEN: Final = (Limit(date(2026, 1, 1), 5, USAGE),)
