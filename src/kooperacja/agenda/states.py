"""The states of a planned visit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.states import StateTable


class VisitState(TextChoices):
    """Where a planned visit is."""

    PLANNED = "planned", _("planned")
    DONE = "done", _("took place")
    CANCELLED = "cancelled", _("called off")


class VisitAction(TextChoices):
    """What people do with a planned visit."""

    FINISH = "finish", _("say that it took place")
    CANCEL = "cancel", _("call it off")


VISIT_STATES = StateTable(
    {
        (VisitState.PLANNED, VisitAction.FINISH): VisitState.DONE,
        (VisitState.PLANNED, VisitAction.CANCEL): VisitState.CANCELLED,
    }
)
