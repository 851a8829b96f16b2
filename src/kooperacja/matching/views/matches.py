"""What may be about the same people as a concern, and what a person says to it. For intake and head alone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.cases.actions.opening import link_concern
from kooperacja.cases.forms.common import show_refusals
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import CONCERNS
from kooperacja.concerns.states import CONCERN_STATES, ConcernAction, ConcernState
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions import find_matches, say_different, say_same, undo_verdict
from ..forms import LinkReasonForm
from ..policies import MATCHES


@needs(Permission.CONCERN_TRIAGE)
@require_safe
def matches(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Show the matches on a page of their own: at a centre with very many cases comparing takes a second."""
    return render(request, "matching/matches.html", page_of(request, _get(request, concern)))


@needs(Permission.CONCERN_TRIAGE)
@require_POST
def same(request: ActorRequest, concern: UUID, other: UUID) -> HttpResponse:
    """Say that two concerns are about one household."""
    say_same(_get(request, concern), _get(request, other), actor=request.actor, now=timezone.now())
    messages.success(request, _("Saved: the same household."))
    return redirect("concerns:concern", concern=concern)


@needs(Permission.CONCERN_TRIAGE)
@require_POST
def different(request: ActorRequest, concern: UUID, other: UUID) -> HttpResponse:
    """Say that two concerns are about different people."""
    say_different(_get(request, concern), _get(request, other), actor=request.actor, now=timezone.now())
    messages.success(request, _("Saved: different people. You can take it back below."))
    return redirect("concerns:concern", concern=concern)


@needs(Permission.CONCERN_TRIAGE)
@require_POST
def different_case(request: ActorRequest, concern: UUID, case: UUID) -> HttpResponse:
    """Say that a concern and a case are about different people."""
    say_different(_get(request, concern), _case(request, case), actor=request.actor, now=timezone.now())
    messages.success(request, _("Saved: different people. You can take it back below."))
    return redirect("concerns:concern", concern=concern)


@needs(Permission.CONCERN_TRIAGE)
@require_http_methods(["GET", "POST"])
def link(request: ActorRequest, concern: UUID, case: UUID) -> HttpResponse:
    """Link a concern to the case that was found; the reason stays with the centre."""
    row = _get(request, concern)
    found = _case(request, case)
    if request.method == "GET":
        CONCERN_STATES.next(ConcernState(row.state), ConcernAction.LINK)
    form = open_form(request, LinkReasonForm, initial={"reason": _("It is about the same household.")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            link_concern(row, found, reason=data["reason"], actor=request.actor, now=timezone.now())
            return reverse("concerns:concern", args=[row.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("Linked to case %s.") % found.number)
            return redirect(address)
    return render(request, "matching/link.html", {"form": form, "concern": row, "case": found})


@needs(Permission.MATCH_UNDO)
@require_POST
def undo(request: ActorRequest, match: UUID, concern: UUID) -> HttpResponse:
    """Take a verdict back."""
    row = MATCHES.get_or_404(request.actor, Permission.MATCH_UNDO, match)
    undo_verdict(row, actor=request.actor, now=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect("concerns:concern", concern=concern)


def page_of(request: ActorRequest, concern: Concern) -> dict[str, Any]:
    """Return what the list of matches shows: those to decide on, and those decided."""
    return {
        "concern": concern,
        "is_live": concern.is_live,
        "matches": find_matches(concern, actor=request.actor),
    }


def _get(request: ActorRequest, public_id: UUID) -> Concern:
    return CONCERNS.get_or_404(request.actor, Permission.CONCERN_TRIAGE, public_id)


def _case(request: ActorRequest, public_id: UUID) -> Case:
    """Return an unclosed case of the centre, of which intake sees the number alone."""
    return get_object_or_404(CASES.permitted(request.actor, Permission.CASE_LINK), public_id=public_id)
