"""Closing a case, goal by goal, and opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.actions.own import number_of
from kooperacja.institutions.rules.own import SettingName
from kooperacja.kernel.refused import Refused

from ..actions.closing import Closing, GoalResult, close_case, reopen_case
from ..forms.closing import ClosingForm, GoalResultForm, ReopeningForm
from ..forms.common import show_refusals
from ..models import ClosureReason
from ..policies import CASES, GOALS
from ..states import CASE_STATES, ActionState, CaseAction, CaseState, GoalAction, GoalState
from .shell import CLOSING_CARDS, Part, render_case

NUMBERS = ("case_mark", "domain_number")


@needs(Permission.CASE_CLOSE)
@require_http_methods(["GET", "POST"])
def case_close(request: ActorRequest, case: UUID) -> HttpResponse:
    """Close the case: how each open goal ended, why, and a summary."""
    found = CASES.get_or_404(request.actor, Permission.CASE_CLOSE, case)
    if request.method == "GET":
        CASE_STATES.next(CaseState(found.state), CaseAction.CLOSE)
    goals = GOALS.permitted(request.actor, Permission.GOAL_VIEW).filter(case=found).select_related("person")
    numbers = {name: getattr(found, name) for name in NUMBERS}
    months = number_of(SettingName.FOLLOW_UP_MONTHS, found.centre_id)
    form = open_form(request, ClosingForm, of_community=found.is_community, months=months, initial=numbers)
    goal_forms = [
        open_form(request, GoalResultForm, goal=goal, prefix=str(goal.public_id))
        for goal in goals.filter(state=GoalState.OPEN)
    ]
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in goal_forms)]):
        results = {
            one.goal.pk: GoalResult(GoalAction(one.cleaned_data["end"]), one.cleaned_data["result"])
            for one in goal_forms
        }
        data = form.cleaned_data
        closing = Closing(
            ClosureReason(data["reason"]),
            data["summary"],
            results,
            data.get("follow_up_agreed", False),
            **{name: data[name] for name in NUMBERS if name in request.POST},
        )

        def make() -> str:
            close_case(found, closing, actor=request.actor, now=timezone.now())
            return reverse("cases:view", args=[case])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("The case is closed."))
            return redirect(address)
    return render_case(
        request,
        "cases/case_close.html",
        found,
        part=Part.OVERVIEW,
        form=form,
        goal_forms=goal_forms,
        all_forms=[form, *goal_forms],
        ended=goals.exclude(state=GoalState.OPEN),
        cards=[card(request, found) for card in CLOSING_CARDS],
        open_actions=found.actions.exclude(state__in=(ActionState.DONE, ActionState.CANCELLED)).count(),
    )


@needs(Permission.CASE_REOPEN)
@require_http_methods(["GET", "POST"])
def case_reopen(request: ActorRequest, case: UUID) -> HttpResponse:
    """Open a closed case again. The page shows its number alone, for its centre's head may do it, too."""
    found = CASES.get_or_404(request.actor, Permission.CASE_REOPEN, case)
    if request.method == "GET":
        CASE_STATES.next(CaseState(found.state), CaseAction.REOPEN)
    reads_it = CASES.allows(request.actor, Permission.CASE_VIEW, found)
    back = reverse("cases:view", args=[case]) if reads_it else reverse("cases:oversight")
    form = open_form(request, ReopeningForm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            reopen_case(found, data["because"], actor=request.actor, now=timezone.now())
            return back

        address = once(data["idempotency_key"], make)
        messages.success(request, _("The case is open again. Ask anew who takes part, and make a plan."))
        return redirect(address)
    return render(request, "cases/case_reopen.html", {"case": found, "form": form, "back": back})
