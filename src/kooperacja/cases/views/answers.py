"""An action as whoever is asked sees it, and their answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.kernel.refused import Refused

from ..actions.days import days_of
from ..actions.passing_on import speaks_for
from ..actions.plan import (
    accept_action,
    cancel_action,
    decline_action,
    finish_action,
    how_they_stand,
    what_they_may_do,
)
from ..forms.plan import AT_FIELD, AnswerForm
from ..forms.refusals import show_at
from ..models import Action, Case
from ..policies import ACTIONS
from ..rules.plan import PlanRefusal
from ..states import ACTION_STATES, WAITING, ActionAction, ActionState, is_overdue
from .shell import Part, render_case


@dataclass(frozen=True)
class OwnAction:
    """An action that somebody is asked to do: what they may answer, and whether it is late."""

    action: Action
    may: list[ActionAction]
    is_overdue: bool


def own_actions(request: ActorRequest, case: Case) -> list[OwnAction]:
    """Return the actions of the case that wait for this person, or that they have promised; the next one first.

    For `cases/_own_actions.html`, as `own_actions`.
    """
    today = timezone.localdate()
    rows = (
        ACTIONS.permitted(request.actor, Permission.ACTION_ANSWER)
        .filter(case=case, state__in=[state.value for state in WAITING])
        .select_related("case", "institution", "member__membership__user")
        .order_by("due_on", "pk")
    )
    return [
        OwnAction(
            one, what_they_may_do(one, request.actor), is_overdue(ActionState(one.state), one.due_on, today=today)
        )
        for one in rows
        if how_they_stand(one, request.actor, leads=False).is_asked
    ]


@needs(Permission.ACTION_VIEW)
@require_safe
def action_view(request: ActorRequest, action: UUID) -> HttpResponse:
    """One action: what, who, by when, how it stands, and the answers that this person may give."""
    row = ACTIONS.get_or_404(request.actor, Permission.ACTION_VIEW, action)
    leads = ACTIONS.allows(request.actor, Permission.ACTION_EDIT, row)
    who = how_they_stand(row, request.actor, leads=leads)
    context: dict[str, Any] = {
        "action": row,
        "answers": what_they_may_do(row, request.actor),
        "leads": leads,
        "by_letter": who.by_letter and not who.is_asked,
        "is_overdue": is_overdue(ActionState(row.state), row.due_on, today=timezone.localdate()),
        "first": _first(request, row),
        "days": len(days_of(row, until=timezone.localdate())),
        "days_held": row.occurrences.count(),
        "speaks": speaks_for(row, request.actor),
        "thing_key": f"action:{row.public_id}",
        "may_tick": row.rhythm != "" and row.state == ActionState.ACCEPTED and row_is_answered_by(request, row),
    }
    return render_case(request, "cases/action_view.html", row.case, part=part_of(request, row), **context)


def row_is_answered_by(request: ActorRequest, row: Action) -> bool:
    """Tell whether this person answers for an action."""
    return ACTIONS.allows(request.actor, Permission.ACTION_ANSWER, row)


@dataclass(frozen=True)
class First:
    """What must be done before: the actions that this person may see, and whether there are others."""

    shown: list[Action]
    others: bool

    def __bool__(self) -> bool:
        return bool(self.shown) or self.others


def _first(request: ActorRequest, row: Action) -> First:
    numbers = set(row.links.values_list("after_id", flat=True))
    shown = list(ACTIONS.permitted(request.actor, Permission.ACTION_VIEW).filter(pk__in=numbers).order_by("due_on"))
    return First(shown, others=len(shown) < len(numbers))


def part_of(request: ActorRequest, row: Action) -> Part:
    return Part.PLAN if ACTIONS.allows(request.actor, Permission.ACTION_EDIT, row) else Part.OVERVIEW


@dataclass(frozen=True)
class Answering:
    """One way to answer: its words, and the action that carries it out."""

    title: Promise
    label: Promise | str
    hint: Promise | str
    missing: Promise | str
    button: Promise
    done: Promise
    carry_out: Callable[[Action, str, date, Actor], Action]
    has_text: bool = True


def _accept(row: Action, _text: str, day: date, actor: Actor) -> Action:
    return accept_action(row, answered_on=day, actor=actor, now=timezone.now())


def _decline(row: Action, text: str, day: date, actor: Actor) -> Action:
    return decline_action(row, text, answered_on=day, actor=actor, now=timezone.now())


def _finish(row: Action, text: str, day: date, actor: Actor) -> Action:
    return finish_action(row, text, done_on=day, actor=actor, now=timezone.now())


def _cancel(row: Action, text: str, _day: date, actor: Actor) -> Action:
    return cancel_action(row, text, actor=actor, now=timezone.now())


NOTHING = ""
ANSWERS = {
    ActionAction.ACCEPT: Answering(
        title=_("Accept the action"),
        label=NOTHING,
        hint=NOTHING,
        missing=NOTHING,
        button=_("I accept"),
        done=_("The action is accepted."),
        carry_out=_accept,
        has_text=False,
    ),
    ActionAction.DECLINE: Answering(
        title=_("Decline the action"),
        label=_("Why?"),
        hint=_("The person who leads the case will read it. They can change the action and ask again."),
        missing=PlanRefusal.NO_REASON.label,
        button=_("I decline"),
        done=_("The action is declined."),
        carry_out=_decline,
    ),
    ActionAction.FINISH: Answering(
        title=_("The action is done"),
        label=_("What came of it?"),
        hint=_("One or two sentences in words that the family may read."),
        missing=PlanRefusal.NO_RESULT.label,
        button=_("Done"),
        done=_("The action is marked as done."),
        carry_out=_finish,
    ),
    ActionAction.CANCEL: Answering(
        title=_("Cancel the action"),
        label=_("Why?"),
        hint=_("The action stays readable in the plan, with this reason."),
        missing=PlanRefusal.NO_REASON.label,
        button=_("Cancel the action"),
        done=_("The action is cancelled."),
        carry_out=_cancel,
    ),
}


@needs(Permission.ACTION_ANSWER)
@require_http_methods(["GET", "POST"])
def action_accept(request: ActorRequest, action: UUID) -> HttpResponse:
    """Say yes."""
    return _answer(request, action, ActionAction.ACCEPT)


@needs(Permission.ACTION_ANSWER)
@require_http_methods(["GET", "POST"])
def action_decline(request: ActorRequest, action: UUID) -> HttpResponse:
    """Say no, with a reason."""
    return _answer(request, action, ActionAction.DECLINE)


@needs(Permission.ACTION_ANSWER)
@require_http_methods(["GET", "POST"])
def action_finish(request: ActorRequest, action: UUID) -> HttpResponse:
    """Say that it is done, and what came of it."""
    return _answer(request, action, ActionAction.FINISH)


@needs(Permission.ACTION_ANSWER)
@require_http_methods(["GET", "POST"])
def action_cancel(request: ActorRequest, action: UUID) -> HttpResponse:
    """Take it out of the plan, with a reason."""
    return _answer(request, action, ActionAction.CANCEL)


def _answer(request: ActorRequest, action: UUID, what: ActionAction) -> HttpResponse:
    row = ACTIONS.get_or_404(request.actor, Permission.ACTION_ANSWER, action)
    leads = ACTIONS.allows(request.actor, Permission.ACTION_EDIT, row)
    who = how_they_stand(row, request.actor, leads=leads)
    can_be = what in what_they_may_do(row, request.actor)
    if not can_be and ACTION_STATES.allows(ActionState(row.state), what):
        raise PermissionDenied(what.value)  # it could be done, but not by this person
    words = ANSWERS[what]
    # a day is asked where it may be another than today: done, or an answer that came by letter
    has_day = what is ActionAction.FINISH or (what is not ActionAction.CANCEL and who.by_letter)
    asking = {"label": str(words.label), "hint": str(words.hint), "missing": str(words.missing)}
    form = open_form(request, AnswerForm, words=asking, has_text=words.has_text, has_day=has_day)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data.get("answered_on") or timezone.localdate()
        try:
            words.carry_out(row, form.cleaned_data.get("text", ""), day, request.actor)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, str(words.done))
            return redirect("cases:action", action)
    context: dict[str, Any] = {
        "form": form,
        "action": row,
        "words": words,
        "can_be": can_be,
        "by_letter": who.by_letter and not who.is_asked,
    }
    return render_case(request, "cases/action_answer.html", row.case, part=part_of(request, row), **context)
