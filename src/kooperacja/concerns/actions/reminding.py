"""Telling a centre that the time for a decision is running out."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recorded

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


def remind_of_clock(concern: Concern, *, now: datetime) -> None:
    """Tell intake and head of the centre; tells nobody if another worker did, or if it was decided meanwhile."""
    with recorded(ConcernEvent.REMINDED, actor=SYSTEM, subject=concern) as concern:
        if concern.is_live and concern.reminded_at is None:
            # Not by save(): a reminder must not make an edit that somebody has open look like a conflict.
            Concern.objects.filter(pk=concern.pk).update(reminded_at=now, version=F("version"))
            notifications.time_runs_out(concern, now=now)
