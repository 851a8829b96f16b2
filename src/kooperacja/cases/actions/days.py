"""The days of an action: another one is proposed and taken or not; those of a repeated action are ticked off."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.refused import refuse
from kooperacja.outbox.kinds import MessageKind

from .. import notifications
from ..events import PlanEvent
from ..models import Action, Occurrence
from ..policies import ACTIONS
from ..rules.depth import Rhythm, occurrences
from ..rules.plan import PlanRefusal, day_refusals
from ..states import ACTION_STATES, ActionAction, ActionState
from .plan import answer_until, what_they_may_do


def propose_day(action: Action, day: date, reason: str, *, actor: Actor, now: datetime) -> Action:
    """Say that one can do it, but by another day; whoever leads the case takes that day or keeps the old one.

    Raises:
        PermissionDenied: it isn't the actor's to answer, or they lead the case and just change the action.
        TransitionNotAllowed: it waits for no answer.
        Refused: the day is over, the same as before, or too far (`PlanRefusal`).
    """
    with ACTIONS.recorded(PlanEvent.OTHER_DAY_PROPOSED, Permission.ACTION_ANSWER, action, actor=actor) as action:
        _move(action, ActionAction.PROPOSE_DAY, actor)
        today = timezone.localdate(now)
        refuse(day_refusals(day, asked_for=action.due_on, today=today))
        action.proposed_on, action.answer, action.answered_on = day, reason, today
        action.save()
        notifications.action_answered(action, MessageKind.ACTION_OTHER_DAY, actor=actor, now=now)
    return action


def take_day(action: Action, *, actor: Actor, now: datetime) -> Action:
    """Agree to the day that was proposed: the action is accepted with it.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        TransitionNotAllowed: no other day is proposed.
        Refused: the proposed day is over (`PlanRefusal`).
    """
    with ACTIONS.recorded(PlanEvent.OTHER_DAY_TAKEN, Permission.ACTION_EDIT, action, actor=actor) as action:
        _move(action, ActionAction.TAKE_DAY, actor)
        day = action.proposed_on or action.due_on  # a constraint has it that there is one
        refuse(day_refusals(day, asked_for=action.due_on, today=timezone.localdate(now)))
        action.due_on, action.proposed_on, action.answer = day, None, ""
        action.save()
        notifications.action_changed(action, actor=actor, now=now)
    return action


def keep_day(action: Action, *, actor: Actor, now: datetime) -> Action:
    """Keep the day: the action is asked for again as it was.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        TransitionNotAllowed: no other day is proposed.
    """
    with ACTIONS.recorded(PlanEvent.DAY_KEPT, Permission.ACTION_EDIT, action, actor=actor) as action:
        _move(action, ActionAction.KEEP_DAY, actor)
        action.proposed_on, action.answer, action.answered_on = None, "", None
        action.answer_due_on = answer_until(action, now=now)
        action.save()
        notifications.action_asked(action, actor=actor, now=now)
    return action


def _move(action: Action, what: ActionAction, actor: Actor) -> None:
    state = ACTION_STATES.next(ActionState(action.state), what)
    if what not in what_they_may_do(action, actor):
        raise PermissionDenied(what.value)
    action.state = ActionState(state)


def days_of(action: Action, *, until: date) -> list[date]:
    """Return the days of a repeated action up to and with `until`; none if it isn't repeated."""
    if not action.rhythm or action.starts_on is None:
        return []
    return list(occurrences(action.starts_on, min(action.due_on, until), Rhythm(action.rhythm)))


def tick_days(action: Action, took_place: Collection[date], *, version: int, actor: Actor, now: datetime) -> Action:
    """Say on which of its days so far a repeated action took place; the others did not.

    Raises:
        PermissionDenied: it isn't the actor's to answer.
        Stale: somebody changed it meanwhile.
        Refused: the action isn't repeated on such a day (`PlanRefusal`).
    """
    with ACTIONS.recorded(
        PlanEvent.ACTION_TICKED, Permission.ACTION_ANSWER, action, actor=actor, version=version
    ) as action:
        is_promised = action.state == ActionState.ACCEPTED
        known = set(days_of(action, until=timezone.localdate(now))) if is_promised else set()
        refuse(frozenset({PlanRefusal.NOT_ITS_DAY} if set(took_place) - known else ()))
        ticked = Occurrence.objects.filter(action=action)
        ticked.exclude(on__in=took_place).delete()
        for day in sorted(set(took_place) - set(ticked.values_list("on", flat=True))):
            Occurrence(action=action, on=day).save()
        action.save()
    return action
