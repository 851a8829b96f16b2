"""Asking for advice without saying whom it is about, and closing the question."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.institutions.models import Institution, Membership, next_number
from kooperacja.kernel.refused import refuse
from kooperacja.partnerships.models import Partnership

from .. import notifications
from ..events import ConsultationEvent
from ..models import Advice, Consultation
from ..policies import CONSULTATIONS
from ..rules.asking import Question, asking_refusals
from ..rules.identity import says_who
from .lookups import known_of, local_teams, partners_to_ask, people_of


def ask_for_advice(
    case: Case, question: str, asked: Collection[Membership], team: Partnership | None, *, actor: Actor, now: datetime
) -> Consultation:
    """Ask people of partner institutions, or those of a local team (`team`), who then see the question alone.

    The answers aren't compared with the family's data: a refusal would tell who answers that they guessed right.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
        Refused: it says whom it is about, or somebody can't be asked (`AskingRefusal`).
    """
    today = timezone.localdate(now)
    with CASES.recorded(ConsultationEvent.ASKED, Permission.CASE_EDIT, case, actor=actor) as case:
        refuse(
            asking_refusals(
                Question(
                    asked=frozenset(one.pk for one in asked),
                    may_be_asked=_may_be_asked(case, team, now=now),
                    says_who=bool(says_who(question, known_of(case))),
                )
            )
        )
        consultation = Consultation(
            case=case,
            number=_number(case.centre, year=today.year),
            question=question,
            partnership=team,
            asked_by_id=cast(int, actor.membership_id),
            asked_at=now,
            until=today + timedelta(days=settings.CONSULTATION_DAYS),
        )
        consultation.save()
        for one in asked:
            advice = Advice(consultation=consultation, case=case, asked=one)
            advice.save()
            notifications.asked(advice, now=now)
    return consultation


def _may_be_asked(case: Case, team: Partnership | None, *, now: datetime) -> frozenset[int]:
    today = timezone.localdate(now)
    if team is None:
        people = partners_to_ask(case, today)
    elif local_teams(case, today).filter(pk=team.pk).exists():
        people = people_of(team, case, today)
    else:
        return frozenset()
    return frozenset(people.order_by().values_list("pk", flat=True))


def _number(centre: Institution, *, year: int) -> str:
    """Return the next number of the centre's own series; two centres of one gmina share its code."""
    while True:
        number = f"K/{next_number(centre, 'consultation', year=year)}/{year}/{centre.seat.code}"
        if not Consultation.objects.filter(number=number).exists():
            return number


def close_consultation(consultation: Consultation, *, actor: Actor, now: datetime) -> Consultation:
    """Close a question: those who were asked no longer see it.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed already.
    """
    with CONSULTATIONS.recorded(
        ConsultationEvent.CLOSED, Permission.CONSULTATION_CLOSE, consultation, actor=actor
    ) as consultation:
        consultation.closed_on = timezone.localdate(now)
        consultation.save()
    return consultation
