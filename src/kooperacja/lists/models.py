"""A view of a list that somebody keeps: its filter and order under a name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Membership
from kooperacja.vault.fields import EncryptedTextField


class SavedList(AuditedModel):
    """Filter and order of one list, as one hat likes it.

    Name and filter are encrypted: people name things by whom they are about, and type what they like.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="saved_lists")
    of = models.CharField(max_length=20)  # the name of a `WorkList`; a new one needs no migration
    name = EncryptedTextField(_("name"), max_length=60, reads_are_recorded=False)
    query = EncryptedTextField(max_length=500, blank=True, reads_are_recorded=False)
    is_default = models.BooleanField(_("the usual view"), default=False)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "of"], condition=Q(is_default=True), name="saved_list_one_default"
            ),
        ]
        indexes = [models.Index(fields=["membership", "of"], name="saved_list_of_hat")]
