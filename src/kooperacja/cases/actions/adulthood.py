"""Coming of age: on the day, what guardians agreed stops counting by itself, and the young person is asked.

The policies shut the door on that day whatever the worker does (`querysets.py`). This only writes it down and tells.
"""

from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recorded

from .. import notifications
from ..events import BasisEvent
from ..models import Case, ParticipationBasis, SecondGuardian
from ..states import BASIS_STATES, BasisAction, BasisState, CaseState
from .partners import leading, partners_with_account


def who_came_of_age(*, now: datetime) -> list[ParticipationBasis]:
    """Return the guardians' agreements for people who are adults today, in unclosed cases."""
    today = timezone.localdate(now)
    rows = ParticipationBasis.objects.of_who_may_have_come_of_age(today).exclude(case__state=CaseState.CLOSED)
    found = rows.select_related("person", "case").order_by("pk")
    return [basis for basis in found if basis.is_of_who_came_of_age(today)]


def ask_at_adulthood(basis: ParticipationBasis, *, now: datetime) -> ParticipationBasis:
    """Write down that somebody came of age: they are asked, their guardianships ended on the eve, the lead is told.

    Nothing if somebody was faster. It is the system's act, so no policy is asked.
    """
    with recorded(BasisEvent.CAME_OF_AGE, actor=SYSTEM, subject=basis) as basis:
        if not basis.is_of_who_came_of_age(timezone.localdate(now)):
            return basis
        basis.state = BasisState(BASIS_STATES.next(BasisState(basis.state), BasisAction.COME_OF_AGE))
        basis.stated_on = cast(date, basis.person.of_age_on)  # without a date of birth nobody comes of age
        basis.how, basis.given_by = "", None
        basis.second_guardian, basis.second_guardian_reason = SecondGuardian.NOT_APPLICABLE, ""
        basis.save()
        for row in basis.person.guardians.select_related("ward"):
            if row.ends_on != row.last_day_by_age:
                row.ends_on = row.last_day_by_age
                row.save()
        _tell(basis.case, now=now)
    return basis


def _tell(case: Case, *, now: datetime) -> None:
    for place in leading(case):
        notifications.came_of_age(place, actor=SYSTEM, now=now)
    if case.bases.opening_to_partners().exists():
        for place in partners_with_account(case):
            notifications.taking_part_changed(place, actor=SYSTEM, now=now)
