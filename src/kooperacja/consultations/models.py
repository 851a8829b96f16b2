"""A question about a case that names nobody, and the advice of those who were asked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.cases.models import Case
from kooperacja.institutions.models import Membership
from kooperacja.partnerships.models import Partnership
from kooperacja.vault.fields import EncryptedTextField

from .states import AdviceState

LENGTH = 3000


class Consultation(AuditedModel):
    """One question. Those who are asked know its own number, the centre that asks and the question: nothing else."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    number = models.CharField(_("number"), max_length=40, unique=True)
    question = EncryptedTextField(_("question"), max_length=LENGTH)
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    until = models.DateField(_("can be read until"))
    closed_on = models.DateField(_("closed"), null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-asked_at"], name="consultation_of_case")]


class Advice(AuditedModel):
    """What one person who was asked says. `case` is the question's, for the lead's story of the case alone."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="advices")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    asked = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=AdviceState, default=AdviceState.WAITING)
    text = EncryptedTextField(_("advice"), max_length=LENGTH, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "asked"], name="advice_once_a_person"),
            models.CheckConstraint(
                name="advice_says_when",
                condition=Q(state=AdviceState.WAITING, answered_at=None)
                | (~Q(state=AdviceState.WAITING) & ~Q(answered_at=None)),
            ),
        ]
        indexes = [models.Index(fields=["asked", "state"], name="advice_of_asked")]
