"""Telling a centre that the time for a decision is running out."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recorded
from kooperacja.outbox.actions import NobodyLeft

from .. import notifications
from ..events import ConcernEvent
from ..models import Concern, Urgency

BEFORE: Final = {Urgency.RED: timedelta(hours=1), Urgency.AMBER: timedelta(days=1), Urgency.GREEN: timedelta(days=1)}
"""How long before the end of the clock."""


def clocks_running_out(*, now: datetime) -> QuerySet[Concern]:
    """Return the undecided concerns whose time is nearly over and of whose clock nobody was reminded yet."""
    soon = Q()
    for urgency, before in BEFORE.items():
        soon |= Q(urgency=urgency, due_at__lte=now + before)
    # The first condition is the widest of the others; by it the database uses its index of running clocks.
    live = Concern.objects.live().filter(due_at__lte=now + max(BEFORE.values()), reminded_at=None)
    return live.filter(soon).for_list().order_by("due_at", "pk")


def remind_of_clock(concern: Concern, *, now: datetime) -> bool:
    """Tell intake and head of the centre; says whether it did: not if another worker was faster, it was decided
    meanwhile or there is nobody.
    """
    with suppress(NobodyLeft), recorded(ConcernEvent.REMINDED, actor=SYSTEM, subject=concern) as concern:
        if not concern.is_live or concern.reminded_at is not None or not notifications.time_runs_out(concern, now=now):
            raise NobodyLeft
        # Not by save(): a reminder must not make an edit that somebody has open look like a conflict.
        Concern.objects.filter(pk=concern.pk).update(reminded_at=now, version=F("version"))
        return True
    return False
