"""Why a workshop, or what was said there, can't be written down so."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkshopRefusal(TextChoices):
    """Why a workshop or a contribution can't stand so."""

    IN_FUTURE = "workshop_in_future", _("The workshop can't be later than today.")
    NOTHING_SAID = "nothing_to_keep", _("Write something in at least one box.")
    WITHDRAWN = "contribution_withdrawn", _("It was withdrawn and can't be changed any more.")


def workshop_refusals(held_on: date, *, today: date) -> frozenset[WorkshopRefusal]:
    """Return every reason why a workshop of that day can't be written down."""
    return frozenset({WorkshopRefusal.IN_FUTURE}) if held_on > today else frozenset()
