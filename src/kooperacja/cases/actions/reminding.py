"""Reminding of days that come: whoever promised an action, and whoever leads a case that is to be reviewed; each once.

What was told is known by its message: its link holds the day, so that a day that was moved is told of anew.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recorded
from kooperacja.kernel.calendar import nth_working_day
from kooperacja.kernel.limits import limit_on
from kooperacja.outbox.actions import NobodyLeft

from .. import notifications
from ..events import ClockEvent
from ..models import Action, Case
from ..rules.limits import REMIND_OF_ACTION, REMIND_OF_REVIEW
from ..states import ActionState, CaseState


def near_actions(*, now: datetime) -> Iterator[Action]:
    """Return the promised actions whose day comes and of which somebody wasn't reminded yet."""
    return (action for action in _actions(timezone.localdate(now)) if notifications.action_near_for(action))


def near_reviews(*, now: datetime) -> Iterator[Case]:
    """Return the cases whose review comes and of which the lead or the deputy wasn't reminded yet."""
    return (case for case in _cases(timezone.localdate(now)) if notifications.review_near_for(case))


def remind_of_action(action: Action, *, now: datetime) -> bool:
    """Remind whoever promised it; says whether it did. If another worker was faster, nobody is reminded twice.

    It is the system's act, so no policy is asked.
    """
    with suppress(NobodyLeft), recorded(ClockEvent.NEAR, actor=SYSTEM, subject=action.case):
        found = _actions(timezone.localdate(now)).filter(pk=action.pk).first()
        if found is None or not notifications.action_near(found, now=now):
            raise NobodyLeft
        return True
    return False


def remind_of_review(case: Case, *, now: datetime) -> bool:
    """Remind the lead and the deputy; says whether it did. Once, as of an action."""
    with suppress(NobodyLeft), recorded(ClockEvent.NEAR, actor=SYSTEM, subject=case):
        found = _cases(timezone.localdate(now)).filter(pk=case.pk).first()
        if found is None or not notifications.review_near(found, now=now):
            raise NobodyLeft
        return True
    return False


def _actions(today: date) -> Any:
    until = nth_working_day(today, limit_on(REMIND_OF_ACTION, today).days)
    promised = Action.objects.filter(state=ActionState.ACCEPTED, due_on__gte=today, due_on__lte=until)
    return promised.exclude(case__state=CaseState.CLOSED).select_related("case").order_by("due_on", "pk")


def _cases(today: date) -> Any:
    until = nth_working_day(today, limit_on(REMIND_OF_REVIEW, today).days)
    return Case.objects.unclosed().filter(review_on__gte=today, review_on__lte=until).order_by("pk")
