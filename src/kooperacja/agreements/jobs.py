"""What the worker does for agreements by itself."""

from datetime import datetime

from .actions import ending_soon, remind_of_end


def remind_of_ends(*, now: datetime) -> int:
    """Tell whoever arranges an agreement, a month before, that it ends; each once."""
    return sum(remind_of_end(agreement, now=now) for agreement in list(ending_soon(now=now)))
