"""That help can't wait for the workshop with the family, and until when it takes place then."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Membership
from kooperacja.vault.fields import EncryptedTextField

from ..querysets import CrisisQuerySet
from .case import Case


class Crisis(AuditedModel):
    """A case in which help comes first, and the workshop with the family soon after. It blocks nothing.

    `due_on` is kept, so that another setting doesn't move the days of old. Whether the workshop took place is no field:
    the workshops say so (room `gate`). It ends when it was noted by mistake, or with the case.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="crises")
    since = models.DateField(_("help can't wait since"))
    due_on = models.DateField(_("workshop with the family until"))
    reason = EncryptedTextField(_("why help can't wait"), max_length=600)
    noted_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    ended_on = models.DateField(_("end"), null=True)
    ended_because = EncryptedTextField(_("why"), max_length=300, blank=True)
    ended_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    objects = CrisisQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_on=None), name="crisis_runs_once_in_a_case"),
            models.CheckConstraint(name="crisis_is_due_after_it_began", condition=Q(due_on__gte=F("since"))),
            models.CheckConstraint(
                name="crisis_ended_says_by_whom",
                condition=(Q(ended_on=None) & Q(ended_by=None)) | (~Q(ended_on=None) & ~Q(ended_by=None)),
            ),
        ]
