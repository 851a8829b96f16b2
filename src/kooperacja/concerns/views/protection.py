"""Keeping the name of a reporter apart; for intake and head, and, through the room of cases, for the lead."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.kernel.refused import Refused

from ..actions.protection import protect_reporter, readers_of, show_reporter, who_can_read
from ..forms import ReadersForm
from ..models import Concern
from ..policies import CONCERNS


@needs(Permission.CONCERN_TRIAGE)
@require_http_methods(["GET", "POST"])
def protect(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Choose who may read it."""
    row = CONCERNS.get_or_404(request.actor, Permission.CONCERN_TRIAGE, concern)

    def act(readers: list[Any], now: datetime) -> None:
        protect_reporter(row, readers, actor=request.actor, now=now)

    back = reverse("concerns:concern", args=[concern])
    return readers_page(request, row, act, back=back, unprotect=reverse("concerns:unprotect", args=[concern]))


@needs(Permission.CONCERN_TRIAGE)
@require_POST
def unprotect(request: ActorRequest, concern: UUID) -> HttpResponse:
    """No longer keep it apart."""
    row = CONCERNS.get_or_404(request.actor, Permission.CONCERN_TRIAGE, concern)
    show_reporter(row, actor=request.actor, now=timezone.now())
    messages.success(request, _("The name is no longer kept apart."))
    return redirect("concerns:concern", concern=concern)


def readers_page(
    request: ActorRequest,
    concern: Concern,
    act: Callable[[list[Any], datetime], None],
    *,
    back: str,
    unprotect: str = "",
) -> HttpResponse:
    """Show the form of readers, and carry it out by `act`; what the rules refuse is said at the form."""
    now = timezone.now()
    people = who_can_read(concern, today=timezone.localdate(now))
    named = [str(row.membership.public_id) for row in readers_of(concern)]
    form = ReadersForm(request.POST if request.method == "POST" else None, people=people, initial={"readers": named})
    if request.method == "POST" and form.is_valid():
        try:
            act(form.chosen, now)
        except Refused as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The name is kept apart."))
            return redirect(back)
    context = {"concern": concern, "form": form, "back": back, "unprotect": unprotect}
    return render(request, "concerns/protect.html", context)
