"""What can happen to visits and to a calendar that is read elsewhere."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgendaEvent(TextChoices):
    """Events of the calendar."""

    VISIT_PLANNED = "agenda.visit_planned", _("visit or meeting planned")
    VISIT_MOVED = "agenda.visit_moved", _("visit or meeting moved")
    VISIT_DONE = "agenda.visit_done", _("visit or meeting took place")
    VISIT_CANCELLED = "agenda.visit_cancelled", _("visit or meeting called off")
    FEED_MADE = "agenda.feed_made", _("address of the own calendar made")
    FEED_ENDED = "agenda.feed_ended", _("address of the own calendar taken back")
