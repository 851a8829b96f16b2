"""What the worker does for cases by itself."""

from datetime import datetime

from .actions.adulthood import ask_at_adulthood, who_came_of_age
from .actions.escalating import late_cases, tell_of_late
from .actions.joint import settle, to_settle
from .actions.reminding import near_actions, near_reviews, remind_of_action, remind_of_review


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


def tell_of_late_clocks(*, now: datetime) -> int:
    """Tell deputies, and after some days heads, that a day of a case has passed; leads of what others do late; once."""
    return sum(tell_of_late(case, clock, due_on, told, now=now) for case, clock, due_on, told in late_cases(now=now))


def remind_of_days(*, now: datetime) -> int:
    """Remind whoever promised an action, and lead and deputy of a review, some working days before; each once."""
    actions = sum(remind_of_action(action, now=now) for action in list(near_actions(now=now)))
    return actions + sum(remind_of_review(case, now=now) for case in list(near_reviews(now=now)))
