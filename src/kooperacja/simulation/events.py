"""What the simulation leaves in the log: one event a batch, with counts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SimulationEvent(TextChoices):
    """Events of the simulation."""

    FILLED = "simulation.filled", _("filled with an invented country")
