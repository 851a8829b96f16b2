"""The plan to read: as a page with its sums, as a picture over time, and on paper for the family."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.kernel.money import in_zloty
from kooperacja.persons.models import Person

from ..actions.templates import may_keep
from ..models import Action, Case, Goal
from ..policies import ACTIONS, BASES, CASES, GOALS, of_those_who_take_part
from ..rules.bars import Bar, Picture, draw
from ..rules.depth import CostSource, sums
from ..states import ActionState, BasisState, GoalState, is_overdue
from .joint import joint_rows
from .plan import people_of
from .shell import Part, render_case

IN_NO_SUM = frozenset({ActionState.DECLINED, ActionState.CANCELLED})
"""States of an action that costs nothing, as nobody does it."""


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

    @property
    def to_do(self) -> list[ActionRow]:
        """The actions that aren't done."""
        return [one for one in self.actions if one.action.state != ActionState.DONE]

    @property
    def done(self) -> list[ActionRow]:
        """What was done already."""
        return [one for one in self.actions if one.action.state == ActionState.DONE]


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


@dataclass(frozen=True)
class SumRow:
    """What a plan would cost from one source, in words."""

    source: str
    amount: str


def sums_of(plan: Iterable[GoalRow]) -> tuple[list[SumRow], str]:
    """Return the estimates of a plan by source, and the whole; ("", nothing) if nobody estimated anything."""
    costs = [
        (CostSource(one.action.cost_source), one.action.cost)
        for row in plan
        for one in row.actions
        if one.action.cost is not None and one.action.state not in IN_NO_SUM
    ]
    rows = sums(costs)
    whole = in_zloty(sum((one.amount for one in rows), start=rows[0].amount * 0)) if rows else ""
    return [SumRow(str(one.source.label), in_zloty(one.amount)) for one in rows], whole


@needs(Permission.GOAL_VIEW)
@require_safe
def plan_view(request: ActorRequest, case: UUID) -> HttpResponse:
    """The whole plan."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    plan = goals_of(request, found)
    costs, whole = sums_of(plan)
    context: dict[str, Any] = {"plan": plan, "costs": costs, "whole": whole}
    context["joints"] = joint_rows(request, found, leads=True)
    context["may_keep"] = may_keep(found, actor=request.actor)
    context["papers"] = found.plan_papers.order_by("dated_on", "pk")
    return render_case(request, "cases/goal_list.html", found, part=Part.PLAN, **context)


@needs(Permission.GOAL_VIEW)
@require_safe
def plan_picture(request: ActorRequest, case: UUID) -> HttpResponse:
    """The plan as bars over time, with the table that says the same."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    today = timezone.localdate()
    rows = [one for row in goals_of(request, found) for one in row.actions if one.action.state != ActionState.CANCELLED]
    bars = sorted(((row, _bar(row, today=today)) for row in rows), key=lambda pair: pair[1].starts_on)
    picture: Picture | None = draw([bar for _row, bar in bars], today=today) if bars else None
    context: dict[str, Any] = {"rows": bars, "picture": picture}
    return render_case(request, "cases/plan_picture.html", found, part=Part.PLAN, **context)


def _bar(row: ActionRow, *, today: date) -> Bar:
    action = row.action
    begins = action.starts_on or action.answered_on or today
    return Bar(
        text=action.text,
        who=action.institution.name,
        starts_on=min(begins, action.done_on or action.due_on),
        ends_on=action.done_on or action.due_on,
        state=str(action.get_state_display()),
        is_done=action.state == ActionState.DONE,
        is_promised=action.state == ActionState.ACCEPTED,
        is_late=row.is_overdue,
    )


@needs(Permission.GOAL_VIEW)
@require_safe
def plan_print(request: ActorRequest, case: UUID) -> HttpResponse:
    """The plan that a family can read: one page, plain words, what is still to be done; for all or for one person.

    `?osoba=` puts that person's own goals first and leaves out those of others, `?kwoty=1` shows what it costs.
    Goals of somebody who takes no part any more are on the lead's own pages alone: a paper goes on being read.
    """
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    people = list(people_of(request, found))
    reader = _chosen(people, request.GET.get("osoba", ""))
    goals = GOALS.permitted(request.actor, Permission.GOAL_VIEW).filter(case=found)
    shown = set(of_those_who_take_part(goals, person="person").values_list("pk", flat=True))
    plan = [_still_to_do(row) for row in goals_of(request, found) if row.is_open and row.goal.pk in shown]
    if reader is not None:
        plan = [row for row in plan if row.goal.person_id in {reader.pk, None}]
    costs, whole = sums_of(plan)
    context = {
        "case": found,
        "plan": sorted(plan, key=lambda row: row.goal.person_id is None),
        "people": people,
        "reader": reader,
        "letters_are_safe": all(person.letters_are_safe for person in people),
        "here": reverse("cases:plan_print", args=[case]),
        "with_costs": "kwoty" in request.GET,
        "costs": costs,
        "whole": whole,
        "signatures": _signatures([reader] if reader is not None else _signers(request, found)),
        "today": timezone.localdate(),
    }
    return render(request, "cases/plan_print.html", context)


def _chosen(people: Iterable[Person], number: str) -> Person | None:
    if not number:
        return None
    for person in people:
        if str(person.public_id) == number:
            return person
    raise Http404


def _signatures(people: Iterable[Person]) -> list[tuple[str, str]]:
    """Return the words under the lines, two beside each other to stay on one sheet; date and name on one line."""
    names = [*(person.name for person in people), _("Person who leads the case")]
    words = [_("Date and signature: %s") % name for name in names]
    return list(zip(words[::2], [*words[1::2], _("Date and signature")], strict=False))


def _still_to_do(row: GoalRow) -> GoalRow:
    """Leave out what was declined or cancelled: a family reads who does what, not who didn't want to."""
    return GoalRow(row.goal, [one for one in row.actions if one.action.state not in IN_NO_SUM])


def _signers(request: ActorRequest, case: Case) -> list[Person]:
    """Return the adults who take part: they sign the plan."""
    agreed = BASES.permitted(request.actor, Permission.BASIS_VIEW).filter(case=case, state=BasisState.GIVEN)
    people = people_of(request, case).filter(pk__in=agreed.values("person_id"))
    return [one for one in people if not one.is_child_on(timezone.localdate())]
