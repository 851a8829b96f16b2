"""Whether this session has shown a second factor: without it nobody reaches anything but the pages to set one up.

allauth keeps in the session what a person proved and when. A password alone is one record; a passkey, a code of an
application or a recovery code is a record of the kind "mfa".
"""

import time
from collections.abc import Callable
from typing import Any, Protocol

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.logout import logout
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from .demo_mark import is_demo

DEMO_KEY = "demo_factor"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

SENDING = {"concerns:raise_start", "concerns:raise", "concerns:receipt", "drafts:save"}
"""To pass on information, with its receipt. A second factor is asked to read, never to send: a policeman will not put
an application for codes on a private telephone."""

REACHABLE = SENDING | {"accounts:begin", "accounts:set_up", "account_login", "account_logout", "set_language"}
"""What a person reaches who signed in without a second factor."""

SETTING_UP = {"account_reauthenticate", "account_set_password", "mfa_activate_totp", "mfa_add_webauthn"}
"""What such a person reaches who came by a link to their own mailbox. A password alone doesn't lead here: whoever
learned the password of somebody without a second factor could add one of their own, and read."""

BY_LINK = "by_link"


class HasPrimaryKey(Protocol):
    """A person, as far as this module asks."""

    pk: Any


def has_factor(user: HasPrimaryKey) -> bool:
    """Tell whether the person has a passkey or an application for codes."""
    return bool(is_mfa_enabled(user, FACTORS))


def has_passkey(user: HasPrimaryKey, pk: int) -> bool:
    """Tell whether this passkey is the person's own."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN, pk=pk).exists())


def has_another_factor(user: HasPrimaryKey, pk: int) -> bool:
    """Tell whether the person keeps a second factor when this one goes."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exclude(pk=pk).exists())


def has_proved(request: HttpRequest) -> bool:
    """Tell whether a second factor was shown in this session, or the demo's two locks stand in for it."""
    if request.session.get(DEMO_KEY):
        return is_demo()
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def proved_lately(request: HttpRequest) -> bool:
    """Tell whether a second factor, or the password anew, was shown within the last minutes (`settings`: 5)."""
    if request.session.get(DEMO_KEY):
        return is_demo()
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(
        record["at"] >= since and (record.get("method") == "mfa" or record.get("reauthenticated")) for record in records
    )


class SecondFactor:
    """Middleware: sends whoever signed in without a second factor to the page where they set one up.

    A session that began with a password alone is ended once the person has a factor: it must not be a way to add
    another one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and not has_proved(request):
            if has_factor(request.user):
                logout(request, show_message=False)
            elif not _reachable(request):
                return redirect("accounts:begin")
        return self.get_response(request)


def only_sends(request: HttpRequest) -> bool:
    """Tell whether this is a page on which information is passed on and nothing can be read."""
    return _name_of(request) in SENDING


def note_link(request: HttpRequest) -> None:
    """Remember that in this session the person opened a link that went to their mailbox."""
    request.session[BY_LINK] = True


def came_by_link(request: HttpRequest) -> bool:
    """Tell whether the person may set up a second factor in this session."""
    return bool(request.session.get(BY_LINK))


def _reachable(request: HttpRequest) -> bool:
    name = _name_of(request)
    return name in REACHABLE or (name in SETTING_UP and came_by_link(request))


def _name_of(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
