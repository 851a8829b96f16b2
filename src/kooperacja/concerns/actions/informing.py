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
from ..policies import TO_INFORM
from ..rules import informing_refusals


@dataclass(frozen=True, kw_only=True)
class Informed:
    """What is recorded: informed on a day in some way, or an exception with its ground.

    `is_all` says that nobody else named in the concern remains to be informed; it stops the clock. Whoever learns of
    one more person adds a record without it, and the clock runs again.
    """

    informed: bool
    who: str = ""
    on: date | None = None
    how: str = ""
    ground: str = ""
    details: str = ""
    is_all: bool = True


def record_informing(concern: Concern, said: Informed, *, actor: Actor, now: datetime) -> Informing:
    """Record it with the concern, one record for each person or for all; the last one says whether the clock runs on.

    A concern that is locked meanwhile takes it, too: the duty doesn't end with the lock.

    Raises:
        PermissionDenied: the actor doesn't read the inbox of the centre, or the concern is disposed of.
        Refused: with members of `rules.InformingRefusal`.
    """
    with TO_INFORM.recorded(ConcernEvent.INFORMED, Permission.CONCERN_INFORM, concern, actor=actor) as concern:
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
