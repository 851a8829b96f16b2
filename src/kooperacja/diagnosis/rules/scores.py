"""What an answer on the scale may be, and why an assessment can't stand so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ..states import AFTER_CLOSING, Occasion

NOT_APPLICABLE = "na"
"""The worker's answer that an area doesn't concern this family."""


def step_of(answer: str) -> int | None:
    """Return the step that an answer stands for; None for no answer and for "not applicable"."""
    return int(answer) if answer.isdecimal() else None


class AssessmentRefusal(TextChoices):
    """Why an assessment can't be made, changed or finished so."""

    NO_SCALE = "no_scale", _("No edition of the scale is in force today. Ask whoever runs this installation.")
    NO_AREA = "no_area", _("Choose at least one area: the one that matters most to the family.")
    OTHER_EDITION = "other_edition", _("This area belongs to another edition of the scale.")
    IN_FUTURE = "in_future", _("The talk can't be later than today.")
    CASE_CLOSED = "case_closed", _("The case is closed: only the end of it, or some time after it, can be noted.")
    NOT_A_DRAFT = "not_a_draft", _("It is finished or withdrawn and can't be changed any more.")
    NO_SUCH_STEP = "no_such_step", _("The scale has no such step.")
    NOTHING_SAID = "nothing_said", _("Nobody has said anything yet. One area in one voice is enough.")


def head_refusals(
    occasion: Occasion, held_on: date, *, today: date, areas: int, foreign_areas: int, case_closed: bool
) -> frozenset[AssessmentRefusal]:
    """Return every reason why a talk with these areas can't be noted."""
    checks = {
        AssessmentRefusal.NO_AREA: areas == 0,
        AssessmentRefusal.OTHER_EDITION: foreign_areas > 0,
        AssessmentRefusal.IN_FUTURE: held_on > today,
        AssessmentRefusal.CASE_CLOSED: case_closed and occasion not in AFTER_CLOSING,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


@dataclass(frozen=True)
class Answer:
    """What was said of one area: a step as text, "" for nothing; the worker may say that it doesn't apply."""

    worker: str = ""
    family: str = ""
    note: str = ""


def answer_refusals(answer: Answer, steps: Collection[int]) -> frozenset[AssessmentRefusal]:
    """Return every reason why this can't be an answer on a scale of these steps."""
    known = {"", *(str(step) for step in steps)}
    wrong = answer.family not in known or answer.worker not in known | {NOT_APPLICABLE}
    return frozenset({AssessmentRefusal.NO_SUCH_STEP}) if wrong else frozenset()


def finish_refusals(answers: Collection[Answer]) -> frozenset[AssessmentRefusal]:
    """Return every reason not to finish: one area in one voice is enough."""
    said = any(answer.worker or answer.family for answer in answers)
    return frozenset() if said else frozenset({AssessmentRefusal.NOTHING_SAID})
