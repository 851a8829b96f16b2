"""Closing a case, goal by goal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.refused import refuse

from .. import notifications
from ..events import CaseEvent
from ..models import Case, ClosureReason, Goal
from ..policies import CASES
from ..rules.closing import GoalEnd, closing_refusals
from ..states import (
    ACTION_STATES,
    CASE_STATES,
    GOAL_STATES,
    ActionAction,
    ActionState,
    CaseAction,
    CaseState,
    GoalAction,
    GoalState,
)


@dataclass(frozen=True)
class GoalResult:
    """How an open goal ends, and what was reached."""

    end: GoalAction
    result: str = ""


@dataclass(frozen=True)
class Closing:
    """What closes a case; `results` by the goal's primary key."""

    reason: ClosureReason
    summary: str = ""
    results: Mapping[int, GoalResult] = field(default_factory=dict)


def close_case(case: Case, closing: Closing, *, actor: Actor, now: datetime) -> Case:
    """Close the case: its open goals end as said, its open actions are cancelled, its team is told.

    From then on its people in the centre only read it, and partners don't see it any more (`policies.py`).

    Raises:
        PermissionDenied: the actor may not.
        TransitionNotAllowed: it is closed already.
        Refused: a goal has no result, or the reason doesn't fit the results (`ClosingRefusal`).
    """
    with CASES.recorded(CaseEvent.CLOSED, Permission.CASE_CLOSE, case, actor=actor) as case:
        return end_case(case, closing, actor=actor, now=now)


def end_case(case: Case, closing: Closing, *, actor: Actor, now: datetime) -> Case:
    """Do what closing does to a fresh copy; only inside the recording of an action.

    Raises as `close_case`, save that the caller has checked who may.
    """
    state = CASE_STATES.next(CaseState(case.state), CaseAction.CLOSE)
    goals = list(case.goals.all())
    for goal in goals:
        if result := closing.results.get(goal.pk):
            _end(goal, result, now=now)
    ends = [GoalEnd(GoalState(goal.state), has_result=bool(goal.result)) for goal in goals]
    refuse(closing_refusals(closing.reason, ends))
    _cancel_open_actions(case)
    case.state = CaseState(state)
    case.closed_at, case.closed_by_id = now, actor.user_id
    case.closure_reason, case.closure_note = closing.reason, closing.summary
    case.save()
    notifications.closed(case, actor=actor, now=now)
    return case


def _end(goal: Goal, result: GoalResult, *, now: datetime) -> None:
    goal.state = GoalState(GOAL_STATES.next(GoalState(goal.state), result.end))
    goal.result = result.result
    goal.ended_on = timezone.localdate(now)
    goal.save()


def _cancel_open_actions(case: Case) -> None:
    for action in case.actions.exclude(state__in=(ActionState.DONE, ActionState.CANCELLED)):
        action.state = ActionState(ACTION_STATES.next(ActionState(action.state), ActionAction.CANCEL))
        action.save()
