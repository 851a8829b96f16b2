"""Deciding, with reasons, whether this is the way for the family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.kernel.refused import refuse

from ..events import GateEvent
from ..models import Answer, Qualification, Reason
from ..rules import qualification_refusals


@dataclass(frozen=True)
class Decided:
    """What was decided on which day, and why."""

    answer: Answer
    decided_on: date
    reasons: Sequence[Reason] = ()
    words: str = ""


def qualify(case: Case, decided: Decided, *, actor: Actor, now: datetime) -> Qualification:
    """Keep a decision; earlier ones stay. Nothing follows from it by itself, whatever the answer.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
        Refused: with members of `QualificationRefusal`.
    """
    with CASES.recorded(GateEvent.QUALIFIED, Permission.CASE_EDIT, case, actor=actor) as case:
        refuse(
            qualification_refusals(
                reasons=decided.reasons,
                words=decided.words,
                decided_on=decided.decided_on,
                opened_on=timezone.localdate(case.opened_at),
                today=timezone.localdate(now),
                is_community=case.is_community,
            )
        )
        qualification = Qualification(
            case=case,
            answer=decided.answer,
            reasons={"ticked": [reason.value for reason in decided.reasons]},
            words=decided.words,
            decided_on=decided.decided_on,
            decided_by_id=cast(int, actor.membership_id),
            decided_at=now,
        )
        qualification.save()
    return qualification
