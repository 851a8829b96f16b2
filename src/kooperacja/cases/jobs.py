"""What the worker does for cases by itself."""

from datetime import datetime

from .actions.adulthood import ask_at_adulthood, who_came_of_age
from .actions.joint import settle, to_settle


def ask_who_came_of_age(*, now: datetime) -> None:
    """Ask the young people who came of age themselves; their leads are told once."""
    for basis in who_came_of_age(now=now):
        ask_at_adulthood(basis, now=now)


def settle_joint_decisions(*, now: datetime) -> None:
    """Settle the joint decisions whose day has passed, or of which an institution left; the pages know it before."""
    for decision in to_settle(now=now):
        settle(decision, now=now)
