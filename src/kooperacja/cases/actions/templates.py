"""Templates of plans: written by an institution, used in a case by copying, written from a plan without its names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may, require_gate
from kooperacja.audit.recording import Stale, recording
from kooperacja.institutions.models import Institution, InstitutionKind
from kooperacja.kernel.refused import Refused, refuse
from kooperacja.persons.models import Person

from ..events import TemplateEvent
from ..models import Action, Case, CaseMember, Goal, PlanTemplate, TemplateAction, TemplateGoal
from ..policies import CASES, TEMPLATES
from ..rules.depth import CostSource, Rhythm
from ..rules.templates import TemplateRefusal, days_after, named, step_refusals
from ..states import ActionState
from .plan import ActionDetails, add_action, add_goal
from .twins import with_former_records


class LineRefused(Refused):
    """One line of a template can't stand like this; `line` is its key, so that the page says it there."""

    def __init__(self, line: str, refusals: Iterable[Any]) -> None:
        super().__init__(refusals)
        self.line = line


@dataclass(frozen=True)
class Step:
    """What an action of a template says; `kind` is the kind of institution that does it."""

    text: str
    due_days: int
    kind: InstitutionKind | None = None
    rhythm: Rhythm | None = None
    measure: str = ""
    measure_to: str = ""
    unit: str = ""
    cost: Decimal | None = None
    cost_source: CostSource | None = None


def write_template(name: str, problem: str, *, actor: Actor, now: datetime) -> PlanTemplate:  # noqa: ARG001 - actions take the hour
    """Begin a template of the own centre.

    Raises:
        PermissionDenied: the actor may not.
    """
    require_gate(actor, Permission.TEMPLATE_WRITE)
    with recording(TemplateEvent.WRITTEN, actor=actor) as record:
        return _begin(name, problem, actor, record.about)


def _begin(name: str, problem: str, actor: Actor, about: Any) -> PlanTemplate:
    template = PlanTemplate(institution_id=cast(int, actor.institution_id), name=name, problem=problem)
    about(template).save()
    return template


def rename_template(
    template: PlanTemplate,
    name: str,
    problem: str,
    *,
    version: int,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> PlanTemplate:
    """Change the name of a template, or the kind of problem.

    Raises:
        PermissionDenied: the actor may not.
        Stale: it was changed meanwhile.
    """
    with _changing(template, actor, version) as template:
        template.name, template.problem = name, problem
        template.save()
    return template


def _changing(template: PlanTemplate, actor: Actor, version: int | None = None) -> Any:
    return TEMPLATES.recorded(TemplateEvent.CHANGED, Permission.TEMPLATE_EDIT, template, actor=actor, version=version)


def retire_template(template: PlanTemplate, *, actor: Actor, now: datetime) -> PlanTemplate:
    """Take a template out of use; what was made from it stays, and it can be brought back.

    Raises:
        PermissionDenied: the actor may not.
    """
    with TEMPLATES.recorded(TemplateEvent.RETIRED, Permission.TEMPLATE_EDIT, template, actor=actor) as template:
        template.retired_on = timezone.localdate(now)
        template.save()
    return template


def bring_back_template(template: PlanTemplate, *, actor: Actor, now: datetime) -> PlanTemplate:  # noqa: ARG001 - actions take the hour
    """Let a retired template be used again.

    Raises:
        PermissionDenied: the actor may not.
    """
    with TEMPLATES.recorded(TemplateEvent.BROUGHT_BACK, Permission.TEMPLATE_EDIT, template, actor=actor) as template:
        template.retired_on = None
        template.save()
    return template


def add_template_goal(template: PlanTemplate, text: str, *, actor: Actor, now: datetime) -> TemplateGoal:  # noqa: ARG001 - actions take the hour
    """Add a goal to a template.

    Raises:
        PermissionDenied: the actor may not.
    """
    with _changing(template, actor) as template:
        goal = TemplateGoal(template=template, text=text)
        goal.save()
    return goal


def change_template_goal(
    goal: TemplateGoal,
    text: str,
    *,
    version: int,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> TemplateGoal:
    """Change the words of a goal.

    Raises:
        PermissionDenied: the actor may not.
        Stale: it was changed meanwhile.
    """
    with _changing(goal.template, actor):
        goal = _unchanged(goal, version)
        goal.text = text
        goal.save()
    return goal


def _unchanged(row: Any, version: int) -> Any:
    fresh = row.fresh()
    if fresh.version != version:
        raise Stale(fresh)
    return fresh


def remove_template_goal(goal: TemplateGoal, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001 - actions take the hour
    """Take a goal with its actions out of a template.

    Raises:
        PermissionDenied: the actor may not.
    """
    with _changing(goal.template, actor):
        TemplateAction.objects.filter(goal=goal).delete()
        TemplateGoal.objects.filter(pk=goal.pk).delete()


def add_template_action(goal: TemplateGoal, step: Step, *, actor: Actor, now: datetime) -> TemplateAction:  # noqa: ARG001 - actions take the hour
    """Add an action towards a goal of a template.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't stand like this (`TemplateRefusal`).
    """
    with _changing(goal.template, actor):
        return _write(TemplateAction(goal=goal), step)


def change_template_action(
    action: TemplateAction,
    step: Step,
    *,
    version: int,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> TemplateAction:
    """Change an action of a template.

    Raises:
        PermissionDenied: the actor may not.
        Stale: it was changed meanwhile.
        Refused: it can't stand like this (`TemplateRefusal`).
    """
    with _changing(action.goal.template, actor):
        return _write(_unchanged(action, version), step)


def remove_template_action(action: TemplateAction, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001 - actions take the hour
    """Take an action out of a template.

    Raises:
        PermissionDenied: the actor may not.
    """
    with _changing(action.goal.template, actor):
        TemplateAction.objects.filter(pk=action.pk).delete()


def _write(action: TemplateAction, step: Step) -> TemplateAction:
    refuse(step_refusals(due_days=step.due_days, cost=step.cost, has_source=step.cost_source is not None))
    action.text, action.kind, action.due_days = step.text, step.kind, step.due_days
    action.rhythm, action.measure = step.rhythm or "", step.measure
    action.measure_to, action.unit = step.measure_to, step.unit
    action.cost, action.cost_source = step.cost, step.cost_source or ""
    action.save()
    return action


def content_of_template(template: PlanTemplate) -> list[tuple[TemplateGoal, list[TemplateAction]]]:
    """Return the goals of a template, each with its actions, the first one first."""
    actions = TemplateAction.objects.filter(goal__template=template).select_related("kind", "goal__template")
    rows = list(actions.order_by("due_days", "pk"))
    return [(goal, [one for one in rows if one.goal_id == goal.pk]) for goal in template.goals.order_by("pk")]


def kinds_of_institution() -> QuerySet[InstitutionKind]:
    """Return the kinds of institutions that an action of a template may be for."""
    return InstitutionKind.objects.order_by("name", "pk")


# Using one


@dataclass(frozen=True)
class Chosen:
    """An action of a template as it is to stand in the case; `line` is its key on the page."""

    line: str
    model: TemplateAction
    text: str
    institution: Institution
    due_on: date
    member: CaseMember | None = None


@dataclass(frozen=True)
class ChosenGoal:
    """A goal of a template as it is to stand in the case, with the actions that were ticked."""

    line: str
    text: str
    person: Person | None = None
    actions: Sequence[Chosen] = field(default_factory=tuple)


def use_template(
    case: Case, template: PlanTemplate, goals: Sequence[ChosenGoal], *, actor: Actor, now: datetime
) -> list[Goal]:
    """Put what was ticked of a template into the plan of a case, all of it or nothing; each as if written by hand.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or the template is another centre's.
        Refused: nothing is ticked, or the template is retired (`TemplateRefusal`).
        LineRefused: one line can't stand in the plan (`PlanRefusal`).
    """
    with transaction.atomic():
        template = template.fresh()
        TEMPLATES.require(actor, Permission.TEMPLATE_VIEW, template)
        CASES.require(actor, Permission.CASE_EDIT, case)
        checks = {TemplateRefusal.RETIRED: template.retired_on is not None, TemplateRefusal.NOTHING: not goals}
        refuse(reason for reason, holds in checks.items() if holds)
        return [_use(case, chosen, actor=actor, now=now) for chosen in goals]


def _use(case: Case, chosen: ChosenGoal, *, actor: Actor, now: datetime) -> Goal:
    line = chosen.line
    try:
        goal = add_goal(case, chosen.text, chosen.person, actor=actor, now=now)
        for one in chosen.actions:
            line = one.line
            add_action(goal, _details(one, today=timezone.localdate(now)), actor=actor, now=now)
    except Refused as refused:
        raise LineRefused(line, refused.refusals) from refused
    return goal


def _details(chosen: Chosen, *, today: date) -> ActionDetails:
    model = chosen.model
    return ActionDetails(
        text=chosen.text,
        institution=chosen.institution,
        member=chosen.member,
        due_on=chosen.due_on,
        starts_on=today if model.rhythm else None,
        rhythm=Rhythm(model.rhythm) if model.rhythm else None,
        measure=model.measure,
        measure_to=model.measure_to,
        unit=model.unit,
        cost=model.cost,
        cost_source=CostSource(model.cost_source) if model.cost_source else None,
    )


# Writing one from a plan


@dataclass(frozen=True)
class Kept:
    """A goal of a plan in words that name nobody, with the words of its actions that are kept, and their measures."""

    line: str
    text: str
    actions: Mapping[str, tuple[Action, str, str]]  # line → action, words, measure


def plan_to_keep(case: Case) -> list[tuple[Goal, list[Action]]]:
    """Return the goals of a plan with what a template may take of it: nothing that was cancelled or declined."""
    unwanted = (ActionState.CANCELLED, ActionState.DECLINED)
    actions = list(
        case.actions.exclude(state__in=unwanted).select_related("institution__kind").order_by("due_on", "pk")
    )
    goals = case.goals.order_by("pk")
    return [(goal, [one for one in actions if one.goal_id == goal.pk]) for goal in goals]


def may_keep(case: Case, *, actor: Actor) -> bool:
    """Tell whether the actor writes templates for this case's centre: whoever covers takes no plan home."""
    return case.centre_id == actor.institution_id and may(actor, Permission.TEMPLATE_WRITE)


def require_keeping(case: Case, *, actor: Actor) -> None:
    """Raise `PermissionDenied` unless the actor may keep a plan of this case's centre as a template."""
    if not may_keep(case, actor=actor):
        raise PermissionDenied(Permission.TEMPLATE_WRITE.value)


def keep_as_template(
    case: Case,
    name: str,
    problem: str,
    kept: Sequence[Kept],
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> PlanTemplate:
    """Write a template from a plan. Persons, institutions by name, days and what was reached aren't taken.

    Raises:
        PermissionDenied: the actor doesn't lead the case, covers it for another centre, or writes no templates.
        Refused: nothing is ticked (`TemplateRefusal`).
        LineRefused: somebody of the case is named in a line, or in the name of the template (line "").
    """
    require_keeping(case, actor=actor)
    with recording(TemplateEvent.WRITTEN, actor=actor) as record:
        CASES.require(actor, Permission.CASE_VIEW_WHOLE, case)
        refuse({TemplateRefusal.NOTHING} if not kept else ())
        names = names_of(case)
        _without_names("name", name, names)
        _without_names("problem", problem, names)
        template = _begin(name, problem, actor, record.about)
        start = timezone.localdate(case.opened_at)
        for goal in kept:
            _without_names(goal.line, goal.text, names)
            row = TemplateGoal(template=template, text=goal.text)
            row.save()
            for line, (action, text, measure) in goal.actions.items():
                _without_names(line, f"{text} {measure} {action.unit} {action.measure_to}", names)
                _write(TemplateAction(goal=row), _step(action, text, measure, start))
    return template


def names_of(case: Case) -> list[str]:
    """Return the names of the people of a case, also of those who left or only help."""
    persons = with_former_records(Person.objects.filter(case_persons__case=case))
    return [*(one.name for one in persons), *(one.name for one in case.supports.all())]


def _without_names(line: str, text: str, names: Iterable[str]) -> None:
    if named(text, names):
        raise LineRefused(line, {TemplateRefusal.NAMED})


def _step(action: Action, text: str, measure: str, start: date) -> Step:
    return Step(
        text=text,
        due_days=days_after(start, action.due_on),
        kind=action.institution.kind,
        rhythm=Rhythm(action.rhythm) if action.rhythm else None,
        measure=measure,
        measure_to=action.measure_to,
        unit=action.unit,
        cost=action.cost,
        cost_source=CostSource(action.cost_source) if action.cost_source else None,
    )
