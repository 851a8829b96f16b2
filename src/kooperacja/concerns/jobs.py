"""What the worker does for concerns by itself."""

from datetime import datetime

from .actions.escalating import late_decisions, late_informings, tell_of_late_decision, tell_of_late_informing
from .actions.locking import due_to_lock, lock_concern
from .actions.reminding import clocks_running_out, remind_of_clock


def remind_of_clocks(*, now: datetime) -> int:
    """Tell each centre, once for each clock, that the time for a decision is running out."""
    return sum(remind_of_clock(concern, now=now) for concern in list(clocks_running_out(now=now)))


def tell_of_late_decisions(*, now: datetime) -> int:
    """Tell each centre, once for each clock, that a decision is late."""
    return sum(tell_of_late_decision(concern, now=now) for concern in list(late_decisions(now=now)))


def tell_of_late_informings(*, now: datetime) -> int:
    """Tell each centre, once for each clock, that people named in a concern should have been informed."""
    return sum(tell_of_late_informing(concern, now=now) for concern in list(late_informings(now=now)))


def lock_old_concerns(*, now: datetime) -> int:
    """Lock what was decided without a case some months ago: it leaves inbox, search and matching."""
    found = due_to_lock(now=now)
    for concern in found:
        lock_concern(concern, now=now)
    return len(found)
