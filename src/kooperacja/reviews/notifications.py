"""Messages of reviews: a number and a link, never a word about the family."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.cases.actions.lookups import heads_of
from kooperacja.outbox.actions import tell_person
from kooperacja.outbox.kinds import MessageKind

from .models import Review


def escalated(review: Review, *, actor: Actor, now: datetime) -> None:
    """Tell the centre's head that a team asks for help; the head sees the number, and who leads the case."""
    case = review.case
    heads = heads_of(case.centre_id, timezone.localdate(now)).exclude(user=actor.user_id)
    for user_id in sorted(set(heads.values_list("user_id", flat=True))):
        path = reverse("cases:oversight")
        tell_person(user_id, MessageKind.REVIEW_ESCALATED, reference=case.number, path=path, now=now)
