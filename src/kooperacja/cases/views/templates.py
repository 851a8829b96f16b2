"""Templates of plans, as the people of a centre write them: the list, one template, its goals and actions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.concerns.words import hints
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.templates import (
    Step,
    add_template_action,
    add_template_goal,
    bring_back_template,
    change_template_action,
    change_template_goal,
    content_of_template,
    kinds_of_institution,
    remove_template_action,
    remove_template_goal,
    rename_template,
    retire_template,
    write_template,
)
from ..forms.common import initial_of
from ..forms.refusals import show_at
from ..forms.templates import (
    AT_FIELD,
    PROBLEMS,
    TemplateActionAddForm,
    TemplateActionEditForm,
    TemplateAddForm,
    TemplateEditForm,
    TemplateGoalAddForm,
    TemplateGoalEditForm,
)
from ..models import PlanTemplate, TemplateAction
from ..policies import TEMPLATES
from ..rules.depth import CostSource, Rhythm

ON_A_PAGE = 25
STEP_FIELDS = ("text", "kind", "due_days", "rhythm", "measure", "measure_to", "unit", "cost", "cost_source")


@needs(Permission.TEMPLATE_LIST)
@require_safe
def template_list(request: ActorRequest) -> HttpResponse:
    """The templates of the own centre, those in use first."""
    found = TEMPLATES.permitted(request.actor, Permission.TEMPLATE_VIEW)
    rows = found.order_by(F("retired_on").asc(nulls_first=True), "name", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("strona"))
    context = {"page": page, "may_write": may(request.actor, Permission.TEMPLATE_WRITE)}
    return render(request, "cases/template_list.html", context)


@needs(Permission.TEMPLATE_WRITE)
@require_http_methods(["GET", "POST"])
def template_add(request: ActorRequest) -> HttpResponse:
    """Begin a template."""
    form = open_form(request, TemplateAddForm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            template = write_template(data["name"], data["problem"], actor=request.actor, now=timezone.now())
            return reverse("cases:template", args=[template.public_id])

        return redirect(once(data["idempotency_key"], make))
    return _page(request, "cases/template_add.html", form=form)


def _page(request: ActorRequest, page: str, **context: Any) -> HttpResponse:
    return render(request, page, {"problems": PROBLEMS, **context})


@needs(Permission.TEMPLATE_VIEW)
@require_safe
def template(request: ActorRequest, plan_template: UUID) -> HttpResponse:
    """One template with its goals and actions, and words in it that may not fit."""
    found = TEMPLATES.get_or_404(request.actor, Permission.TEMPLATE_VIEW, plan_template)
    content = content_of_template(found)
    texts = [found.name, *(text for goal, actions in content for text in (goal.text, *(one.text for one in actions)))]
    context: dict[str, Any] = {
        "template": found,
        "content": content,
        "hints": hints(texts),
        "may_edit": TEMPLATES.allows(request.actor, Permission.TEMPLATE_EDIT, found),
    }
    return _page(request, "cases/template_view.html", **context)


def _to_edit(request: ActorRequest, plan_template: UUID) -> PlanTemplate:
    return TEMPLATES.get_or_404(request.actor, Permission.TEMPLATE_EDIT, plan_template)


@needs(Permission.TEMPLATE_EDIT)
@require_http_methods(["GET", "POST"])
def template_edit(request: ActorRequest, plan_template: UUID) -> HttpResponse:
    """Change what a template is called."""
    found = _to_edit(request, plan_template)
    form = open_form(request, TemplateEditForm, initial=initial_of(found, "name", "problem"))
    if request.method == "POST" and form.is_valid():
        try:
            rename_template(found, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect("cases:template", plan_template)
    return _page(request, "cases/template_edit.html", form=form, template=found)


@needs(Permission.TEMPLATE_EDIT)
@require_POST
def template_retire(request: ActorRequest, plan_template: UUID) -> HttpResponse:
    """Take a template out of use, or bring it back."""
    found = _to_edit(request, plan_template)
    if request.POST.get("uzywany") == "1":
        bring_back_template(found, actor=request.actor, now=timezone.now())
        messages.success(request, _("The template can be used again."))
    else:
        retire_template(found, actor=request.actor, now=timezone.now())
        messages.success(request, _("The template is retired. What was made from it stays as it is."))
    return redirect("cases:template", plan_template)


@needs(Permission.TEMPLATE_EDIT)
@require_http_methods(["GET", "POST"])
def template_goal_add(request: ActorRequest, plan_template: UUID) -> HttpResponse:
    """Add a goal to a template."""
    found = _to_edit(request, plan_template)
    form = open_form(request, TemplateGoalAddForm)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            goal = add_template_goal(found, form.cleaned_data["text"], actor=request.actor, now=timezone.now())
            return f"{reverse('cases:template', args=[plan_template])}#cel-{goal.public_id}"

        return redirect(once(form.cleaned_data["idempotency_key"], make))
    return _page(request, "cases/template_goal.html", form=form, template=found, goal=None)


@needs(Permission.TEMPLATE_EDIT)
@require_http_methods(["GET", "POST"])
def template_goal_edit(request: ActorRequest, plan_template: UUID, template_goal: UUID) -> HttpResponse:
    """Change a goal of a template."""
    found = _to_edit(request, plan_template)
    goal = get_object_or_404(found.goals.all(), public_id=template_goal)
    form = open_form(request, TemplateGoalEditForm, initial=initial_of(goal, "text"))
    if request.method == "POST" and form.is_valid():
        try:
            change_template_goal(goal, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect("cases:template", plan_template)
    return _page(request, "cases/template_goal.html", form=form, template=found, goal=goal)


@needs(Permission.TEMPLATE_EDIT)
@require_POST
def template_goal_remove(request: ActorRequest, plan_template: UUID, template_goal: UUID) -> HttpResponse:
    """Take a goal with its actions out of a template."""
    found = _to_edit(request, plan_template)
    goal = get_object_or_404(found.goals.all(), public_id=template_goal)
    remove_template_goal(goal, actor=request.actor, now=timezone.now())
    messages.success(request, _("The goal is taken out of the template."))
    return redirect("cases:template", plan_template)


@needs(Permission.TEMPLATE_EDIT)
@require_http_methods(["GET", "POST"])
def template_action_add(request: ActorRequest, plan_template: UUID, template_goal: UUID) -> HttpResponse:
    """Add an action towards a goal of a template."""
    found = _to_edit(request, plan_template)
    goal = get_object_or_404(found.goals.all(), public_id=template_goal)
    form = open_form(request, TemplateActionAddForm, kinds=kinds_of_institution())
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            add_template_action(goal, _step(form), actor=request.actor, now=timezone.now())
            return f"{reverse('cases:template', args=[plan_template])}#cel-{goal.public_id}"

        try:
            return redirect(once(form.cleaned_data["idempotency_key"], make))
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
    return _page(request, "cases/template_action.html", form=form, template=found, goal=goal, action=None)


@needs(Permission.TEMPLATE_EDIT)
@require_http_methods(["GET", "POST"])
def template_action_edit(request: ActorRequest, plan_template: UUID, template_action: UUID) -> HttpResponse:
    """Change an action of a template."""
    found = _to_edit(request, plan_template)
    action = _action_of(found, template_action)
    initial = {**initial_of(action, *STEP_FIELDS), "kind": action.kind}
    form = open_form(request, TemplateActionEditForm, kinds=kinds_of_institution(), initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change_template_action(action, _step(form), version=version, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("Saved."))
            return redirect("cases:template", plan_template)
    return _page(request, "cases/template_action.html", form=form, template=found, goal=action.goal, action=action)


@needs(Permission.TEMPLATE_EDIT)
@require_POST
def template_action_remove(request: ActorRequest, plan_template: UUID, template_action: UUID) -> HttpResponse:
    """Take an action out of a template."""
    found = _to_edit(request, plan_template)
    remove_template_action(_action_of(found, template_action), actor=request.actor, now=timezone.now())
    messages.success(request, _("The action is taken out of the template."))
    return redirect("cases:template", plan_template)


def _action_of(found: PlanTemplate, number: UUID) -> TemplateAction:
    for _goal, actions in content_of_template(found):
        for one in actions:
            if one.public_id == number:
                return one
    raise Http404


def _step(form: Any) -> Step:
    data = form.cleaned_data
    return Step(
        text=data["text"],
        due_days=data["due_days"],
        kind=data["kind"],
        rhythm=Rhythm(data["rhythm"]) if data["rhythm"] else None,
        measure=data["measure"],
        measure_to=data["measure_to"],
        unit=data["unit"],
        cost=data["cost"],
        cost_source=CostSource(data["cost_source"]) if data["cost_source"] else None,
    )
