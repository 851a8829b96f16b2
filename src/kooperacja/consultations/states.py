"""The states of advice that somebody was asked for."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.states import StateTable


class AdviceState(TextChoices):
    """Where the advice of one person is."""

    WAITING = "waiting", _("not answered yet")
    ANSWERED = "answered", _("answered")
    RECUSED = "recused", _("may know the family, so doesn't advise")


class AdviceAction(TextChoices):
    """What is done with it."""

    ANSWER = "answer", _("answer the question")
    RECUSE = "recuse", _("say that one may know the family")


ADVICE_STATES: Final = StateTable(
    {
        (AdviceState.WAITING, AdviceAction.ANSWER): AdviceState.ANSWERED,
        (AdviceState.WAITING, AdviceAction.RECUSE): AdviceState.RECUSED,
        # somebody may find out later whom it is about
        (AdviceState.ANSWERED, AdviceAction.RECUSE): AdviceState.RECUSED,
    },
)
