"""Saving what is being typed, and the list of what a person hasn't finished."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from .actions import NotYours, TooManyDrafts, save_draft
from .kinds import find_kind
from .policies import drafts_of
from .typed import TooMuch, typed_in


@needs(Permission.DRAFT_VIEW)
@require_POST
def draft_save(request: ActorRequest, kind: str, draft: UUID) -> JsonResponse:
    """Keep what the form's page sends every few seconds; `?o=` says what the form is about."""
    now = timezone.now()
    if find_kind(kind) is None or request.actor.user_id is None:
        raise Http404
    try:
        data = typed_in(request)
        save_draft(owner_id=request.actor.user_id, kind=kind, number=draft, about=_about(request), data=data, now=now)
    except NotYours as error:
        raise Http404 from error
    except (TooMuch, TooManyDrafts):
        return JsonResponse({"error": _("This is too much to keep.")}, status=413)
    return JsonResponse({"saved_at": _hour(now)})


@needs(Permission.DRAFT_VIEW)
@require_safe
def draft_list(request: ActorRequest) -> HttpResponse:
    """Show what the person hasn't finished: which form and when, not what was typed."""
    rows = [
        {"draft": draft, "title": kind.title, "address": kind.address(draft.public_id, draft.about)}
        for draft in drafts_of(request.actor).defer("data")
        if (kind := find_kind(draft.kind)) is not None
    ]
    return render(request, "drafts/draft_list.html", {"rows": rows})


@needs(Permission.DRAFT_VIEW)
@require_POST
def draft_delete(request: ActorRequest, draft: UUID) -> HttpResponse:
    """Throw an own draft away."""
    get_object_or_404(drafts_of(request.actor), public_id=draft).delete()
    return redirect("drafts:list")


def _about(request: HttpRequest) -> UUID | None:
    text = request.GET.get("o", "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def _hour(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%H:%M")
