"""The page of one's own account on which a person chooses how messages come to them."""

from dataclasses import asdict
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kooperacja.access.actor import Actor
from kooperacja.access.views import signed_in
from kooperacja.accounts.models import User
from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import Refused

from ..actions import choose_notices, preferences_of, send_trial
from ..forms import AT_FIELD, NoticesForm
from ..models import Preferences
from ..rules import Wishes


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Choose how messages come."""
    if request.method != "POST":
        row = preferences_of(_person(request).pk)
        form = NoticesForm(initial={**asdict(row.wishes), "version": row.version_seen})
        return _show(request, form)
    form = NoticesForm(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            choose_notices(form.wishes, version=version, actor=_actor(request), now=timezone.now())
        except Stale:
            return _show_both(request, form.wishes)
        except Refused as refused:
            for refusal in refused.refusals:
                form.add_error(AT_FIELD[refusal], str(refusal.label))
        else:
            messages.success(request, _("Saved. From now on messages come as you chose."))
            return redirect("outbox:notices")
    return _show(request, form)


def _show(request: HttpRequest, form: NoticesForm, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "outbox/notices.html", {"form": form, **context}, status=status)


def _show_both(request: HttpRequest, wishes: Wishes) -> HttpResponse:
    """Show what the person chose here, and beside it what they saved in another window meanwhile."""
    row = preferences_of(_person(request).pk)
    post = request.POST.copy()
    post["version"] = str(row.version_seen)
    form = NoticesForm(post)
    saved = [
        (form[name].label, _words(row, name)) for name, value in asdict(wishes).items() if getattr(row, name) != value
    ]
    return _show(request, form, status=409, saved=saved)


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


def _actor(request: HttpRequest) -> Actor:
    return Actor(user_id=_person(request).pk)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
