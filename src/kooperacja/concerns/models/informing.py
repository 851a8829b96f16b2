"""That somebody named in a concern was informed of it, or why not (RODO art. 14)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedTextField

from ..terms import InformedBy, NotInformed
from .concern import Concern


class Informing(AuditedModel):
    """One record: a person was informed on a day, or an exception with its ground.

    The last record of a concern says whether somebody remains to be informed: `is_all` stops the clock.
    """

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="informings")
    centre = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    who = EncryptedTextField(_("who"), max_length=200, blank=True)
    informed_on = models.DateField(_("informed on"), null=True)
    how = models.CharField(_("how"), max_length=10, choices=InformedBy, blank=True)
    ground = models.CharField(_("ground of the exception"), max_length=10, choices=NotInformed, blank=True)
    details = EncryptedTextField(_("details"), max_length=600, blank=True)
    is_all = models.BooleanField(default=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="informing_is_a_day_or_an_exception",
                condition=(~Q(informed_on=None) & ~Q(how="") & Q(ground=""))
                | (Q(informed_on=None) & Q(how="") & ~Q(ground="")),
            ),
        ]
