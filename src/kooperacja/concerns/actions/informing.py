"""Recording that people named in a concern were informed, or why not (RODO art. 14)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.refused import Refused

from ..events import ConcernEvent
from ..models import Concern, Informing
from ..policies import CONCERNS
from ..rules import informing_refusals


@dataclass(frozen=True, kw_only=True)
class Informed:
    """What is recorded: informed on a day in some way, or an exception with its ground.

    `is_all` says that nobody else named in the concern remains to be informed; it stops the clock.
    """

    informed: bool
    who: str = ""
    on: date | None = None
    how: str = ""
    ground: str = ""
    details: str = ""
    is_all: bool = True


def record_informing(concern: Concern, said: Informed, *, actor: Actor, now: datetime) -> Informing:
    """Record it with the concern.

    Raises:
        PermissionDenied: the actor doesn't read the inbox of the centre.
        Refused: with members of `rules.InformingRefusal`.
    """
    with CONCERNS.recorded(ConcernEvent.INFORMED, Permission.CONCERN_TRIAGE, concern, actor=actor) as concern:
        if found := informing_refusals(
            informed=said.informed,
            on=said.on,
            how=said.how,
            ground=said.ground,
            details=said.details,
            today=timezone.localdate(now),
        ):
            raise Refused(found)
        row = Informing(
            concern=concern,
            centre_id=concern.centre_id,
            who=said.who,
            informed_on=said.on if said.informed else None,
            how=said.how if said.informed else "",
            ground="" if said.informed else said.ground,
            details=said.details,
            is_all=said.is_all,
            decided_by_id=cast(int, actor.membership_id),
            decided_at=now,
        )
        row.save()
    return row
