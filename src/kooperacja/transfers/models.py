"""Offers to take a case over: by a colleague (handover) or by another welfare centre (transfer)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.cases.models import Case, How
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedJSONField, EncryptedTextField

from .states import LIVE, HandoverState, TransferState


class Handover(AuditedModel):
    """A lead's offer of the case to a colleague of the same centre."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers")
    offered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    offered_to = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name=_("who takes it over"))
    message = EncryptedTextField(_("message"), max_length=600, blank=True)
    stays = models.BooleanField(_("I stay in the team as a member"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=HandoverState, default=HandoverState.OFFERED)
    offered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = EncryptedTextField(_("reason of the answer"), max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=HandoverState.OFFERED), name="handover_one_waits"
            ),
            models.CheckConstraint(
                name="handover_ended_says_when",
                condition=Q(state=HandoverState.OFFERED, ended_at=None)
                | (~Q(state=HandoverState.OFFERED) & ~Q(ended_at=None)),
            ),
        ]
        indexes = [models.Index(fields=["offered_to", "state"], name="handover_to")]


class Transfer(AuditedModel):
    """A lead's offer of the case to the welfare centre of another gmina, in the system or by letter.

    `content` is exactly what the other side reads, sealed as it was sent; it says what was disclosed and on whose
    agreement.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="transfers")
    destination = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    body = models.CharField(_("body outside the system"), max_length=200, blank=True)
    body_address = models.CharField(_("its address"), max_length=200, blank=True)
    offered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    message = EncryptedTextField(_("message"), max_length=600, blank=True)
    content = EncryptedJSONField()
    about = EncryptedJSONField(_("of whom it speaks"))
    """Of whom `content` speaks, by public ids (`rules.Whom`): so it is found out when it is no longer true of them."""
    agreed_on = models.DateField(_("agreed on"), null=True)
    how = models.CharField(_("how it was said"), max_length=10, choices=How, blank=True)
    who_agreed = EncryptedTextField(_("who agreed"), max_length=600, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=TransferState, default=TransferState.OFFERED)
    offered_at = models.DateTimeField()
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    letter_on = models.DateField(_("sent on"), null=True)
    ended_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    reason = EncryptedTextField(_("reason of the answer"), max_length=600, blank=True)
    new_case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="came_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=LIVE), name="transfer_one_waits"),
            models.CheckConstraint(
                name="transfer_to_a_centre_or_by_letter",
                condition=(~Q(destination=None) & Q(body="", body_address="", letter_number="", letter_on=None))
                | (Q(destination=None, new_case=None) & ~Q(body="")),
            ),
            models.CheckConstraint(
                name="transfer_accepted_has_its_case",
                condition=Q(destination=None)
                | (Q(state=TransferState.ACCEPTED) & ~Q(new_case=None))
                | (~Q(state=TransferState.ACCEPTED) & Q(new_case=None)),
            ),
            models.CheckConstraint(
                name="transfer_ended_says_when",
                condition=Q(state__in=LIVE, ended_at=None) | (~Q(state__in=LIVE) & ~Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="transfer_agreement_says_when_and_how",
                condition=Q(agreed_on=None, how="") | (~Q(agreed_on=None) & ~Q(how="")),
            ),
        ]
        indexes = [models.Index(fields=["destination", "state"], name="transfer_to")]

    @property
    def by_letter(self) -> bool:
        """Whether the other side is outside the system."""
        return self.destination_id is None

    @property
    def to(self) -> str:
        """The name of the other side."""
        return self.destination.name if self.destination else self.body

    @property
    def persons(self) -> list[dict[str, Any]]:
        """The people of whom the other side reads."""
        return list(self.content["persons"])
