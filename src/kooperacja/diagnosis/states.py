"""The states of an assessment."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.kernel.states import StateTable


class AssessmentState(TextChoices):
    """Where an assessment is. A withdrawn one was a mistake: it stays in the file and counts nowhere."""

    DRAFT = "draft", pgettext_lazy("assessment", "being filled in")
    FINISHED = "finished", pgettext_lazy("assessment", "finished")
    WITHDRAWN = "withdrawn", pgettext_lazy("assessment", "withdrawn")


class AssessmentAction(TextChoices):
    """What people do with an assessment."""

    FINISH = "finish", _("finish")
    WITHDRAW = "withdraw", _("withdraw")


ASSESSMENT_STATES = StateTable(
    {
        (AssessmentState.DRAFT, AssessmentAction.FINISH): AssessmentState.FINISHED,
        (AssessmentState.DRAFT, AssessmentAction.WITHDRAW): AssessmentState.WITHDRAWN,
        (AssessmentState.FINISHED, AssessmentAction.WITHDRAW): AssessmentState.WITHDRAWN,
    },
)


class Occasion(TextChoices):
    """When in the life of a case one asks how things are."""

    START = "start", _("at the start")
    REVIEW = "review", _("at a review")
    EXIT = "exit", _("at the end")
    FOLLOW_UP = "follow_up", _("some time after the end")


AFTER_CLOSING = frozenset({Occasion.EXIT, Occasion.FOLLOW_UP})
"""Occasions that make sense once the case is closed."""
