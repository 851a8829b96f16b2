"""Messages about agreements. They say that one ends, never between whom."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from kooperacja.accounts.models import OperatorGrant
from kooperacja.institutions.models import Membership
from kooperacja.outbox.actions import tell_person
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message

from .models import Agreement, Party
from .policies import ARRANGING


def end_near_for(agreement: Agreement, *, now: datetime) -> list[int]:
    """Return the users who arrange it and weren't told yet: operators, and people of the institutions that are parties.

    What was told is known by its message: its link holds the day, so that a day that was moved is told of anew.
    """
    today = timezone.localdate(now)
    parties = Party.objects.on(today).filter(agreement=agreement).values("institution_id")
    members = Membership.objects.on(today).filter(institution__in=parties, user__is_active=True)
    people = {row.user_id for row in members.select_related("function") if row.function.duty_set & set(ARRANGING)}
    people |= set(OperatorGrant.objects.on(today).filter(user__is_active=True).values_list("user_id", flat=True))
    told = Message.objects.filter(kind=MessageKind.AGREEMENT_ENDS, path=_path(agreement), recipient__in=people)
    return sorted(people - set(told.values_list("recipient_id", flat=True)))


def end_near(agreement: Agreement, *, now: datetime) -> bool:
    """Tell them that the agreement ends soon; says whether anybody was."""
    people = end_near_for(agreement, now=now)
    for user_id in people:
        tell_person(user_id, MessageKind.AGREEMENT_ENDS, reference="", path=_path(agreement), now=now)
    return bool(people)


def _path(agreement: Agreement) -> str:
    return f"{reverse('agreements:view', args=[agreement.public_id])}#do-{agreement.ends_on}"
