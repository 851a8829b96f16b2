"""What stands in somebody's own calendar: visits, reviews, actions, talks after a closure, planned tries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import Case
from kooperacja.cases.policies import ACTIONS, CASES, done_by
from kooperacja.cases.states import ActionState
from kooperacja.concerns.models import Concern
from kooperacja.reviews.policies import REFUSALS

from ..models import VisitKind, VisitState
from ..policies import VISITS

MOST = 500
"""Entries of one kind on a page or in a feed."""


@dataclass(frozen=True)
class Entry:
    """One date: what (in neutral words), on which case, where it is done. Without an hour it lasts the whole day."""

    key: str
    day: date
    title: str
    reference: str
    url: str
    starts_at: datetime | None = None
    minutes: int = 0

    @property
    def ends_at(self) -> datetime | None:
        """When it is over; None if it has no hour."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None


def entries_of(actor: Actor, *, first: date, last: date) -> list[Entry]:
    """Return what stands in the actor's own calendar from a day to a day, in order; one query a kind."""
    days = (first, last)
    found = [*_visits(actor, days), *_reviews(actor, days), *_actions(actor, days), *_after(actor, days)]
    return sorted(found, key=lambda entry: (entry.day, entry.starts_at is not None, entry.starts_at, entry.reference))


def _visits(actor: Actor, days: tuple[date, date]) -> Iterator[Entry]:
    own = VISITS.permitted(actor, Permission.VISIT_EDIT).filter(membership=actor.membership_id)
    planned = own.filter(state=VisitState.PLANNED, starts_at__date__range=days)
    for row in planned.select_related("case").defer("words").order_by("starts_at")[:MOST]:
        yield Entry(
            key=str(row.public_id),
            day=timezone.localdate(row.starts_at),
            title=str(VisitKind(row.kind).label),
            reference=row.case.number,
            url=reverse("agenda:visit", args=[row.public_id]),
            starts_at=row.starts_at,
            minutes=row.minutes,
        )


def _reviews(actor: Actor, days: tuple[date, date]) -> Iterator[Entry]:
    for row in CASES.permitted(actor, Permission.CASE_EDIT).filter(review_on__range=days)[:MOST]:
        address = reverse("reviews:hold", args=[row.public_id])
        yield Entry(f"{row.public_id}-przeglad", cast(date, row.review_on), _("review"), row.number, address)


def _actions(actor: Actor, days: tuple[date, date]) -> Iterator[Entry]:
    due = ACTIONS.permitted(actor, Permission.ACTION_ANSWER).filter(done_by(actor), state=ActionState.ACCEPTED)
    for row in due.filter(due_on__range=days).select_related("case")[:MOST]:
        address = reverse("cases:action", args=[row.public_id])
        yield Entry(str(row.public_id), row.due_on, _("action due"), row.case.number, address)


def _after(actor: Actor, days: tuple[date, date]) -> Iterator[Entry]:
    """What comes after a closure and after a no; of the welfare centre alone."""
    if not actor.of_centre:
        return
    for row in CASES.permitted(actor, Permission.CASE_FOLLOW_UP).filter(follow_up_on__range=days)[:MOST]:
        address, day = reverse("reviews:follow_up", args=[row.public_id]), cast(date, row.follow_up_on)
        yield Entry(f"{row.public_id}-rozmowa", day, _("talk after the closure"), row.number, address)
    tries = REFUSALS.permitted(actor, Permission.REFUSAL_EDIT).filter(try_again_on__range=days)
    for no in tries.select_related("case", "concern")[:MOST]:
        about = cast("Case | Concern", no.case or no.concern)
        address = reverse("reviews:refusal_try", args=[no.public_id])
        yield Entry(str(no.public_id), cast(date, no.try_again_on), _("planned contact"), about.number, address)
