"""What can happen to the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TerritoryEvent(TextChoices):
    """Events of the register. They come from the command line: whoever runs the installation imports the file."""

    REGISTER_IMPORTED = "territory.register_imported", _("territorial register imported")
    UNITS_JOINED = "territory.units_joined", _("ended units joined with their successors")
