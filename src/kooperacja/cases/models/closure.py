"""Closures that were followed by a reopening. How a case that is closed now was closed stands in the case itself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.vault.fields import EncryptedTextField

from ..states import ClosureReason
from .case import Case


class Closure(AuditedModel):
    """How a case was closed once, and why it was opened again. Written by the reopening, never changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="closures")
    closed_at = models.DateTimeField(_("closed"))
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason of closure"), max_length=12, choices=ClosureReason)
    note = EncryptedTextField(_("summary"), max_length=2000, blank=True)
    reopened_at = models.DateTimeField(_("opened again"))
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    because = EncryptedTextField(_("why it was opened again"), max_length=600)

    class Meta:
        indexes = [models.Index(fields=["case", "-closed_at"], name="closure_of_case")]
