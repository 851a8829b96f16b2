"""What a centre decided on a concern."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedTextField

from ..terms import DecisionKind
from .concern import Concern


class Decision(AuditedModel):
    """One decision on a concern, with its reason. Forwarding is a decision that the next centre sees, too.

    A centre that forwards keeps here the numbers that the concern had in its own registers.
    """

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=14, choices=DecisionKind)
    reason = EncryptedTextField(_("reason"), max_length=600, blank=True)
    centre = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    to_centre = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    told_body = models.CharField(_("which body was told"), max_length=200, blank=True)
    told_how = models.CharField(_("how"), max_length=200, blank=True)
    told_by = models.CharField(_("by whom"), max_length=150, blank=True)
    register_number = models.CharField(_("number in the centre's register"), max_length=60, blank=True)
    case_mark = models.CharField(_("case mark (znak sprawy)"), max_length=60, blank=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_forward_names_the_centre",
                condition=(Q(kind=DecisionKind.FORWARD) & ~Q(to_centre=None))
                | (~Q(kind=DecisionKind.FORWARD) & Q(to_centre=None)),
            ),
            models.CheckConstraint(
                name="decision_told_names_the_body",
                condition=~Q(kind=DecisionKind.TELL_OTHER) | ~(Q(told_body="") | Q(told_how="") | Q(told_by="")),
            ),
        ]
        indexes = [models.Index(fields=["centre", "kind", "-decided_at"], name="decision_of_centre")]
