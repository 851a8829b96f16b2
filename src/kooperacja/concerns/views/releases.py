"""The head of the reporter's institution: what waits to be sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..actions import hold_back_concern, release_concern
from ..policies import RELEASES
from ..shown import rows_of


@needs(Permission.CONCERN_LIST_RELEASES)
@require_safe
def releases(request: ActorRequest) -> HttpResponse:
    """List what waits for the head; only numbers, days and addressees."""
    waiting = RELEASES.permitted(request.actor, Permission.CONCERN_RELEASE).order_by("sent_at", "pk")
    rows = waiting.select_related("centre", "unit", "reporter_user")
    return render(request, "concerns/releases.html", {"concerns": rows})


@needs(Permission.CONCERN_RELEASE)
@require_safe
def release(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Show the head what would be sent."""
    row = RELEASES.get_or_404(request.actor, Permission.CONCERN_RELEASE, concern)
    return render(request, "concerns/release.html", {"concern": row, "rows": rows_of(row)})


@needs(Permission.CONCERN_RELEASE)
@require_POST
def concern_release(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Send it."""
    row = RELEASES.get_or_404(request.actor, Permission.CONCERN_RELEASE, concern)
    release_concern(row, actor=request.actor, now=timezone.now())
    messages.success(request, _("Sent to the centre."))
    return redirect("concerns:releases")


@needs(Permission.CONCERN_RELEASE)
@require_POST
def concern_hold_back(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Don't send it."""
    row = RELEASES.get_or_404(request.actor, Permission.CONCERN_RELEASE, concern)
    hold_back_concern(row, actor=request.actor, now=timezone.now())
    messages.success(request, _("Not sent. Whoever wrote it was told."))
    return redirect("concerns:releases")
