"""Whether advice may be asked for. Pure: facts in, every refusal out."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AskingRefusal(TextChoices):
    """Why advice can't be asked for like this."""

    NOBODY = "consultation_nobody", _("Nobody is left to be asked.")
    MAY_NOT_BE_ASKED = (
        "consultation_may_not_be_asked",
        _("They can't be asked now: neither of a partner institution nor of the local team, or in the case's team."),
    )
    SAYS_WHO = (
        "consultation_says_who",
        _("The question says whom it is about. Take the name, the address, the number out."),
    )


@dataclass(frozen=True)
class Question:
    """What is known when somebody asks."""

    asked: frozenset[int]
    may_be_asked: frozenset[int]
    says_who: bool


def asking_refusals(question: Question) -> frozenset[AskingRefusal]:
    """Return every reason against sending the question."""
    checks = {
        AskingRefusal.NOBODY: not question.asked,
        AskingRefusal.MAY_NOT_BE_ASKED: not question.asked <= question.may_be_asked,
        AskingRefusal.SAYS_WHO: question.says_who,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
