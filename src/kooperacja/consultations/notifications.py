"""Messages of questions that name nobody: the question's own number and a link, never the number of the case."""

from datetime import datetime

from django.urls import reverse

from kooperacja.access.actor import Actor
from kooperacja.cases.models import Role
from kooperacja.outbox.actions import tell_person
from kooperacja.outbox.kinds import MessageKind

from .models import Advice


def asked(advice: Advice, *, now: datetime) -> None:
    """Tell somebody that their advice is asked for."""
    path = reverse("consultations:advice", args=[advice.public_id])
    number = advice.consultation.number
    tell_person(advice.asked.user_id, MessageKind.ADVICE_ASKED, reference=number, path=path, now=now)


def answered(advice: Advice, *, actor: Actor, now: datetime) -> None:
    """Tell who leads the case that somebody answered, or stepped back."""
    path = reverse("consultations:view", args=[advice.consultation.public_id])
    leading = advice.case.members.current().filter(role__in=(Role.LEAD, Role.DEPUTY))
    users = set(leading.values_list("membership__user_id", flat=True)) - {actor.user_id}
    for user in sorted(users):
        kind = MessageKind.ADVICE_GIVEN
        tell_person(user, kind, reference=advice.consultation.number, path=path, now=now)
