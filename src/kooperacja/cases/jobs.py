"""What the worker does for cases by itself."""

from datetime import datetime

from .actions.adulthood import ask_at_adulthood, who_came_of_age
from .actions.joint import settle, to_settle


def ask_who_came_of_age(*, now: datetime) -> int:
    """Ask the young people who came of age themselves; their leads are told once."""
    found = who_came_of_age(now=now)
    for basis in found:
        ask_at_adulthood(basis, now=now)
    return len(found)


def settle_joint_decisions(*, now: datetime) -> int:
    """Settle the joint decisions whose day has passed, or of which an institution left; the pages know it before."""
    found = to_settle(now=now)
    for decision in found:
        settle(decision, now=now)
    return len(found)
