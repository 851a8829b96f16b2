"""Keeping the name of a reporter apart, for the lead of the case to which the concern is linked."""

from collections.abc import Collection
from datetime import datetime

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.concerns.actions.protection import name_readers
from kooperacja.concerns.events import ConcernEvent
from kooperacja.institutions.models import Membership

from ..models import CaseConcern
from ..policies import CASES


def protect_reporter_of(link: CaseConcern, readers: Collection[Membership], *, actor: Actor, now: datetime) -> None:
    """Keep the name of who reported a concern of the case apart, or change who may read it.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
        Refused: with members of `concerns.rules.ProtectionRefusal`.
    """
    with CASES.recorded(ConcernEvent.REPORTER_PROTECTED, Permission.CASE_EDIT, link.case, actor=actor):
        name_readers(link.concern.fresh(), readers, actor=actor, now=now)
