"""What can happen to standing teams."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartnershipEvent(TextChoices):
    """Events of teams and their seats."""

    FOUNDED = "partnerships.founded", _("team founded")
    CHANGED = "partnerships.changed", _("team changed")
    SEAT_TAKEN = "partnerships.seat_taken", _("seat taken")
    SEAT_CHANGED = "partnerships.seat_changed", _("person in a seat changed")
    SEAT_LEFT = "partnerships.seat_left", _("seat left")
