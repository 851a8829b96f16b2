"""The land: voivodeships, powiats and gminas, as the official register knows them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel


class Level(models.TextChoices):
    """The three tiers."""

    VOIVODESHIP = "voivodeship", _("voivodeship")
    POWIAT = "powiat", _("powiat")
    GMINA = "gmina", _("gmina")


class Unit(AuditedModel):
    """A unit is its code: WW, WWPP or WWPPGG. Its `name` is the one it has today."""

    level = models.CharField(_("level"), max_length=11, choices=Level)
    code = models.CharField(_("TERC code"), max_length=6, unique=True)
    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    def __str__(self) -> str:
        return self.name
