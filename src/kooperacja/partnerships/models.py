"""Standing teams: the local team (PZK) of a gmina and its powiat, the regional team (WZK) of a voivodeship."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.models import Agreement
from kooperacja.audit.dated import DatedModel, dated
from kooperacja.institutions.models import Institution, Membership


class PartnershipLevel(models.TextChoices):
    """Local or regional."""

    LOCAL = "local", _("local team (PZK)")
    REGIONAL = "regional", _("regional team (WZK)")


class Partnership(DatedModel):
    """A standing team, founded by an agreement. It gives nobody access to any case."""

    level = models.CharField(_("level"), max_length=8, choices=PartnershipLevel)
    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="partnerships", verbose_name=_("gmina or voivodeship")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="partnerships", verbose_name=_("founding agreement")
    )

    class Meta:
        constraints = [dated("partnership")]

    def __str__(self) -> str:
        return self.name


class Seat(DatedModel):
    """An institution's place in a team, and the person who sits in it, if it has named one."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="seats")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="seats")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="seats")
    is_animator = models.BooleanField(_("animator"), default=False)

    class Meta:
        constraints = [
            dated("seat"),
            models.CheckConstraint(
                name="animator_is_a_person",
                condition=Q(is_animator=False) | ~Q(membership=None),
            ),
        ]
