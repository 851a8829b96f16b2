"""What can happen when an institution leaves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LeavingEvent(TextChoices):
    """Events of an institution's data as a whole."""

    HANDED_OVER = "leaving.handed_over", _("all data of an institution handed over")
    ERASED = "leaving.erased", _("data of an institution erased")
