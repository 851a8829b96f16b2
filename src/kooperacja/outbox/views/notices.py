"""The page of one's own account on which a person chooses how messages come to them, and to which devices."""

from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.views import signed_in
from kooperacja.accounts.devices import device_of
from kooperacja.accounts.models import User
from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import Refused

from ..actions import choose_notices, preferences_of, send_trial, turn_off_push, turn_on_push
from ..forms import AT_FIELD, NoticesForm
from ..models import Preferences
from ..policies import PUSHES, live_pushes
from ..rules import Wishes
from ..vapid import server_key


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Choose how messages come."""
    if request.method != "POST":
        row = preferences_of(_person(request).pk)
        return _show(request, NoticesForm.showing(row.wishes, version=row.version_seen))
    form = NoticesForm(request.POST)
    if form.is_valid():
        wishes = form.wishes_after(preferences_of(_person(request).pk).wishes)
        version = form.cleaned_data["version"]
        try:
            choose_notices(wishes, version=version, actor=_actor(request), now=timezone.now())
        except Stale:
            return _show_both(request, wishes)
        except Refused as refused:
            for refusal in refused.refusals:
                form.add_error(AT_FIELD[refusal], str(refusal.label))
        else:
            messages.success(request, _("Saved. From now on messages come as you chose."))
            return redirect("outbox:notices")
    return _show(request, form)


def _show(request: HttpRequest, form: NoticesForm, *, status: int = 200, **context: Any) -> HttpResponse:
    if settings.PUSH_HOSTS:
        context |= {"push": True, **_devices(request)}
    return render(request, "outbox/notices.html", {"form": form, **context}, status=status)


def _devices(request: HttpRequest) -> dict[str, Any]:
    """Return what the page says of devices: which are told, and whether the one at hand may be and is."""
    here = device_of(request)
    pushes = live_pushes(_actor(request), now=timezone.now())
    is_on = any(row.device == here for row in pushes)
    return {"here": here, "pushes": pushes, "is_on": is_on, "server_key": "" if is_on else server_key()}


def _show_both(request: HttpRequest, wishes: Wishes) -> HttpResponse:
    """Show what the person chose here, and beside it what they saved in another window meanwhile."""
    row = preferences_of(_person(request).pk)
    post = request.POST.copy()
    post["version"] = str(row.version_seen)
    form = NoticesForm(post)
    saved = [
        (_label(form, name), _words(row, name)) for name, value in asdict(wishes).items() if getattr(row, name) != value
    ]
    return _show(request, form, status=409, saved=saved)


def _label(form: NoticesForm, name: str) -> str:
    if name.startswith("push_"):
        return _("On your devices: %(text)s") % {"text": form[name.removeprefix("push_")].label}
    return str(form[name].label)


def _words(row: Preferences, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "digest_hour":
        return f"{value}:00"
    if name.startswith("quiet_"):
        return f"{value:%H:%M}" if value else _("none")
    return str(getattr(row, f"get_{name}_display")())


@signed_in
@require_POST
def notices_try(request: HttpRequest) -> HttpResponse:
    """Send oneself a trial message."""
    try:
        send_trial(actor=_actor(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("We are sending it to your e-mail address. It comes within a few minutes."))
    return redirect("outbox:notices")


@signed_in
@require_POST
def push_on(request: HttpRequest) -> HttpResponse:
    """Let the device at hand show that messages wait; its browser has given the address."""
    device = device_of(request)
    if device is None:
        messages.error(request, _("First put this device on your list of own devices."))
        return redirect("outbox:notices")
    try:
        turn_on_push(device, request.POST.get("address", ""), actor=_actor(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Notifications are on on this device. You can send yourself a trial message."))
    return redirect("outbox:notices")


@signed_in
@require_POST
def push_off(request: HttpRequest, subscription: UUID) -> HttpResponse:
    """Switch notifications off on one of the own devices."""
    row = PUSHES.get_or_404(_actor(request), Permission.PUSH_VIEW, subscription)
    turn_off_push(row, actor=_actor(request))
    messages.success(request, _("Notifications are off on this device: %(name)s.") % {"name": row.device.name})
    return redirect("outbox:notices")


def _actor(request: HttpRequest) -> Actor:
    return Actor(user_id=_person(request).pk)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
