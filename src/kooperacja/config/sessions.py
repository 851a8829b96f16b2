"""When a session ends: after a while without work, and after a working day in any case."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone

from kooperacja.access.checks import is_of_a_library
from kooperacja.accounts.devices import device_of
from kooperacja.accounts.visits import idle_seconds
from kooperacja.drafts.actions import hold_post
from kooperacja.drafts.middleware import RESUME, say_signed_out
from kooperacja.drafts.models import HeldPost
from kooperacja.drafts.typed import TooMuch, typed_in
from kooperacja.institutions.hats import SESSION_KEY as HAT

SIGNED_IN, SEEN = "signed_in_at", "seen_at"
NOTED_EVERY = 60
"""Seconds between two notes of when the person was last here; each is a write of the session."""


class EndSessions:
    """Middleware: whoever was away too long is signed out by the server, and what they just sent is held.

    The times lie in the session, so that a request that comes too late still says whose it is. It is answered as one
    of nobody; the text of a form is kept for the same account, which finds it again after signing in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page: Any = request
        page.late_user_id = None
        cleared = '"cache", "storage"'
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if _is_over(request, now):
                page.late_user_id = request.user.pk
                hat = request.session.get(HAT)
                if device_of(request) is not None:
                    cleared = '"cache"'  # the service worker of the owner's notices goes on waiting there
                logout(request)
                if hat:
                    request.session[HAT] = hat  # the same hat is on after signing in
            elif now - request.session.get(SEEN, 0) >= NOTED_EVERY:
                request.session[SEEN] = now
        response = self.get_response(request)
        if getattr(request, "signed_out", False):
            response.headers["Clear-Site-Data"] = cleared
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        """Hold a late POST; this comes after the check of its CSRF token."""
        user_id: int | None = getattr(request, "late_user_id", None)
        if user_id is None or _is_for_all(view):
            return None
        if request.method != "POST":
            say_signed_out(request, is_kept=False)
            return None
        match: Any = request.resolver_match
        if match.view_name == "drafts:save":
            return JsonResponse({}, status=401)
        held = _hold(request, user_id)
        say_signed_out(request, is_kept=held is not None)
        query = request.GET.copy()
        query.pop(RESUME, None)
        if held is not None:
            query[RESUME] = str(held.public_id)
        return redirect_to_login(f"{request.path}?{query.urlencode()}" if query else request.path)


def _is_over(request: HttpRequest, now: int) -> bool:
    signed_in = request.session.setdefault(SIGNED_IN, now)
    seen = request.session.setdefault(SEEN, now)
    if now - signed_in > settings.SESSION_LONGEST_SECONDS:
        return True
    away: int = now - seen
    return away > settings.SESSION_IDLE_SECONDS and away > idle_seconds(
        request
    )  # a visit is looked up only if it matters


def _is_for_all(view: Any) -> bool:
    return is_of_a_library(view) or getattr(view, "who_may", "") == "everybody"


def _hold(request: HttpRequest, user_id: int) -> HeldPost | None:
    try:
        data = typed_in(request)
    except TooMuch:
        return None
    return hold_post(owner_id=user_id, path=request.path, data=data, now=timezone.now())


@receiver(user_logged_in)
def _begin(request: HttpRequest, **kwargs: Any) -> None:  # noqa: ARG001 - the signal's signature
    request.session[SIGNED_IN] = request.session[SEEN] = int(timezone.now().timestamp())


@receiver(user_logged_out)
def _mark(request: HttpRequest | None, **kwargs: Any) -> None:  # noqa: ARG001 - the signal's signature
    if request is not None:
        request.signed_out = True  # type: ignore[attr-defined] # a mark of this module on its request
