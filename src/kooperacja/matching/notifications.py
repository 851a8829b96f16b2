"""Messages about matches."""

from datetime import datetime

from django.urls import reverse

from kooperacja.outbox.actions import tell_mailbox, tell_person
from kooperacja.outbox.kinds import MessageKind

from .models import Exchange


def learned_of_each_other(exchange: Exchange, *, now: datetime) -> None:
    """Tell both reporters that a contact waits; an institution without accounts gets a letter from the centre."""
    for concern in (exchange.one, exchange.other):
        if concern.reporter_user_id is not None:
            path = reverse("concerns:own_concern", args=[concern.public_id])
            kind = MessageKind.CONTACT_GIVEN
            tell_person(concern.reporter_user_id, kind, reference=concern.number, path=path, now=now)
        elif concern.reporter_institution and concern.reporter_institution.official_mailbox:
            mailbox, path = concern.reporter_institution.official_mailbox, reverse("concerns:door")
            tell_mailbox(mailbox, MessageKind.CONTACT_GIVEN, reference=concern.number, path=path, now=now)
