"""What can happen to a question that names nobody."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsultationEvent(TextChoices):
    """Events of asking for advice without saying whom it is about."""

    ASKED = "consultations.asked", _("asked for advice without naming the family")
    ANSWERED = "consultations.answered", _("advice given")
    RECUSED = "consultations.recused", _("somebody who was asked may know the family and stepped back")
    CLOSED = "consultations.closed", _("question for advice closed")
