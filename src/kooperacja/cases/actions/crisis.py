"""Rows that say that help can't wait; made and ended only inside the recording of an action."""

from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.institutions.actions.own import number_of
from kooperacja.institutions.rules.own import SettingName

from ..models import Case, Crisis
from ..rules.crisis import workshop_day


def begin_crisis(case: Case, reason: str, *, since: date, actor: Actor, now: datetime) -> Crisis:
    """Note that help can't wait; the caller has asked the rules."""
    crisis = Crisis(
        case=case,
        since=since,
        due_on=workshop_day(since, days=number_of(SettingName.CRISIS_DAYS, case.centre_id)),
        reason=reason,
        noted_by_id=cast(int, actor.membership_id),
        noted_at=now,
    )
    crisis.save()
    return crisis


def end_crises(case: Case, *, actor: Actor, now: datetime) -> None:
    """End what runs, for nothing waits any more: the case closes, or the workshop took place and all begins anew."""
    for crisis in case.crises.running():
        crisis.ended_on = timezone.localdate(now)
        crisis.ended_by_id = actor.membership_id
        crisis.save()
