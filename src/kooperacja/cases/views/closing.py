"""Closing a case, goal by goal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.closing import Closing, GoalResult, close_case
from ..forms.closing import ClosingForm, GoalResultForm
from ..forms.common import show_refusals
from ..models import ClosureReason
from ..policies import CASES, GOALS
from ..states import CASE_STATES, ActionState, CaseAction, CaseState, GoalAction, GoalState
from .shell import Part, render_case


@needs(Permission.CASE_CLOSE)
@require_http_methods(["GET", "POST"])
def case_close(request: ActorRequest, case: UUID) -> HttpResponse:
    """Close the case: how each open goal ended, why, and a summary."""
    found = CASES.get_or_404(request.actor, Permission.CASE_CLOSE, case)
    if request.method == "GET":
        CASE_STATES.next(CaseState(found.state), CaseAction.CLOSE)
    goals = GOALS.permitted(request.actor, Permission.GOAL_VIEW).filter(case=found).select_related("person")
    form = open_form(request, ClosingForm)
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
        closing = Closing(ClosureReason(data["reason"]), data["summary"], results)

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
        open_actions=found.actions.exclude(state__in=(ActionState.DONE, ActionState.CANCELLED)).count(),
    )
