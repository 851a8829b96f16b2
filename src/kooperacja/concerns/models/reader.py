"""Who may read the name of a protected reporter."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Membership

from .concern import Concern


class ReporterReader(AuditedModel):
    """Somebody of the centre who may read who reported, from a moment to a moment."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="reporter_readers")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name=_("who may read it"))
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "membership"], condition=Q(until=None), name="reporter_reader_once_at_a_time"
            ),
        ]
