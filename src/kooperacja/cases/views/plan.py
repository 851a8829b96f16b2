"""The plan: goals and actions, as who leads the case writes them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import draft_of, open_form
from kooperacja.drafts.kinds import draft_kind
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.plan import ActionDetails, add_action, add_goal, change_action, change_goal
from ..forms.common import initial_of
from ..forms.plan import AT_FIELD, ActionAddForm, ActionEditForm, ActionForm, GoalAddForm, GoalEditForm
from ..forms.refusals import show_at
from ..models import Action, Case, CaseMember
from ..policies import ACTIONS, CASES, GOALS, PERSONS, TEAM
from ..rules.depth import CostSource, Rhythm
from ..states import ActionState
from .shell import Part, render_case

ACTION_FIELDS = (
    *("text", "responsible", "due_on", "measure", "measure_from", "measure_to", "unit"),
    *("starts_on", "rhythm", "after", "cost", "cost_source", "cost_note"),
)
GOAL_DRAFT = draft_kind("cel", title=gettext_lazy("a goal of a plan"), page="cases:goal_add", about="case")
ACTION_DRAFT = draft_kind("dzialanie", title=gettext_lazy("an action of a plan"), page="cases:action_add", about="goal")


def people_of(request: ActorRequest, case: Case) -> Any:
    persons = PERSONS.permitted(request.actor, Permission.PERSON_VIEW_WHOLE)
    return persons.filter(case_persons__case=case, case_persons__left_on=None, has_died=False).order_by("pk")


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def goal_add(request: ActorRequest, case: UUID) -> HttpResponse:
    """Add a goal."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    draft = draft_of(request, GOAL_DRAFT, about=found.public_id)
    form = open_form(
        request, GoalAddForm, draft=draft, people=people_of(request, found), of_community=found.is_community
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            goal = add_goal(found, data["text"], data.get("person"), actor=request.actor, now=timezone.now())
            draft.discard()
            return f"{reverse('cases:plan', args=[case])}#cel-{goal.public_id}"

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The goal is added. Next: what leads to it?"))
            return redirect(address)
    return render_case(request, "cases/goal_add.html", found, part=Part.PLAN, form=form, draft=draft)


@needs(Permission.GOAL_EDIT)
@require_http_methods(["GET", "POST"])
def goal_edit(request: ActorRequest, goal: UUID) -> HttpResponse:
    """Change the words of a goal, or whose it is."""
    row = GOALS.get_or_404(request.actor, Permission.GOAL_EDIT, goal)
    initial = {**initial_of(row, "text"), "person": row.person}
    people = people_of(request, row.case)
    form = open_form(request, GoalEditForm, people=people, of_community=row.case.is_community, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        told = {"version": data["version"], "actor": request.actor, "now": timezone.now()}
        try:
            change_goal(row, data["text"], data.get("person"), **told)
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The goal is changed."))
            return redirect("cases:plan", row.case.public_id)
    return render_case(request, "cases/goal_edit.html", row.case, part=Part.PLAN, form=form, goal=row)


def team_of(request: ActorRequest, case: Case) -> list[CaseMember]:
    """Return the present places of the team, for the choice of who does an action."""
    places = TEAM.permitted(request.actor, Permission.TEAM_VIEW).filter(case=case, left_on=None)
    return list(places.select_related("institution", "membership__user").order_by("pk"))


def _details(form: ActionForm) -> ActionDetails:
    data = form.cleaned_data
    return ActionDetails(
        text=data["text"],
        institution=form.responsible_institution(),
        member=form.responsible_member(),
        due_on=data["due_on"],
        measure=data["measure"],
        measure_from=data["measure_from"],
        measure_to=data["measure_to"],
        unit=data["unit"],
        starts_on=data["starts_on"],
        rhythm=Rhythm(data["rhythm"]) if data["rhythm"] else None,
        cost=data["cost"],
        cost_source=CostSource(data["cost_source"]) if data["cost_source"] else None,
        cost_note=data["cost_note"],
        after=tuple(data.get("after", ())),
    )


def _others(request: ActorRequest, case: Case) -> QuerySet[Action]:
    """Return the actions of the case for which another one may wait."""
    actions = ACTIONS.permitted(request.actor, Permission.ACTION_EDIT).filter(case=case)
    return actions.exclude(state=ActionState.CANCELLED).order_by("due_on", "pk")


@needs(Permission.GOAL_EDIT)
@require_http_methods(["GET", "POST"])
def action_add(request: ActorRequest, goal: UUID) -> HttpResponse:
    """Propose an action towards a goal."""
    row = GOALS.get_or_404(request.actor, Permission.GOAL_EDIT, goal)
    draft = draft_of(request, ACTION_DRAFT, about=row.public_id)
    others = _others(request, row.case)
    form = open_form(request, ActionAddForm, draft=draft, team=team_of(request, row.case), others=others)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            add_action(row, _details(form), actor=request.actor, now=timezone.now())
            draft.discard()
            return f"{reverse('cases:plan', args=[row.case.public_id])}#cel-{row.public_id}"

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The action is in the plan. Whoever is asked was told."))
            return redirect(address)
    return render_case(request, "cases/action_add.html", row.case, part=Part.PLAN, form=form, goal=row, draft=draft)


@needs(Permission.ACTION_EDIT)
@require_http_methods(["GET", "POST"])
def action_edit(request: ActorRequest, action: UUID) -> HttpResponse:
    """Change an action, or propose a declined one again."""
    row = ACTIONS.get_or_404(request.actor, Permission.ACTION_EDIT, action)
    initial = initial_of(row, *ACTION_FIELDS)
    others = _others(request, row.case).exclude(pk=row.pk)
    form = open_form(request, ActionEditForm, team=team_of(request, row.case), others=others, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change_action(row, _details(form), version=version, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The action is changed. Whoever answers for it was told."))
            return redirect("cases:action", action)
    return render_case(request, "cases/action_edit.html", row.case, part=Part.PLAN, form=form, action=row)
