"""Telling the deputy, and later the head, that a clock of a case is late. Nobody above the institution is told."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recorded
from kooperacja.kernel.calendar import back_working_days
from kooperacja.kernel.limits import Limit, limit_on
from kooperacja.outbox.actions import NobodyLeft

from .. import notifications
from ..events import ClockEvent
from ..models import Case, Escalation, Told
from ..rules.limits import TELL_DEPUTY, TELL_HEAD
from .clocks import CLOCKS, Clock, with_clock

REVIEW: Final = Clock("przeglad", _("Review"), _("the review is overdue"), lambda _actor, _oversees: F("review_on"))
"""The review is a column of the lists, so no clock there; it is late like one."""

AFTER: Final[dict[Told, Sequence[Limit]]] = {Told.DEPUTY: TELL_DEPUTY, Told.HEAD: TELL_HEAD}


def late_cases(*, now: datetime) -> Iterator[tuple[Case, Clock, date, Told]]:
    """Return every case with a clock that is so late that somebody is to be told, and wasn't yet."""
    today = timezone.localdate(now)
    for clock in (*CLOCKS, REVIEW):
        for told, limits in AFTER.items():
            last_day = back_working_days(today, limit_on(limits, today).days)
            for case in _late(clock, last_day, told):
                yield case, clock, case.late_since, told


def _late(clock: Clock, last_day: date, told: Told) -> Any:
    cases = _with_day(Case.objects.unclosed(), clock)
    known = Escalation.objects.filter(
        case=OuterRef("pk"), clock=clock.name, due_on=OuterRef("late_since"), told=told.value
    )
    return cases.filter(late_since__lte=last_day).exclude(Exists(known)).order_by("pk")


def _with_day(cases: Any, clock: Clock) -> Any:
    if clock is REVIEW:
        return cases.annotate(late_since=clock.due(None, True))
    return with_clock(cases, clock, None).annotate(late_since=F(clock.column))


def tell_of_late(case: Case, clock: Clock, due_on: date, told: Told, *, now: datetime) -> bool:
    """Tell whoever is to know; says whether it did. If another worker was faster, nobody is told twice.

    It is the system's act, so no policy is asked. Where there is no deputy nobody is told, and later the head is;
    whoever becomes the deputy meanwhile hears of it, too.
    """
    with suppress(NobodyLeft), recorded(ClockEvent.LATE, actor=SYSTEM, subject=case) as case:
        fact = {"case": case, "clock": clock.name, "due_on": due_on, "told": told}
        if Escalation.objects.filter(**fact).exists() or not _is_still_late(case, clock, due_on):
            raise NobodyLeft
        tell = notifications.late_for_deputy if told is Told.DEPUTY else notifications.late_for_head
        if not tell(case, now=now):
            raise NobodyLeft
        Escalation(**fact, told_at=now).save()
        return True
    return False


def _is_still_late(case: Case, clock: Clock, due_on: date) -> bool:
    cases = _with_day(Case.objects.unclosed().filter(pk=case.pk), clock)
    return bool(cases.filter(late_since=due_on).exists())
