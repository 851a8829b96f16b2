"""Middleware of forms: nothing that a person typed gets lost between two requests."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from .actions import held_post
from .editing import KEEP, chosen
from .models import HeldPost
from .typed import as_post

RESUME = "wznow"
"""The parameter by which a page is opened anew with what was sent after the session had ended."""


class KeepForms:
    """Middleware: puts the choice between two texts into the POST, and finds a held post again.

    `request.held` is what the person had sent to this address within the last hour, or None; `open_form` shows it.
    It is deleted when the form, sent again, led on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        held = _held(request)
        page: Any = request
        page.held = as_post(held.data) if held and request.method == "GET" else None
        if request.method == "POST" and any(name.startswith(KEEP) for name in request.POST):
            page.POST = chosen(request.POST)
        response = self.get_response(request)
        if held and request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            held.delete()
        if held and request.method == "GET" and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            messages.warning(request, _("You were signed out before this was done. Please do it once more."))
            return redirect("/")
        return response


def say_signed_out(request: HttpRequest, *, is_kept: bool) -> None:
    """Tell a person whose session ended why they meet the page of signing in."""
    if is_kept:
        text = _("You were signed out. Sign in within an hour, and what you have just sent comes back to be sent anew.")
    else:
        text = _("You were signed out after a while without work. Sign in, and you go on where you were.")
    messages.info(request, text)


def _held(request: HttpRequest) -> HeldPost | None:
    if RESUME not in request.GET or not request.user.is_authenticated:
        return None
    try:
        number = uuid.UUID(request.GET[RESUME])
    except ValueError:
        return None
    return held_post(owner_id=request.user.pk, path=request.path, number=number, now=timezone.now())
