"""Letting a clock of a case stand still for a reason, and run again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.limits import limit_on
from kooperacja.kernel.refused import refuse

from ..events import ClockEvent
from ..models import Case, ClockPause
from ..policies import CASES
from ..rules.limits import PAUSE
from ..rules.pausing import moved, pause_refusals
from .clocks import CLOCKS, Clock, Running, running_pauses, show_clocks


def clocks_in(case: Case, actor: Actor, clocks: Sequence[Clock] = CLOCKS) -> list[Running]:
    """Return which of these clocks run in a case, as the actor sees them."""
    show_clocks([case], actor, clocks=clocks)
    return case.clocks  # type: ignore[attr-defined, no-any-return] # put there a line above


def pause_clock(case: Case, clock: Clock, reason: str, *, until: date, actor: Actor, now: datetime) -> ClockPause:
    """Let a clock stand still from today to `until`: its day moves by the working days between.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
        Refused: with members of `PauseRefusal`.
    """
    today = timezone.localdate(now)
    with CASES.recorded(ClockEvent.PAUSED, Permission.CASE_EDIT, case, actor=actor) as case:
        running = next((one for one in clocks_in(case, actor) if one.name == clock.name), None)
        refuse(
            pause_refusals(
                reason,
                until=until,
                today=today,
                is_running=running is not None,
                is_paused=running_pauses(today).filter(case=case, clock=clock.name).exists(),
                most_days=limit_on(PAUSE, today).days,
            )
        )
        seen = cast(Running, running)  # otherwise it was refused
        pause = ClockPause(
            case=case,
            clock=clock.name,
            raw_on=seen.raw_on,
            before_on=seen.day,
            due_on=moved(seen.day, today, until),
            since=today,
            until=until,
            reason=reason,
            paused_by_id=cast(int, actor.membership_id),
            paused_at=now,
        )
        pause.save()
    return pause


def resume_clock(case: Case, clock: Clock, *, actor: Actor, now: datetime) -> bool:
    """Let a clock run again from today: only the days that it stood still count. Says whether it stood; twice is once.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
    """
    today = timezone.localdate(now)
    with CASES.recorded(ClockEvent.RESUMED, Permission.CASE_EDIT, case, actor=actor) as case:
        pause = running_pauses(today).filter(case=case, clock=clock.name).first()
        if pause is None:
            return False
        pause.ended_on, pause.ended_by_id = today, actor.membership_id
        pause.due_on = moved(pause.before_on, pause.since, today - timedelta(1))
        pause.save()
    return True


def clock_named(name: str) -> Clock | None:
    """Return the clock of this name."""
    return next((clock for clock in CLOCKS if clock.name == name), None)
