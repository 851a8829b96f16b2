"""What somebody does who was asked for advice."""

from datetime import datetime

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission

from .. import notifications
from ..events import ConsultationEvent
from ..models import Advice
from ..policies import ADVICES
from ..states import ADVICE_STATES, AdviceAction, AdviceState


def give_advice(advice: Advice, text: str, *, actor: Actor, now: datetime) -> Advice:
    """Answer in words.

    Raises:
        PermissionDenied: somebody else was asked, or the question is closed or its time over.
        TransitionNotAllowed: it was answered already.
    """
    with ADVICES.recorded(ConsultationEvent.ANSWERED, Permission.ADVICE_GIVE, advice, actor=actor) as advice:
        _end(advice, AdviceAction.ANSWER, now=now)
        advice.text = text
        advice.save()
        notifications.answered(advice, actor=actor, now=now)
    return advice


def step_back(advice: Advice, *, actor: Actor, now: datetime) -> Advice:
    """Say that one may know the family: the question is closed for oneself from the next click on.

    Raises:
        PermissionDenied: somebody else was asked, or the question is closed or its time over.
    """
    with ADVICES.recorded(ConsultationEvent.RECUSED, Permission.ADVICE_GIVE, advice, actor=actor) as advice:
        _end(advice, AdviceAction.RECUSE, now=now)
        advice.save()
        notifications.answered(advice, actor=actor, now=now)
    return advice


def _end(advice: Advice, what: AdviceAction, *, now: datetime) -> None:
    advice.state = AdviceState(ADVICE_STATES.next(AdviceState(advice.state), what))
    advice.answered_at = now
