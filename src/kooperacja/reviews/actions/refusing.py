"""A family's no: stored as it was said, and when somebody will ask again, if at all."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.concerns.actions.locking import WIPED_TOO, open_until
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import CONCERNS
from kooperacja.kernel.refused import refuse

from ..events import RefusalEvent
from ..models import HowAsked, Refusal
from ..policies import REFUSALS
from ..rules import no_refusals

WIPED_TOO.append(Refusal)


@dataclass(frozen=True)
class SaidNo:
    """When, how and whom somebody asked, what they said, and when to try again; None is not planned."""

    asked_on: date
    how: HowAsked
    whom: str
    words: str = ""
    try_again_on: date | None = None


def record_refusal(about: Case | Concern, said: SaidNo, *, actor: Actor, now: datetime) -> Refusal:
    """Write a family's no down, in a case or before there is one. Nobody is told, and nothing else changes.

    Raises:
        PermissionDenied: the actor may not.
        NoPersonsError: it is a case of a community.
        Refused: a day can't be so (`NoRefusal`).
    """
    with _recorded(about, actor) as row:
        if isinstance(row, Case):
            row.require_family()
        refuse(
            no_refusals(
                asked_on=said.asked_on,
                try_again_on=said.try_again_on,
                today=timezone.localdate(now),
                last_day=last_day_to_try(row, now=now),
            )
        )
        refusal = Refusal(
            centre_id=cast(int, row.centre_id),
            case=row if isinstance(row, Case) else None,
            concern=row if isinstance(row, Concern) else None,
            asked_on=said.asked_on,
            how=said.how,
            whom=said.whom,
            words=said.words,
            try_again_on=said.try_again_on,
            recorded_by_id=cast(int, actor.membership_id),
            recorded_at=now,
        )
        refusal.save()
    return refusal


def last_day_to_try(about: Case | Concern | None, *, now: datetime) -> date | None:
    """Return the last day for which another try can be planned; None if any day can.

    A concern that leads to no case is locked by its age, and a try planned for later would be lost with it.
    """
    return open_until(about, now=now) if isinstance(about, Concern) else None


def _recorded(about: Case | Concern, actor: Actor) -> AbstractContextManager[Any]:
    if isinstance(about, Case):
        return CASES.recorded(RefusalEvent.RECORDED, Permission.CASE_EDIT, about, actor=actor)
    return CONCERNS.recorded(RefusalEvent.RECORDED, Permission.CONCERN_TRIAGE, about, actor=actor)


def set_next_try(refusal: Refusal, on: date | None, *, version: int, actor: Actor, now: datetime) -> Refusal:
    """Plan when to ask again, or that nobody asks again (None).

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed it meanwhile.
        Refused: the day isn't in the future, or what the no was said to is locked by then (`NoRefusal`).
    """
    with REFUSALS.recorded(
        RefusalEvent.NEXT_TRY_SET, Permission.REFUSAL_EDIT, refusal, actor=actor, version=version
    ) as refusal:
        last_day = last_day_to_try(refusal.concern, now=now)
        today = timezone.localdate(now)
        refuse(no_refusals(asked_on=refusal.asked_on, try_again_on=on, today=today, last_day=last_day))
        refusal.try_again_on = on
        refusal.save()
    return refusal
