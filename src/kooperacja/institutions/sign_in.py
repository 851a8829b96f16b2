"""Writes down, and tells the person, what was changed about how they sign in. allauth says it by signals."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.accounts.actions import note_factor_added
from kooperacja.accounts.codes import use_up
from kooperacja.accounts.events import AccountEvent
from kooperacja.accounts.factors import FACTORS
from kooperacja.accounts.models import User
from kooperacja.audit.recording import recording

from . import notifications


@receiver([authenticator_added, authenticator_reset])
def factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:  # noqa: ARG001 - a signal's signature
    """A second factor was added, or recovery codes were made: what was just shown counts as shown in this session."""
    now = timezone.now()
    with recording(AccountEvent.FACTOR_ADDED, actor=Actor(user_id=user.pk)):
        if authenticator.type in FACTORS:
            note_factor_added(user, now=now)
        if authenticator.type == Authenticator.Type.TOTP:
            use_up(authenticator, request.POST.get("code", ""))  # the first code must not work a second time
        notifications.sign_in_changed(user, now=now)
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)


@receiver(authenticator_removed)
def factor_removed(user: User, **kwargs: Any) -> None:  # noqa: ARG001 - a signal's signature
    """A second factor was removed."""
    with recording(AccountEvent.FACTOR_REMOVED, actor=Actor(user_id=user.pk)):
        notifications.sign_in_changed(user, now=timezone.now())


@receiver([password_changed, password_set, password_reset])
def password_is_new(request: HttpRequest, user: User, signal: Any, **kwargs: Any) -> None:  # noqa: ARG001 - a signal's signature
    """A password was set or changed. Who just set their first one needn't type it again to go on."""
    with recording(AccountEvent.PASSWORD_CHANGED, actor=Actor(user_id=user.pk)):
        notifications.sign_in_changed(user, now=timezone.now())
    if signal is password_set:
        record_authentication(request, user, "password", reauthenticated=True)
