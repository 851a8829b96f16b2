"""Asking a family, some months after the closure, how it is going."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.closing import set_follow_up
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.kernel.refused import refuse

from ..events import ReviewEvent
from ..models import FollowUp
from ..rules import Outcome, follow_up_refusals


@dataclass(frozen=True)
class Answered:
    """What came of asking. When nobody could be reached, either `again_on` plans another try, or one gives up."""

    asked_on: date
    outcome: Outcome
    how_it_goes: str = ""
    needs_help: bool | None = None
    again_on: date | None = None
    gives_up: bool = False


def record_follow_up(case: Case, answered: Answered, *, actor: Actor, now: datetime) -> FollowUp:
    """Write down what came of asking. After a talk or a no, the family isn't asked again.

    Raises:
        PermissionDenied: the actor may not.
        Refused: the family isn't to be asked, or something is missing (`FollowUpRefusal`).
    """
    with CASES.recorded(ReviewEvent.ASKED, Permission.CASE_FOLLOW_UP, case, actor=actor) as case:
        unreachable = answered.outcome is Outcome.UNREACHABLE
        again_on = answered.again_on if unreachable else None
        refuse(
            follow_up_refusals(
                is_awaited=case.follow_up_on is not None,
                asked_on=answered.asked_on,
                closed_on=timezone.localdate(case.closed_at) if case.closed_at else None,
                today=timezone.localdate(now),
                outcome=answered.outcome,
                how_it_goes=answered.how_it_goes,
                needs_help=answered.needs_help,
                again_on=again_on,
                gives_up=answered.gives_up,
            )
        )
        talked = answered.outcome is Outcome.DONE
        follow_up = FollowUp(
            case=case,
            due_on=cast(date, case.follow_up_on),
            asked_on=answered.asked_on,
            outcome=answered.outcome,
            how_it_goes=answered.how_it_goes if talked else "",
            needs_help=answered.needs_help if talked else None,
            recorded_by_id=cast(int, actor.membership_id),
            recorded_at=now,
        )
        follow_up.save()
        set_follow_up(case, again_on, actor=actor, now=now)
    return follow_up
