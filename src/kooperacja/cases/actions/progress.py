"""What moves a case on: starting work by the plan, the date of the next review, numbers of other registers."""

from datetime import date, datetime

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.refused import refuse

from ..events import CaseEvent
from ..models import Case
from ..policies import CASES
from ..rules.start import Missing, missing_to_start
from ..states import CASE_STATES, ActionState, CaseAction, CaseState, GoalState


def what_is_missing(case: Case) -> frozenset[Missing]:
    """Return what the case still lacks before work by the plan can start."""
    return missing_to_start(
        bases=1 if case.is_community else case.bases.given().count(),  # a decision of the team stands for it
        goals=case.goals.filter(state=GoalState.OPEN).count(),
        actions=case.actions.exclude(state__in=(ActionState.DECLINED, ActionState.CANCELLED)).count(),
        review_on=case.review_on,
    )


def start_case(case: Case, *, actor: Actor, now: datetime) -> Case:
    """Start work by the plan.

    Raises:
        PermissionDenied: the actor may not.
        TransitionNotAllowed: it has started already.
        Refused: the smallest plan isn't complete (`Missing`).
    """
    with CASES.recorded(CaseEvent.STARTED, Permission.CASE_EDIT, case, actor=actor) as case:
        case.state = CaseState(CASE_STATES.next(CaseState(case.state), CaseAction.START))
        refuse(what_is_missing(case))
        case.started_on = case.started_on or timezone.localdate(now)
        case.save()
    return case


def set_review(
    case: Case,
    review_on: date,
    *,
    version: int,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> Case:
    """Set the date of the next review.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed the case meanwhile.
    """
    with CASES.recorded(CaseEvent.REVIEW_SET, Permission.CASE_EDIT, case, actor=actor, version=version) as case:
        case.review_on = review_on
        case.save()
    return case


def set_numbers(
    case: Case,
    *,
    case_mark: str,
    domain_number: str,
    version: int,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> Case:
    """Note the numbers under which other registers know the case.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed the case meanwhile.
    """
    with CASES.recorded(CaseEvent.NUMBERS_SET, Permission.CASE_EDIT, case, actor=actor, version=version) as case:
        case.case_mark, case.domain_number = case_mark, domain_number
        case.save()
    return case
