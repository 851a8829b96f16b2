"""Telling the deputy, and later the head, that a day of a case has passed. Nobody above the institution is told."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recorded
from kooperacja.kernel.calendar import back_working_days
from kooperacja.kernel.limits import Limit, limit_on
from kooperacja.outbox.actions import NobodyLeft

from .. import notifications
from ..events import ClockEvent
from ..models import Case, CaseMember, Escalation, Told
from ..rules.limits import TELL_DEPUTY, TELL_DEPUTY_OF_ACTION, TELL_HEAD, TELL_LEAD
from ..states import ActionState, CaseState
from .clocks import CLOCKS, Clock, with_clock

REVIEW: Final = Clock("przeglad", _("Review"), _("the review is overdue"), lambda _actor, _oversees: F("review_on"))
"""The review is a column of the lists, so no clock there; it is late like one."""

FOLLOW_UP: Final = Clock(
    "po-zamknieciu",
    _("Question how it is going until"),
    _("the question how it is going after the closure is overdue"),
    lambda _actor, _oversees: F("follow_up_on"),
)
"""The only day of a closed case."""

PROMISE: Final = Clock(
    "przyjete-dzialanie",
    _("Accepted action until"),
    _("an accepted action is overdue"),
    lambda _actor, _oversees: F("promised__due_on"),
)
"""The day of each accepted action. Unlike a clock, it is several days of a case; of one day it is told once."""

AFTER: Final[Mapping[Told, Sequence[Limit]]] = {Told.DEPUTY: TELL_DEPUTY, Told.HEAD: TELL_HEAD}
AFTER_PROMISE: Final[Mapping[Told, Sequence[Limit]]] = {
    Told.LEAD: TELL_LEAD,
    Told.DEPUTY: TELL_DEPUTY_OF_ACTION,
    Told.HEAD: TELL_HEAD,
}
"""Whoever promised was reminded before the day, so the lead is the next to hear of it."""

TELL: Final = {
    Told.LEAD: notifications.late_for_lead,
    Told.DEPUTY: notifications.late_for_deputy,
    Told.HEAD: notifications.late_for_head,
}


def late_cases(*, now: datetime) -> Iterator[tuple[Case, Clock, date, Told]]:
    """Return every case with a day that is so late that somebody is to be told, and wasn't yet."""
    today = timezone.localdate(now)
    for clock in (*CLOCKS, REVIEW, FOLLOW_UP, PROMISE):
        for told, limits in (AFTER_PROMISE if clock is PROMISE else AFTER).items():
            last_day = back_working_days(today, limit_on(limits, today).days)
            for case in _late(clock, last_day, told):
                yield case, clock, case.late_since, told


def _late(clock: Clock, last_day: date, told: Told) -> Any:
    cases = _with_day(clock)
    if told is not Told.HEAD:
        cases = cases.filter(Exists(CaseMember.objects.current().filter(case=OuterRef("pk"), role=told.value)))
    known = Escalation.objects.filter(
        case=OuterRef("pk"), clock=clock.name, due_on=OuterRef("late_since"), told=told.value
    )
    return cases.filter(late_since__lte=last_day).exclude(Exists(known)).order_by("pk")


def _with_day(clock: Clock) -> Any:
    """Return the cases in which it runs, each with `late_since`: its day, with whatever pauses."""
    cases = Case.objects.filter(state=CaseState.CLOSED) if clock is FOLLOW_UP else Case.objects.unclosed()
    if clock is PROMISE:
        accepted = FilteredRelation("actions", condition=Q(actions__state=ActionState.ACCEPTED))
        cases = cases.alias(promised=accepted)
    if clock in (REVIEW, FOLLOW_UP, PROMISE):
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
        if not TELL[told](case, now=now):
            raise NobodyLeft
        Escalation(**fact, told_at=now).save()
        return True
    return False


def _is_still_late(case: Case, clock: Clock, due_on: date) -> bool:
    return bool(_with_day(clock).filter(pk=case.pk, late_since=due_on).exists())
