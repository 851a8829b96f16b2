"""A family's no: writing it down, and when somebody asks again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.cases.forms.common import initial_of
from kooperacja.cases.forms.refusals import show_at
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.cases.views.people import of_a_family
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import CONCERNS
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.refusing import SaidNo, last_day_to_try, record_refusal, set_next_try
from ..forms import AT_FIELD, NextTryForm, RefusalForm
from ..models import HowAsked, Refusal
from ..policies import REFUSALS

ON_A_PAGE = 25


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def refusal_in_case(request: ActorRequest, case: UUID) -> HttpResponse:
    """Write down the no of a family whose case is open."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    return _record(request, found, reverse("cases:view", args=[case]))


@needs(Permission.CONCERN_TRIAGE)
@require_http_methods(["GET", "POST"])
def refusal_to_concern(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Write down the no of a family to whom a concern led, before there is a case."""
    found = CONCERNS.get_or_404(request.actor, Permission.CONCERN_TRIAGE, concern)
    return _record(request, found, reverse("concerns:concern", args=[concern]))


def _record(request: ActorRequest, about: Case | Concern, back: str) -> HttpResponse:
    last_day = last_day_to_try(about, now=timezone.now())
    form = open_form(request, RefusalForm, initial={"asked_on": timezone.localdate()}, last_day=last_day)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = {name: value for name, value in data.items() if name != "idempotency_key"}

        def make() -> str:
            record_refusal(
                about, SaidNo(**said | {"how": HowAsked(data["how"])}), actor=request.actor, now=timezone.now()
            )
            return back

        if address := _carried_out(form, lambda: once(data["idempotency_key"], make)):
            messages.success(request, _("It is saved. Nobody outside the centre learns of it."))
            return redirect(address)
    return render(request, "reviews/refusal_record.html", {"form": form, "back": back, "number": about.number})


@needs(Permission.REFUSAL_EDIT)
@require_http_methods(["GET", "POST"])
def refusal_try(request: ActorRequest, refusal: UUID) -> HttpResponse:
    """Plan when to ask again, or give it up."""
    found = REFUSALS.get_or_404(request.actor, Permission.REFUSAL_EDIT, refusal)
    last_day = last_day_to_try(found.concern, now=timezone.now())
    form = open_form(request, NextTryForm, initial=initial_of(found, "try_again_on"), last_day=last_day)
    back = page_of(found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def change() -> str:
            set_next_try(found, data["try_again_on"], version=data["version"], actor=request.actor, now=timezone.now())
            return back

        try:
            address = _carried_out(form, change)
        except Stale as stale:
            return conflict(request, form, stale)
        if address:
            messages.success(request, _("It is saved."))
            return redirect(address)
    return render(request, "reviews/refusal_try.html", {"form": form, "back": back, "refusal": found})


def _carried_out(form: Any, carry_out: Callable[[], str]) -> str:
    """Return where to go next; "" if it was refused, which the form then says."""
    try:
        return carry_out()
    except Refused as refused:
        show_at(form, refused, AT_FIELD)
        return ""


@needs(Permission.REFUSAL_VIEW)
@require_safe
def planned(request: ActorRequest) -> HttpResponse:
    """Families whom somebody will ask again, the soonest first."""
    if not request.actor.of_centre:
        raise PermissionDenied(Permission.REFUSAL_VIEW)
    rows = REFUSALS.permitted(request.actor, Permission.REFUSAL_EDIT).exclude(try_again_on=None)
    page = Paginator(rows.select_related("case", "concern").order_by("try_again_on", "pk"), ON_A_PAGE).get_page(
        request.GET.get("strona")
    )
    shown = [(row, page_of(row), number_of(row)) for row in page]
    return render(request, "reviews/planned.html", {"page": page, "rows": shown, "today": timezone.localdate()})


def page_of(refusal: Refusal) -> str:
    """Return the page of what the no was said to."""
    if refusal.case is not None:
        return reverse("cases:view", args=[refusal.case.public_id])
    return reverse("concerns:concern", args=[refusal.concern.public_id]) if refusal.concern else ""


def number_of(refusal: Refusal) -> str:
    """Return the number of what the no was said to."""
    about = refusal.case or refusal.concern
    return about.number if about else ""
