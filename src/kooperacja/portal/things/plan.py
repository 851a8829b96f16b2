"""What waits in plans: actions to answer and to do, answers of others, voices of an institution."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.clocks import with_answer_day
from kooperacja.cases.policies import ACTIONS, VOICES, covered_by, done_by
from kooperacja.cases.states import ActionState, JointState

from . import AHEAD, More, Source, Thing, each


def actions(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Actions that wait for the person's answer, and accepted ones that are due."""
    if not actor.is_member:
        return
    until = timezone.localdate(now) + AHEAD
    mine = with_answer_day(ACTIONS.permitted(actor, Permission.ACTION_ANSWER).filter(done_by(actor)))
    waiting = Q(state=ActionState.PROPOSED) | Q(state=ActionState.ACCEPTED, due_on__lte=until)
    by_day = Case(When(state=ActionState.PROPOSED, then=F("answer_by")), default=F("due_on"))
    yield from each(
        mine.filter(waiting).select_related("case").order_by(by_day, "pk"),
        lambda row: (
            Thing(_("Answer whether you take an action"), row.case.number, _page(row), row.answer_by)
            if row.state == ActionState.PROPOSED
            else Thing(_("Do what is due"), row.case.number, _page(row), row.due_on)
        ),
        more=reverse("cases:actions"),
    )


def led_actions(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Of the cases that the actor leads: answers that ask for one, answers that don't come, and what others do late."""
    if not actor.of_centre:
        return
    today = timezone.localdate(now)
    titles = {
        ActionState.OTHER_DAY: _("Answer to another day that was proposed"),
        ActionState.DECLINED: _("Find somebody else for a declined action"),
        ActionState.PROPOSED: _("Ask again: an action has no answer yet"),
        ActionState.ACCEPTED: _("Ask how it is going: the day of an action has passed"),
    }
    back = Q(state__in=(ActionState.OTHER_DAY, ActionState.DECLINED))
    silent = Q(state=ActionState.PROPOSED, answer_by__lt=today) | Q(state=ActionState.ACCEPTED, due_on__lt=today)
    led = with_answer_day(ACTIONS.permitted(actor, Permission.ACTION_EDIT)).filter(back | (silent & ~done_by(actor)))
    days = {ActionState.PROPOSED: "answer_by", ActionState.ACCEPTED: "due_on"}
    yield from each(
        led.select_related("case").order_by("answered_on", "due_on", "pk"),
        lambda row: Thing(
            titles[ActionState(row.state)], row.case.number, _page(row), getattr(row, days.get(row.state, ""), None)
        ),
        more=reverse("cases:actions"),
    )


def _page(action: Any) -> str:
    return reverse("cases:action", args=[action.public_id])


def joint_decisions(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Joint decisions for which the own institution hasn't answered yet."""
    if actor.is_member:
        mine = Q(institution=actor.institution_id) | Q(institution=F("case__centre"), case__in=covered_by(actor))
        asked = VOICES.permitted(actor, Permission.JOINT_ANSWER).filter(
            mine, vote="", is_out=False, decision__state=JointState.OPEN
        )
        yield from each(
            asked.select_related("case", "decision").order_by("decision__answer_by", "pk"),
            lambda row: Thing(
                _("Answer for your institution"),
                row.case.number,
                reverse("cases:joint_answer", args=[row.public_id]),
                row.decision.answer_by,
            ),
            more=reverse("cases:list"),
        )


SOURCES: tuple[Source, ...] = (actions, led_actions, joint_decisions)
