"""What can happen to kept views of lists."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ListEvent(TextChoices):
    """Events of lists."""

    KEPT = "lists.view_kept", _("view of a list kept")
    RENAMED = "lists.view_renamed", _("view of a list renamed")
    DEFAULT_SET = "lists.default_set", _("usual view of a list chosen")
    DROPPED = "lists.view_dropped", _("view of a list deleted")
