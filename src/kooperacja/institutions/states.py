"""What may become of an invitation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.states import StateTable


class InvitationState(models.TextChoices):
    """Where an invitation is. That it expired is not a state: the clock says so."""

    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    REVOKED = "revoked", _("withdrawn")


class InvitationAction(models.TextChoices):
    """What can be done with it."""

    ACCEPT = "accept", _("accept")
    REVOKE = "revoke", _("withdraw")


INVITATION_STATES = StateTable(
    {
        (InvitationState.WAITING, InvitationAction.ACCEPT): InvitationState.ACCEPTED,
        (InvitationState.WAITING, InvitationAction.REVOKE): InvitationState.REVOKED,
    },
)
