"""When a centre reads, until when it answers, and when reading is not soon enough.

How long it has the centre sets (`actions/timing.py`); failing that, it is dated data (`institutions/limits.py`).
Statutory days off and the centre's hours come from the kernel.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kooperacja.institutions.limits import AMBER, GREEN, RED
from kooperacja.kernel.calendar import polish_time
from kooperacja.kernel.hours import OpeningHours, OpeningHoursError, due_by_clock, due_in_working_days, next_read
from kooperacja.kernel.limits import limit_on

from .terms import Urgency


@dataclass(frozen=True)
class Clocks:
    """How long a centre has, by urgency: hours by the clock, working days."""

    red_hours: int
    amber_days: int
    green_days: int


def clocks_on(day: date) -> Clocks:
    """Return the clocks of what reaches a centre on that day."""
    return Clocks(limit_on(RED, day).hours, limit_on(AMBER, day).days, limit_on(GREEN, day).days)


def hours_of(plan: Any) -> OpeningHours:
    """Read a centre's plan. One that can't be read counts as never open: what nobody can keep isn't promised."""
    try:
        return OpeningHours.parse(plan)
    except OpeningHoursError:
        return OpeningHours()


def has_red_clock(urgency: Urgency, *, on_duty: bool) -> bool:
    """Tell whether the hours of red run: only where a named person is on duty, who can meet them."""
    return urgency == Urgency.RED and on_duty


def due(
    urgency: Urgency, start: datetime, opening: OpeningHours, *, on_duty: bool, clocks: Clocks | None = None
) -> datetime:
    """Return until when the centre has to decide on what reached it at `start`.

    Red without anybody on duty runs on the amber clock; what makes it safe is the call that it then demands.
    """
    clocks = clocks or clocks_on(polish_time(start).date())
    if has_red_clock(urgency, on_duty=on_duty):
        return due_by_clock(start, clocks.red_hours)
    days = clocks.green_days if urgency == Urgency.GREEN else clocks.amber_days
    return due_in_working_days(start, days, opening)


@dataclass(frozen=True)
class Outlook:
    """What happens to a concern that is sent now; the page says it before it is sent."""

    read_at: datetime | None
    """When the centre reads it: at once, at its next opening, or nobody can tell (None)."""
    is_open: bool
    due_at: datetime
    red_clock: bool
    red_hours: int
    must_call: bool
    """It is red and may wait for nobody: the reporter calls first, and says so."""


def outlook(
    urgency: Urgency, now: datetime, opening: OpeningHours, *, on_duty: bool, clocks: Clocks | None = None
) -> Outlook:
    """Return what happens to a concern of this urgency that is sent at `now`."""
    clocks = clocks or clocks_on(polish_time(now).date())
    is_open = opening.is_open(now)
    red_clock = has_red_clock(urgency, on_duty=on_duty)
    return Outlook(
        read_at=next_read(now, opening),
        is_open=is_open,
        due_at=due(urgency, now, opening, on_duty=on_duty, clocks=clocks),
        red_clock=red_clock,
        red_hours=clocks.red_hours,
        must_call=urgency == Urgency.RED and not (is_open and red_clock),
    )
