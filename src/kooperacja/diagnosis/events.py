"""What can happen in getting to know a family's situation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScaleEvent(TextChoices):
    """Events of the scale itself."""

    ENTERED = "diagnosis.scale_entered", _("edition of the situation scale entered")


class AssessmentEvent(TextChoices):
    """Events of assessments."""

    BEGUN = "diagnosis.assessment_begun", _("situation scale begun")
    CHANGED = "diagnosis.assessment_changed", _("day, people or areas of a situation scale changed")
    SCORED = "diagnosis.assessment_scored", _("situation scale filled in")
    FINISHED = "diagnosis.assessment_finished", _("situation scale finished")
    WITHDRAWN = "diagnosis.assessment_withdrawn", _("situation scale withdrawn")


class WorkshopEvent(TextChoices):
    """Events of workshops and of what was said there."""

    HELD = "diagnosis.workshop_held", _("workshop with the family written down")
    CHANGED = "diagnosis.workshop_changed", _("day, place or people of a workshop changed")
    CONTRIBUTED = "diagnosis.contributed", _("what was said at a workshop written down")
    CONTRIBUTION_CHANGED = "diagnosis.contribution_changed", _("what was said at a workshop changed")
    CONTRIBUTION_WITHDRAWN = "diagnosis.contribution_withdrawn", _("what was said at a workshop withdrawn")
