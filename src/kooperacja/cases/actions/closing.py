"""Closing a case, goal by goal, and opening it again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.institutions.actions.own import number_of
from kooperacja.institutions.rules.own import SettingName
from kooperacja.kernel.refused import refuse

from .. import notifications
from ..events import CaseEvent
from ..models import BasisKind, Case, Closure, ClosureReason, Goal, ParticipationBasis
from ..policies import CASES
from ..rules.closing import GoalEnd, closing_refusals, follow_up_day
from ..rules.sharing import SharingAnswer
from ..states import (
    ACTION_STATES,
    BASIS_STATES,
    CASE_STATES,
    GOAL_STATES,
    ActionAction,
    ActionState,
    BasisAction,
    BasisState,
    CaseAction,
    CaseState,
    GoalAction,
    GoalState,
)
from .crisis import end_crises

WHEN_CLOSED: list[Callable[..., None]] = []
"""What rooms above this one do when a case closes: called with the case, `actor` and `now`, in the recording."""


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
    follow_up_agreed: bool = False
    """Whether the family agrees to be asked some months later how it is going."""
    case_mark: str | None = None
    domain_number: str | None = None
    """Numbers of other registers, under which the closure is filed; None leaves those of the case as they are."""


def close_case(case: Case, closing: Closing, *, actor: Actor, now: datetime) -> Case:
    """Close the case: its open goals end as said, its open actions are cancelled, its team is told.

    From then on its people in the centre only read it, and partners don't see it any more (`policies/`).

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
    end_crises(case, actor=actor, now=now)
    case.state = CaseState(state)
    case.closed_at, case.closed_by_id = now, actor.user_id
    case.closure_reason, case.closure_note = closing.reason, closing.summary
    case.case_mark = case.case_mark if closing.case_mark is None else closing.case_mark
    case.domain_number = case.domain_number if closing.domain_number is None else closing.domain_number
    if closing.follow_up_agreed:
        case.follow_up_on = follow_up_day(
            timezone.localdate(now), months=number_of(SettingName.FOLLOW_UP_MONTHS, case.centre_id)
        )
    case.save()
    for follow in WHEN_CLOSED:
        follow(case, actor=actor, now=now)
    notifications.closed(case, actor=actor, now=now)
    return case


def reopen_case(case: Case, because: str, *, actor: Actor, now: datetime) -> Case:
    """Open a closed case again. How it was closed stays as history; ended goals and cancelled actions stay ended.

    Nothing that was agreed before the closure is agreed now: agreements are asked for anew, orders and duties count
    as ended. So work starts by a new smallest plan, and partners see nothing until an adult agrees again (ADR 23).
    What they were given to see before ends, too: a new agreement isn't one to what an old one was asked for.

    Raises:
        PermissionDenied: the actor may not.
        TransitionNotAllowed: it isn't closed.
    """
    with CASES.recorded(CaseEvent.REOPENED, Permission.CASE_REOPEN, case, actor=actor) as case:
        state = CASE_STATES.next(CaseState(case.state), CaseAction.REOPEN)
        Closure(
            case=case,
            closed_at=cast(datetime, case.closed_at),
            closed_by_id=cast(int, case.closed_by_id),
            reason=case.closure_reason,
            note=case.closure_note,
            reopened_at=now,
            reopened_by_id=cast(int, actor.user_id),
            because=because,
        ).save()
        case.state = CaseState(state)
        case.closed_at = case.closed_by = case.review_on = case.follow_up_on = None
        case.closure_reason = case.closure_note = ""
        case.save()
        for basis in case.bases.filter(state=BasisState.GIVEN):
            _lapse(basis, now=now)
        _end_what_partners_saw(case, now=now)
        notifications.reopened(case, actor=actor, now=now)
    return case


def set_follow_up(
    case: Case,
    follow_up_on: date | None,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> Case:
    """Set when the family of a closed case is asked how it is going; None for no more.

    Raises:
        PermissionDenied: the actor may not.
    """
    with CASES.recorded(CaseEvent.FOLLOW_UP_SET, Permission.CASE_FOLLOW_UP, case, actor=actor) as case:
        case.follow_up_on = follow_up_on
        case.save()
    return case


def _lapse(basis: ParticipationBasis, *, now: datetime) -> None:
    agreed = basis.kind == BasisKind.AGREEMENT
    step = BasisAction.LAPSE if agreed else BasisAction.WITHDRAW
    basis.state = BasisState(BASIS_STATES.next(BasisState(basis.state), step))
    basis.stated_on, basis.how = timezone.localdate(now), ""
    basis.save()


def _end_what_partners_saw(case: Case, *, now: datetime) -> None:
    """End what members of other institutions were shown; the centre's own people work on by its own statute."""
    shown = case.disclosures.filter(answer=SharingAnswer.SHARED, ended_on=None, level="")
    for decision in shown.exclude(member__institution=case.centre_id):
        decision.ended_on, decision.ended_because = timezone.localdate(now), _("The case was opened again.")
        decision.save()


def _end(goal: Goal, result: GoalResult, *, now: datetime) -> None:
    goal.state = GoalState(GOAL_STATES.next(GoalState(goal.state), result.end))
    goal.result = result.result
    goal.ended_on = timezone.localdate(now)
    goal.save()


def _cancel_open_actions(case: Case) -> None:
    for action in case.actions.exclude(state__in=(ActionState.DONE, ActionState.CANCELLED)):
        action.state = ActionState(ACTION_STATES.next(ActionState(action.state), ActionAction.CANCEL))
        action.save()
