"""A concern at its centre: everything that was written, and the decisions."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions import forward, not_confirm, set_numbers, take_no_action, take_up, tell_other_body
from ..actions.protection import may_read_reporter, readers_of
from ..forms import DecisionForm, ForwardForm, NumbersForm, TellOtherForm
from ..models import Concern
from ..policies import CONCERNS
from ..querysets import centres_for
from ..shown import rows_of
from ..states import CONCERN_STATES, ConcernAction, ConcernState
from .shell import CENTRE_CARDS, shown


@needs(Permission.CONCERN_VIEW)
@require_safe
def concern(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Show a concern to its centre, with what can be decided."""
    row = _get(request, Permission.CONCERN_VIEW, concern)
    live = CONCERN_STATES.allows(ConcernState(row.state), ConcernAction.FORWARD)
    elsewhere = None
    if live:
        serving = list(centres_for(row.unit, today=timezone.localdate()))
        elsewhere = serving[0] if serving and row.centre not in serving else None
    decisions = row.decisions.select_related("centre", "to_centre", "decided_by__user").order_by("-decided_at", "-pk")
    names_reporter = may_read_reporter(request.actor, row)
    informings = list(row.informings.select_related("decided_by__user").order_by("pk"))
    context = {
        "concern": row,
        "decisions": decisions,
        "is_live": live,
        "is_new": row.state == ConcernState.RECEIVED,
        "elsewhere": elsewhere,
        "open_case": _address("cases:open_from_concern", row),
        "link_case": _address("cases:link_concern", row),
        "rows": rows_of(row, with_reporter=names_reporter),
        "names_reporter": names_reporter,
        "informings": informings,
        "all_informed": bool(informings) and informings[-1].is_all,
        "readers": readers_of(row) if row.reporter_protected else (),
        "cards": shown(CENTRE_CARDS, request, row),
        "forward_key": str(uuid4()),
        "now": timezone.now(),
    }
    return render(request, "concerns/concern.html", context)


@needs(Permission.CONCERN_TRIAGE)
@require_POST
def concern_take_up(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Say that somebody is looking into it."""
    take_up(_get(request, Permission.CONCERN_TRIAGE, concern), actor=request.actor, now=timezone.now())
    messages.success(request, _("Taken up. The clock runs on until the decision."))
    return redirect("concerns:concern", concern=concern)


@needs(Permission.CONCERN_TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_forward(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Forward to the centre of the gmina in which the person lives; with the right gmina known, by one click."""
    row = _get(request, Permission.CONCERN_TRIAGE, concern)
    form = ForwardForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and (to := form.centre_row) and (unit := form.unit_row):
        return _decide(
            request,
            "concerns/concern_forward.html",
            row,
            form,
            partial(forward, row, to=to, unit=unit, reason=form.cleaned_data["reason"], actor=request.actor),
            done=_("Forwarded. Who reported was told where."),
            leads_to=reverse("concerns:inbox"),
        )
    return render(request, "concerns/concern_forward.html", {"concern": row, "form": form})


@needs(Permission.CONCERN_TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_tell_other(request: ActorRequest, concern: UUID) -> HttpResponse:
    """End it because another body was told."""
    row = _get(request, Permission.CONCERN_TRIAGE, concern)
    form = TellOtherForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("body", "how", "by", "reason")}
        return _decide(
            request,
            "concerns/concern_tell_other.html",
            row,
            form,
            partial(tell_other_body, row, **told, actor=request.actor),
        )
    return render(request, "concerns/concern_tell_other.html", {"concern": row, "form": form})


@needs(Permission.CONCERN_TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_no_action(request: ActorRequest, concern: UUID) -> HttpResponse:
    """End it without doing anything, and say why."""
    return _end(request, concern, "concerns/concern_no_action.html", take_no_action)


@needs(Permission.CONCERN_TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_not_confirm(request: ActorRequest, concern: UUID) -> HttpResponse:
    """End it because the need for help was not confirmed."""
    return _end(request, concern, "concerns/concern_not_confirm.html", not_confirm)


@needs(Permission.CONCERN_TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_numbers(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Set the numbers of the paper file and other systems."""
    row = _get(request, Permission.CONCERN_TRIAGE, concern)
    initial = {"register_number": row.register_number, "case_mark": row.case_mark, "version": row.version}
    form = NumbersForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_numbers(row, actor=request.actor, **form.cleaned_data)
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect("concerns:concern", concern=concern)
    return render(request, "concerns/concern_numbers.html", {"concern": row, "form": form})


def _end(request: ActorRequest, concern: UUID, template: str, action: Callable[..., Concern]) -> HttpResponse:
    row = _get(request, Permission.CONCERN_TRIAGE, concern)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _decide(request, template, row, form, partial(action, row, reason=reason, actor=request.actor))
    return render(request, template, {"concern": row, "form": form})


def _decide(
    request: ActorRequest,
    template: str,
    row: Concern,
    form: Any,
    act: Callable[..., Concern],
    *,
    done: str = "",
    leads_to: str = "",
) -> HttpResponse:
    """Carry a decision out once, and lead on; what the rules refuse is said at the form."""

    def make() -> str:
        act(now=timezone.now())
        return leads_to or reverse("concerns:concern", args=[row.public_id])

    try:
        address = once(form.cleaned_data["idempotency_key"], make)
    except Refused as refused:
        form.add_error(None, refused.messages)
        return render(request, template, {"concern": row, "form": form})
    messages.success(request, done or _("Decided. Who reported gets the answer."))
    return redirect(address)


def _get(request: ActorRequest, permission: Permission, public_id: UUID) -> Concern:
    return CONCERNS.get_or_404(request.actor, permission, public_id)


def _address(name: str, row: Concern) -> str:
    """Return an address of the room of cases, or nothing where it isn't there."""
    try:
        return reverse(name, kwargs={"concern": row.public_id})
    except NoReverseMatch:
        return ""
