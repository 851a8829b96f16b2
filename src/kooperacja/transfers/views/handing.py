"""Handing a case to a colleague, and the list of what waits."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.access.views import ActorRequest, needs
from kooperacja.cases.actions.lookups import who_can_lead
from kooperacja.cases.forms.common import show_refusals
from kooperacja.cases.forms.refusals import show_at
from kooperacja.cases.policies import CASES, COVERS
from kooperacja.cases.states import CaseState
from kooperacja.cases.views.shell import Part, render_case
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.handing import accept_handover, decline_handover, offer_handover, withdraw_handover
from ..forms import AT_FIELD, HandoverForm, ReasonForm
from ..models import Handover
from ..policies import HANDOVERS, TRANSFERS
from ..states import HandoverState

LATEST = 30


@needs(Permission.TRANSFER_LIST)
@require_safe
def offer_list(request: ActorRequest) -> HttpResponse:
    """Every offer that concerns the reader: what waits stands first."""
    handovers = HANDOVERS.permitted(request.actor, Permission.HANDOVER_VIEW).select_related(
        "case", "offered_by__user", "offered_to__user"
    )
    transfers = TRANSFERS.permitted(request.actor, Permission.TRANSFER_VIEW).select_related(
        "case__centre", "destination", "new_case"
    )
    covers = COVERS.permitted(request.actor, Permission.COVER_VIEW).select_related(
        "centre", "worker__user", "worker__institution"
    )
    context: dict[str, Any] = {
        "covers": covers.order_by("ended_at", "-ends_on", "-pk")[:LATEST],
        "may_ask_for_cover": may(request.actor, Permission.COVER_OFFER),
        "today": timezone.localdate(),
        "handovers": handovers.order_by("ended_at", "-pk")[:LATEST],
        "transfers": transfers.order_by("ended_at", "-pk")[:LATEST],
        "own_centre": request.actor.institution_id,
        "me": request.actor.membership_id,
    }
    return render(request, "transfers/offer_list.html", context)


@needs(Permission.CASE_HAND_OVER)
@require_http_methods(["GET", "POST"])
def handover_offer(request: ActorRequest, case: UUID) -> HttpResponse:
    """Offer the case to a colleague; an offer that waits already is shown before the form."""
    found = CASES.get_or_404(request.actor, Permission.CASE_HAND_OVER, case)
    offers = HANDOVERS.permitted(request.actor, Permission.HANDOVER_VIEW).filter(case=found)
    live = offers.filter(state=HandoverState.OFFERED).select_related("offered_to__user").first()
    now = timezone.now()
    people = who_can_lead(found.centre_id, timezone.localdate(now)).exclude(user_id=request.actor.user_id)
    form = open_form(request, HandoverForm, people=people)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            row = offer_handover(
                found, data["to"], message=data["message"], stays=data["stays"], actor=request.actor, now=now
            )
            return reverse("transfers:handover", args=[row.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("Offered. Until your colleague accepts, you lead the case."))
            return redirect(address)
    context: dict[str, Any] = {"form": form, "live": live, "has_colleagues": people.exists()}
    return render_case(request, "transfers/handover_offer.html", found, part=Part.OVERVIEW, **context)


@needs(Permission.HANDOVER_VIEW)
@require_safe
def handover_view(request: ActorRequest, handover: UUID) -> HttpResponse:
    """One offer to a colleague. Who is asked sees the number, who asks and the message while it waits, not the case."""
    found = HANDOVERS.get_or_404(request.actor, Permission.HANDOVER_VIEW, handover)
    allowed = HANDOVERS.allowed(request.actor, found)
    waits = found.state == HandoverState.OFFERED and found.case.state != CaseState.CLOSED
    context = {
        "row": found,
        "reads": Permission.HANDOVER_READ in allowed,
        "may_answer": waits and Permission.HANDOVER_ANSWER in allowed,
        "may_withdraw": waits and Permission.HANDOVER_WITHDRAW in allowed,
        "may_open": CASES.allows(request.actor, Permission.CASE_VIEW, found.case),
    }
    return render(request, "transfers/handover_view.html", context)


@needs(Permission.HANDOVER_ANSWER)
@require_POST
def handover_accept(request: ActorRequest, handover: UUID) -> HttpResponse:
    """Take the case over."""
    found = _to_answer(request, handover)
    accept_handover(found, actor=request.actor, now=timezone.now())
    messages.success(request, _("You lead the case now."))
    return redirect("cases:view", found.case.public_id)


@needs(Permission.HANDOVER_ANSWER)
@require_http_methods(["GET", "POST"])
def handover_decline(request: ActorRequest, handover: UUID) -> HttpResponse:
    """Decline, with a reason."""
    found = _to_answer(request, handover)
    form = open_form(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        try:
            decline_handover(found, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("Declined. Your colleague learns the reason."))
            return redirect("transfers:list")
    back = reverse("transfers:handover", args=[handover])
    return render(request, "transfers/decline.html", {"form": form, "back": back, "number": found.case.number})


@needs(Permission.HANDOVER_WITHDRAW)
@require_POST
def handover_withdraw(request: ActorRequest, handover: UUID) -> HttpResponse:
    """Take the offer back."""
    found = HANDOVERS.get_or_404(request.actor, Permission.HANDOVER_WITHDRAW, handover)
    withdraw_handover(found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Withdrawn."))
    return redirect("transfers:handover", handover)


def _to_answer(request: ActorRequest, handover: UUID) -> Handover:
    return HANDOVERS.get_or_404(request.actor, Permission.HANDOVER_ANSWER, handover)
