"""Who may what with questions that name nobody.

Lead and deputy of the case see the questions and what was said, for good. Whoever was asked sees the question and the
own answer, under the hat that was asked, until the question is closed, its time is over or they step back; and only
as long as what let them be asked holds: both papers between the institutions, or their seat in the local team.
They learn nothing of the case by it: no page of the case opens to them, and no other person's advice.
"""

from typing import Any

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate
from kooperacja.agreements.sharing import sharing_with
from kooperacja.cases.policies import leads_it, leads_it_unclosed
from kooperacja.cases.states import CaseState
from kooperacja.partnerships.models import Seat

from .models import Advice, Consultation
from .states import AdviceState

gate(Permission.ADVICE_LIST, lambda actor: actor.is_member)


def consultation_of_case_led(actor: Actor) -> IdSet:
    """The questions about the cases that the actor leads."""
    return Consultation.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def open_consultation_of_case_led(actor: Actor) -> IdSet:
    """Those that nobody has closed, about unclosed cases."""
    return Consultation.objects.filter(closed_on=None, case_id__in=leads_it_unclosed(actor)).values_list("pk")


CONSULTATIONS: Policy[Consultation] = Policy(
    Consultation,
    view=Permission.CONSULTATION_VIEW,
    ways_in={
        Permission.CONSULTATION_VIEW: [consultation_of_case_led],
        Permission.CONSULTATION_CLOSE: [open_consultation_of_case_led],
    },
)


def asked_as_partner(actor: Actor) -> IdSet:
    """What the actor was asked as somebody of a partner institution."""
    centres = sharing_with(actor.institution_id, timezone.localdate())
    return _asked(actor).filter(consultation__partnership=None, case__centre_id__in=centres).values_list("pk")


def asked_in_the_local_team(actor: Actor) -> IdSet:
    """What the actor was asked as somebody who sits in the local team."""
    seats = Seat.objects.on(timezone.localdate()).filter(membership_id=actor.membership_id or 0)
    return _asked(actor).filter(consultation__partnership_id__in=seats.values("partnership_id")).values_list("pk")


def _asked(actor: Actor) -> Any:
    """What this hat was asked and may still read."""
    return (
        Advice.objects.filter(
            asked_id=actor.membership_id or 0,
            consultation__closed_on=None,
            consultation__until__gte=timezone.localdate(),
        )
        .exclude(state=AdviceState.RECUSED)
        .exclude(case__state=CaseState.CLOSED)
    )


def advice_in_case_led(actor: Actor) -> IdSet:
    """What was said to questions about the cases that the actor leads."""
    return Advice.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


ADVICES: Policy[Advice] = Policy(
    Advice,
    view=Permission.ADVICE_GIVE,
    ways_in={
        Permission.ADVICE_GIVE: [asked_as_partner, asked_in_the_local_team],
        Permission.ADVICE_READ: [advice_in_case_led],
    },
)
