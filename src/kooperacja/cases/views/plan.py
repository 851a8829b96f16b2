"""The plan: goals and actions, as who leads the case sees and changes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import draft_of, open_form
from kooperacja.drafts.kinds import draft_kind
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import Person

from ..actions.plan import ActionDetails, add_action, add_goal, change_action, change_goal
from ..forms.common import initial_of
from ..forms.plan import AT_FIELD, ActionAddForm, ActionEditForm, ActionForm, GoalAddForm, GoalEditForm
from ..forms.refusals import show_at
from ..models import Action, Case, CaseMember, Goal
from ..policies import ACTIONS, BASES, CASES, GOALS, PERSONS, TEAM
from ..states import ActionState, BasisState, GoalState, is_overdue
from .shell import Part, render_case

GOAL_DRAFT = draft_kind("cel", title=gettext_lazy("a goal of a plan"), page="cases:goal_add", about="case")
ACTION_DRAFT = draft_kind("dzialanie", title=gettext_lazy("an action of a plan"), page="cases:action_add", about="goal")


@dataclass(frozen=True)
class ActionRow:
    """An action, and whether its day has passed."""

    action: Action
    is_overdue: bool


@dataclass(frozen=True)
class GoalRow:
    """A goal with its actions, the next one first."""

    goal: Goal
    actions: list[ActionRow]

    @property
    def is_open(self) -> bool:
        return self.goal.state == GoalState.OPEN


def rows_of(actions: Iterable[Action], *, today: date) -> list[ActionRow]:
    """Return the actions with whether they are late."""
    return [ActionRow(one, is_overdue(ActionState(one.state), one.due_on, today=today)) for one in actions]


def goals_of(request: ActorRequest, case: Case) -> list[GoalRow]:
    """Return the goals of the case, open ones first, each with its actions by their day."""
    today = timezone.localdate()
    goals = GOALS.permitted(request.actor, Permission.GOAL_VIEW).filter(case=case).select_related("person")
    actions = (
        ACTIONS.permitted(request.actor, Permission.ACTION_VIEW)
        .filter(case=case)
        .select_related("institution", "member__membership__user")
        .order_by("due_on", "pk")
    )
    rows = rows_of(actions, today=today)
    plan = [GoalRow(goal, [row for row in rows if row.action.goal_id == goal.pk]) for goal in goals.order_by("pk")]
    return sorted(plan, key=lambda row: not row.is_open)


@needs(Permission.GOAL_VIEW)
@require_safe
def plan_view(request: ActorRequest, case: UUID) -> HttpResponse:
    """The whole plan."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    return render_case(request, "cases/goal_list.html", found, part=Part.PLAN, plan=goals_of(request, found))


@needs(Permission.GOAL_VIEW)
@require_safe
def plan_print(request: ActorRequest, case: UUID) -> HttpResponse:
    """The plan on A4 with lines for signatures, for the paper file."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    rows = goals_of(request, found)
    context = {"case": found, "plan": rows, "signers": _signers(request, found), "today": timezone.localdate()}
    return render(request, "cases/goal_print.html", context)


def _signers(request: ActorRequest, case: Case) -> list[Person]:
    """Return the adults who take part: they sign the plan."""
    agreed = BASES.permitted(request.actor, Permission.BASIS_VIEW).filter(case=case, state=BasisState.GIVEN)
    people = _people(request, case).filter(pk__in=agreed.values("person_id"))
    return [one for one in people if not one.is_child_on(timezone.localdate())]


def _people(request: ActorRequest, case: Case) -> Any:
    persons = PERSONS.permitted(request.actor, Permission.PERSON_VIEW_WHOLE)
    return persons.filter(case_persons__case=case, case_persons__left_on=None).order_by("pk")


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def goal_add(request: ActorRequest, case: UUID) -> HttpResponse:
    """Add a goal."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    draft = draft_of(request, GOAL_DRAFT, about=found.public_id)
    form = open_form(request, GoalAddForm, draft=draft, people=_people(request, found))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            goal = add_goal(found, data["text"], data["person"], actor=request.actor, now=timezone.now())
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
    form = open_form(request, GoalEditForm, people=_people(request, row.case), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        told = {"version": data["version"], "actor": request.actor, "now": timezone.now()}
        try:
            change_goal(row, data["text"], data["person"], **told)
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The goal is changed."))
            return redirect("cases:plan", row.case.public_id)
    return render_case(request, "cases/goal_edit.html", row.case, part=Part.PLAN, form=form, goal=row)


def _team(request: ActorRequest, case: Case) -> list[CaseMember]:
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
    )


@needs(Permission.GOAL_EDIT)
@require_http_methods(["GET", "POST"])
def action_add(request: ActorRequest, goal: UUID) -> HttpResponse:
    """Propose an action towards a goal."""
    row = GOALS.get_or_404(request.actor, Permission.GOAL_EDIT, goal)
    draft = draft_of(request, ACTION_DRAFT, about=row.public_id)
    form = open_form(request, ActionAddForm, draft=draft, team=_team(request, row.case))
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
    initial = initial_of(row, "text", "responsible", "due_on", "measure")
    form = open_form(request, ActionEditForm, team=_team(request, row.case), initial=initial)
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
