"""The people of an institution: who has which function in it, and who was invited."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.accounts.granted import GrantedModel, granted
from kooperacja.audit.models import AuditedModel, AuditedQuerySet

from ..states import InvitationState
from .bodies import Function, Institution

INVITATION_LASTS = timedelta(days=7)


class Membership(GrantedModel):
    """A hat: a person with one function in one institution, from a day to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="memberships")
    function = models.ForeignKey(
        Function, models.PROTECT, related_name="memberships", verbose_name=_("function in the institution")
    )

    class Meta:
        constraints = [
            *granted("membership"),
            models.UniqueConstraint(
                fields=["user", "institution", "function"],
                condition=Q(ends_on=None),
                name="membership_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.name}, {self.function.label}, {self.institution.name}"


class InvitationQuerySet(AuditedQuerySet["Invitation"]):
    """Ways to narrow invitations."""

    def waiting(self, now: datetime) -> Self:
        """Those whose link works and wasn't used."""
        return self.filter(state=InvitationState.WAITING, expires_at__gt=now)


class Invitation(AuditedModel):
    """An offer of a hat to an e-mail address, by a link that works once and for a week.

    Without an institution it is the offer to be an operator of the installation. The link's token is not here, only
    its SHA-256: whoever reads the table can't use it.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="invitations")
    function = models.ForeignKey(
        Function, models.PROTECT, null=True, related_name="+", verbose_name=_("function in the institution")
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("first name and surname"), max_length=150)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=InvitationState, default=InvitationState.WAITING)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_to_a_function_or_to_operate",
                condition=Q(institution=None, function=None) | ~Q(institution=None) & ~Q(function=None),
            ),
            models.CheckConstraint(
                name="invitation_accepted_says_when_and_by_whom",
                condition=Q(state=InvitationState.ACCEPTED) & ~Q(accepted_at=None) & ~Q(accepted_by=None)
                | ~Q(state=InvitationState.ACCEPTED) & Q(accepted_at=None, accepted_by=None),
            ),
            models.UniqueConstraint(
                fields=["institution", "function", "email"],
                condition=Q(state=InvitationState.WAITING),
                name="invitation_waiting_once",
            ),
            models.UniqueConstraint(  # of NULLs, the one above allows any number
                fields=["email"],
                condition=Q(state=InvitationState.WAITING, institution=None),
                name="invitation_of_operator_waiting_once",
            ),
        ]
        indexes = [models.Index(fields=["institution", "-made_at"], name="invitation_of_institution")]
