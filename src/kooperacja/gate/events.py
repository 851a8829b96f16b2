"""What can happen before a plan: what was tried, whether this is the way, that help can't wait."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TriedEvent(TextChoices):
    """Events of what institutions have tried."""

    NOTED = "gate.tried_noted", _("what was tried already written down")
    CHANGED = "gate.tried_changed", _("what was tried already changed")
    WITHDRAWN = "gate.tried_withdrawn", _("what was tried already withdrawn")


class GateEvent(TextChoices):
    """Events of the decision and of the crisis path."""

    QUALIFIED = "gate.qualified", _("decided whether this is the way for the family")
    CRISIS_NOTED = "gate.crisis_noted", _("noted that help can't wait for the workshop")
    CRISIS_ENDED = "gate.crisis_ended", _("taken back that help can't wait")
