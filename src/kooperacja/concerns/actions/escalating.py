"""Telling a centre that a decision, or word to the people whom a concern names, is late. Nobody above it is told."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recorded
from kooperacja.kernel.calendar import END_OF_DAY, WARSAW, back_working_days
from kooperacja.kernel.limits import limit_on
from kooperacja.outbox.actions import NobodyLeft

from .. import notifications
from ..events import ConcernEvent
from ..limits import TELL_LATE
from ..models import Concern, Urgency

SHORTEST_MONTH: Final = timedelta(days=28)


def late_decisions(*, now: datetime) -> QuerySet[Concern]:
    """Return the undecided concerns that are so late that the centre is to be told, and wasn't yet.

    Of a red one it is told at once: its hours run through nights and days off.
    """
    last = datetime.combine(_last_day(now), END_OF_DAY, WARSAW)
    # The first condition is the widest of the others; by it the database uses its index of late decisions.
    undecided = Concern.objects.live().filter(due_at__lt=now, late_told_at=None)
    return undecided.filter(Q(urgency=Urgency.RED) | Q(due_at__lte=last)).for_list().order_by("due_at", "pk")


def late_informings(*, now: datetime) -> Iterator[Concern]:
    """Return the concerns whose people should have been informed, and of which the centre wasn't told yet."""
    last_day = _last_day(now)
    return (concern for concern in _to_inform(now) if (day := concern.inform_by) is not None and day <= last_day)


def tell_of_late_decision(concern: Concern, *, now: datetime) -> bool:
    """Tell intake and head of the centre; says whether it did. If another worker was faster, nobody is told twice.

    It is the system's act, so no policy is asked.
    """
    with suppress(NobodyLeft), recorded(ConcernEvent.LATE, actor=SYSTEM, subject=concern) as concern:
        if not late_decisions(now=now).filter(pk=concern.pk).exists():
            raise NobodyLeft
        if not notifications.decision_late(concern, now=now):
            raise NobodyLeft
        _remember(concern, late_told_at=now)
        return True
    return False


def tell_of_late_informing(concern: Concern, *, now: datetime) -> bool:
    """Tell intake and head, who alone record it, also of a locked one; says whether it did. Once, as of a decision."""
    with suppress(NobodyLeft), recorded(ConcernEvent.INFORM_LATE, actor=SYSTEM, subject=concern) as concern:
        if not _to_inform(now).filter(pk=concern.pk).exists() or not notifications.informing_late(concern, now=now):
            raise NobodyLeft
        _remember(concern, inform_late_told_at=now)
        return True
    return False


def _last_day(now: datetime) -> date:
    """Return the day until which something was due of which is told now."""
    today = timezone.localdate(now)
    return back_working_days(today, limit_on(TELL_LATE, today).days)


def _to_inform(now: datetime) -> Any:
    owed: Any = Concern.objects.filter(inform_late_told_at=None, disposed_on=None)
    return owed.filter(received_at__lte=now - SHORTEST_MONTH).for_list().to_inform()


def _remember(concern: Concern, **told_at: datetime) -> None:
    # Not by save(): a message must not make an edit that somebody has open look like a conflict.
    Concern.objects.filter(pk=concern.pk).update(**told_at, version=F("version"))
