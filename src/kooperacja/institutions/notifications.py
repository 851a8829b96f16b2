"""Messages about people's roles and accounts. They name nobody; the links carry tokens that lie sealed."""

from datetime import datetime

from django.urls import reverse

from kooperacja.accounts.models import User
from kooperacja.outbox.actions import tell_mailbox, tell_person
from kooperacja.outbox.kinds import MessageKind

from .models import Invitation, Membership

CODE = "{code}"


def invited(invitation: Invitation, token: str, *, now: datetime) -> None:
    """Send the link of an invitation to the address that is invited."""
    path = reverse("institutions:accept", args=["CODE"]).replace("CODE", CODE)
    tell_mailbox(invitation.email, MessageKind.INVITATION, reference="", path=path, now=now, code=token)


def sign_in_reset(user: User, token: str, *, now: datetime) -> None:
    """Send the person the link by which they set up their sign-in anew."""
    path = reverse("accounts:set_up", args=["CODE"]).replace("CODE", CODE)
    tell_mailbox(user.email, MessageKind.SIGN_IN_RESET, reference="", path=path, now=now, code=token)


def membership_ended(membership: Membership, *, now: datetime) -> None:
    """Tell the person that a role of theirs has ended."""
    path = reverse("institutions:hat")
    tell_person(membership.user_id, MessageKind.MEMBERSHIP_ENDED, reference="", path=path, now=now)


def sign_in_changed(user: User, *, now: datetime) -> None:
    """Tell the person that something about how they sign in was changed."""
    tell_person(user.pk, MessageKind.ACCOUNT_CHANGED, reference="", path=reverse("mfa_index"), now=now)
