"""What allauth asks us: how tries are counted, how secrets lie in the database, when a factor may go."""

import base64
import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from kooperacja.vault.keys import ring

from .factors import has_another_factor
from .models import User, plain_email

logger = logging.getLogger(__name__)

DEVICE_COOKIE = "__Host-known-device" if settings.SESSION_COOKIE_SECURE else "known-device"
DEVICE_KNOWN_FOR = 180 * 24 * 60 * 60


class AccountAdapter(DefaultAccountAdapter):
    """Tries are counted by account and address together, and by account over all addresses.

    A stranger who guesses wrong is slowed down, and can't lock the owner out: a browser in which the owner signed in
    before has counters of its own.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up: people come by invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try; too many raise a validation error."""
        self._everywhere = None
        super().pre_authenticate(request, **credentials)
        if not knows_device(request, str(credentials.get("email", ""))):
            self._everywhere = ratelimit.consume(
                request,
                app="allauth.account",
                action="login_failed_anywhere",
                key=plain_email(str(credentials.get("email", ""))),
            )
            if not self._everywhere:
                raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._everywhere:
            self._everywhere.rollback()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        login = plain_email(str(credentials.get("email", "")))
        where = "known" if knows_device(request, login) else ratelimit.get_ip(request)
        return f"{login} {where}"

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Remember the browser."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if isinstance(user, User):
            remember_device(response, user)
        return response

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """The ways to confirm that it is the person: the passkey first, since it is the easiest."""
        names = {
            "reauthenticate": _("Use the password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        ways = super().get_reauthentication_methods(user)
        ways = [{**way, "description": names[way["id"]]} for way in ways]
        return sorted(ways, key=lambda way: way["id"] != "mfa_reauthenticate:webauthn")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once; that the mail server is away changes nothing of the answer."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("an e-mail about signing in could not be sent")


def _device_of(email: str) -> str:
    return salted_hmac("kooperacja.known_device", plain_email(email), algorithm="sha256").hexdigest()


def knows_device(request: HttpRequest, email: str) -> bool:
    """Tell whether the owner of this address signed in in this browser before."""
    return constant_time_compare(request.COOKIES.get(DEVICE_COOKIE, ""), _device_of(email))


def remember_device(response: HttpResponse, user: User) -> None:
    """Mark the browser as one that the owner uses; the mark names nobody."""
    response.set_cookie(
        DEVICE_COOKIE,
        _device_of(user.email),
        max_age=DEVICE_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed with the keys of the vault."""

    CONTEXT = "mfa_authenticator.data"

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return base64.b64encode(ring().seal(text.encode(), context=self.CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return ring().open(base64.b64decode(encrypted_text), context=self.CONTEXT).decode()

    def get_totp_issuer(self) -> str:
        """Name the account in the application for codes: neutral, since others look at telephones, too."""
        return "Kooperacja"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays: everybody has one."""
        return has_another_factor(authenticator.user, authenticator.pk)
