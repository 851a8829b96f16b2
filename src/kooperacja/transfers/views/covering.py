"""Asking another centre to cover, and answering."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.cases.actions.covered import who_can_cover
from kooperacja.cases.forms.refusals import show_at
from kooperacja.cases.models import Cover
from kooperacja.cases.policies import CASES, COVERS, oversees
from kooperacja.cases.states import CoverState
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.covering import (
    Wish,
    accept_cover,
    decline_cover,
    end_cover,
    offer_cover,
    withdraw_cover,
)
from ..forms import AT_FIELD, CoverForm, ReasonForm


@needs(Permission.COVER_OFFER)
@require_http_methods(["GET", "POST"])
def cover_offer(request: ActorRequest) -> HttpResponse:
    """Ask somebody of another centre to cover; what is asked or agreed already is shown before the form."""
    now = timezone.now()
    today = timezone.localdate(now)
    people = who_can_cover(request.actor.institution_id, today).exclude(user_id=request.actor.user_id)
    initial = _once_more(request, today)
    form = open_form(request, CoverForm, people=people, cases=_own_cases(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        wish = Wish(**form.wish())

        def make() -> str:
            return reverse("transfers:cover", args=[offer_cover(wish, actor=request.actor, now=now).public_id])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("Asked. Once they accept, they see the cases from the first day on."))
            return redirect(address)
    rows: Any = COVERS.permitted(request.actor, Permission.COVER_WITHDRAW)
    live = rows.live(today).filter(centre=request.actor.institution_id)
    live = live.select_related("worker__user", "worker__institution").order_by("starts_on", "pk")
    return render(request, "transfers/cover_offer.html", {"form": form, "live": live, "has_people": people.exists()})


def _own_cases(request: ActorRequest) -> Any:
    """Return the open cases of the own centre: of them the head sees the numbers, who works alone leads them."""
    may = Permission.CASE_OVERSEE if oversees(request.actor) else Permission.CASE_EDIT
    cases: Any = CASES.permitted(request.actor, may)
    return cases.unclosed().filter(centre=request.actor.institution_id).order_by("-opened_at", "pk")


def _once_more(request: ActorRequest, today: date) -> dict[str, Any]:
    """Return what the form starts with when cover is renewed: the same again, from the day after its last."""
    asked: Any = COVERS.permitted(request.actor, Permission.COVER_WITHDRAW)
    try:
        before = asked.filter(public_id=UUID(request.GET.get("po", ""))).first()
    except ValueError:
        before = None
    if before is None:
        return {}
    first = max(today, before.ends_on + timedelta(days=1))
    days = min((before.ends_on - before.starts_on).days, settings.COVER_DAYS - 1)
    named = [row.case for row in before.named.select_related("case")]
    return {
        "worker": before.worker,
        "starts_on": first,
        "ends_on": first + timedelta(days=days),
        "reason": before.reason,
        "scope": CoverForm.ALL if before.whole_centre else CoverForm.SOME,
        "left_out": named if before.whole_centre else [],
        "named": [] if before.whole_centre else named,
    }


@needs(Permission.COVER_VIEW)
@require_safe
def cover_view(request: ActorRequest, cover: UUID) -> HttpResponse:
    """One request. The centre's people see who covers and when; both sides read the message and the numbers, too."""
    found = COVERS.get_or_404(request.actor, Permission.COVER_VIEW, cover)
    allowed = COVERS.allowed(request.actor, found)
    is_side, today = Permission.COVER_READ in allowed, timezone.localdate()
    waits = found.state == CoverState.OFFERED
    agreed = found.state == CoverState.ACCEPTED and found.ends_on >= today
    context = {
        "row": found,
        "is_side": is_side,
        "numbers": found.named.order_by("case__number").values_list("case__number", flat=True) if is_side else [],
        "may_answer": waits and Permission.COVER_ANSWER in allowed,
        "may_withdraw": waits and Permission.COVER_WITHDRAW in allowed,
        "may_end": agreed and Permission.COVER_END in allowed,
        "may_renew": found.state == CoverState.ACCEPTED and Permission.COVER_WITHDRAW in allowed,
        "covers": agreed and found.starts_on <= today and found.worker_id == request.actor.membership_id,
        "today": today,
    }
    return render(request, "transfers/cover_view.html", context)


@needs(Permission.COVER_ANSWER)
@require_POST
def cover_accept(request: ActorRequest, cover: UUID) -> HttpResponse:
    """Agree to cover."""
    accept_cover(_to_answer(request, cover), actor=request.actor, now=timezone.now())
    messages.success(request, _("Agreed. The other centre was told."))
    return redirect("transfers:cover", cover)


@needs(Permission.COVER_ANSWER)
@require_http_methods(["GET", "POST"])
def cover_decline(request: ActorRequest, cover: UUID) -> HttpResponse:
    """Decline, with a reason."""
    found = _to_answer(request, cover)
    form = open_form(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        try:
            decline_cover(found, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("Declined. The other centre learns the reason."))
            return redirect("transfers:list")
    back = reverse("transfers:cover", args=[cover])
    return render(request, "transfers/decline.html", {"form": form, "back": back, "number": found.centre.name})


@needs(Permission.COVER_WITHDRAW)
@require_POST
def cover_withdraw(request: ActorRequest, cover: UUID) -> HttpResponse:
    """Take the request back."""
    found = COVERS.get_or_404(request.actor, Permission.COVER_WITHDRAW, cover)
    withdraw_cover(found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Withdrawn."))
    return redirect("transfers:cover", cover)


@needs(Permission.COVER_END)
@require_POST
def cover_end(request: ActorRequest, cover: UUID) -> HttpResponse:
    """End it early; either side may."""
    found = COVERS.get_or_404(request.actor, Permission.COVER_END, cover)
    end_cover(found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Ended. From now on nobody of the other centre sees the cases."))
    return redirect("transfers:cover", cover)


def _to_answer(request: ActorRequest, cover: UUID) -> Cover:
    return COVERS.get_or_404(request.actor, Permission.COVER_ANSWER, cover)
