"""What the host keeps of an institution that leaves: that its data were handed over, and that they were erased."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution


class HandOver(AuditedModel):
    """All data of an institution were written into a folder, by its written order.

    `counts` says how many rows of each kind; `prints` is a hash of the numbers and versions of these rows, so that
    the erasure can tell whether anything has changed since.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    order = models.CharField(_("number of the written order"), max_length=60)
    asked_by = models.CharField(_("who asked"), max_length=150)
    done_at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    prints = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["institution", "-done_at"], name="hand_over_of")]


class Erasure(AuditedModel):
    """The host's copy of an institution's data was erased, by its written order."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    order = models.CharField(_("number of the written order"), max_length=60)
    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="+")
    done_at = models.DateTimeField()
    counts = models.JSONField(default=dict)
