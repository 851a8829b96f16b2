"""The door without an account: codes to official mailboxes, and how often somebody has tried."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution

CODE_LASTS = timedelta(hours=24)


class ReporterCode(AuditedModel):
    """A code that lets an institution without accounts write one concern; sent to its official mailbox.

    The code itself is not here, only its keyed hash (HMAC under the key of the personal fields): whoever reads the
    table can't use it, nor find it by trying.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=80, unique=True, editable=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reporter_code_ends", condition=Q(expires_at__gt=F("made_at"))),
        ]
        indexes = [models.Index(fields=["institution", "made_at"], name="reporter_code_made")]


class Tries(models.Model):
    """How often something was tried from one place within an hour. Holds a keyed hash, never an address."""

    bucket = models.CharField(max_length=80)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "hour"], name="tries_once_an_hour")]
