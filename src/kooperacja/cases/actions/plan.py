"""The plan: goals in the family's words, and the actions that lead to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.institutions.actions.own import number_of
from kooperacja.institutions.models import Institution
from kooperacja.institutions.rules.own import SettingName
from kooperacja.kernel.refused import refuse
from kooperacja.outbox.kinds import MessageKind
from kooperacja.persons.models import Person

from .. import notifications
from ..events import PlanEvent
from ..models import Action, ActionLink, Case, CaseMember, Goal
from ..policies import ACTIONS, CASES, GOALS
from ..rules.depth import CostSource, Rhythm, goes_in_circles
from ..rules.limits import answer_day
from ..rules.plan import Answerer, Proposal, action_refusals, answer_refusals, goal_refusals
from ..states import (
    ACTION_STATES,
    ENDED,
    ActionAction,
    ActionState,
    BasisState,
    GoalState,
    answers,
    first_state,
)
from .showing import end_all


@dataclass(frozen=True)
class ActionDetails:
    """What is to be done, by whom and by when; without `member`, by whoever does it in the institution.

    The rest may be left out: a repeated action says from which day, a cost says who would pay. `after` are the
    actions of the same case that must be done first.
    """

    text: str
    institution: Institution
    due_on: date
    member: CaseMember | None = None
    measure: str = ""
    measure_from: str = ""
    measure_to: str = ""
    unit: str = ""
    starts_on: date | None = None
    rhythm: Rhythm | None = None
    cost: Decimal | None = None
    cost_source: CostSource | None = None
    cost_note: str = ""
    after: tuple[Action, ...] = ()


def add_goal(case: Case, text: str, person: Person | None, *, actor: Actor, now: datetime) -> Goal:  # noqa: ARG001 - every action takes the time
    """Add a goal of a person, or of the household (None).

    Raises:
        PermissionDenied: the actor may not.
        Refused: the person isn't in the case or doesn't take part (`PlanRefusal`).
    """
    with CASES.recorded(PlanEvent.GOAL_ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        goal = Goal(case=case, text=text, person=person)
        _check_goal(goal)
        goal.save()
    return goal


def change_goal(
    goal: Goal,
    text: str,
    person: Person | None,
    *,
    version: int,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> Goal:
    """Change the words of a goal, or whose it is.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed it meanwhile.
        Refused: it has ended, or can't be that person's (`PlanRefusal`).
    """
    with GOALS.recorded(PlanEvent.GOAL_CHANGED, Permission.GOAL_EDIT, goal, actor=actor, version=version) as goal:
        goal.text, goal.person = text, person
        _check_goal(goal)
        goal.save()
    return goal


def _check_goal(goal: Goal) -> None:
    of_household = goal.person is None
    here = {"person": goal.person, "left_on": None, "person__has_died": False}
    bases = goal.case.bases.filter(person=goal.person)
    refuse(
        goal_refusals(
            has_ended=goal.state != GoalState.OPEN,
            in_the_case=of_household or goal.case.case_persons.filter(**here).exists(),
            refuses=not of_household and bases.filter(state__in=(BasisState.REFUSED, BasisState.WITHDRAWN)).exists(),
        )
    )


def add_action(goal: Goal, details: ActionDetails, *, actor: Actor, now: datetime) -> Action:
    """Propose an action towards a goal; what the actor proposes to themselves is accepted at once.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't stand in the plan like this (`PlanRefusal`).
    """
    with GOALS.recorded(PlanEvent.ACTION_ADDED, Permission.GOAL_EDIT, goal, actor=actor) as goal:
        action = Action(goal=goal, case=goal.case)
        _fill(action, details, due_before=None, today=timezone.localdate(now))
        _propose(action, actor=actor, now=now)
        action.save()
        _link(action, details.after)
        notifications.action_asked(action, actor=actor, now=now)
    return action


def change_action(action: Action, details: ActionDetails, *, version: int, actor: Actor, now: datetime) -> Action:
    """Change an action. What was accepted or declined is thereby proposed again, for it is another thing now.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed or answered it meanwhile.
        Refused: it can't stand in the plan like this (`PlanRefusal`).
    """
    with ACTIONS.recorded(
        PlanEvent.ACTION_CHANGED, Permission.ACTION_EDIT, action, actor=actor, version=version
    ) as action:
        before = _agreed_on(action)
        _fill(action, details, due_before=action.due_on, today=timezone.localdate(now))
        if action.state == ActionState.DECLINED or _agreed_on(action) != before:
            if action.state != ActionState.PROPOSED:
                ACTION_STATES.next(ActionState(action.state), ActionAction.PROPOSE_AGAIN)
            _propose(action, actor=actor, now=now)
        action.save()
        _link(action, details.after)
        tell = notifications.action_asked if action.state == ActionState.PROPOSED else notifications.action_changed
        tell(action, actor=actor, now=now)
    return action


def _agreed_on(action: Action) -> tuple[object, ...]:
    """Return what somebody says yes to; how one will know that it helped is no part of it, what it costs is."""
    when = (action.starts_on, action.due_on, action.rhythm)
    return (action.text, action.institution_id, action.member_id, *when, action.cost, action.cost_source)


def _fill(action: Action, details: ActionDetails, *, due_before: date | None, today: date) -> None:
    team = action.case.members.current()
    member = details.member
    refuse(
        action_refusals(
            Proposal(
                goal_has_ended=action.goal.state != GoalState.OPEN,
                has_ended=ActionState(action.state) in ENDED,
                due_on=details.due_on,
                due_before=due_before,
                institution=details.institution.pk,
                institutions=frozenset(team.values_list("institution_id", flat=True)),
                member_of=member.institution_id if member else None,
                member_left=member is not None and not team.filter(pk=member.pk).exists(),
                starts_on=details.starts_on,
                is_repeated=details.rhythm is not None,
                cost=details.cost,
                has_source=details.cost_source is not None,
                in_circles=_in_circles(action, details.after),
                of_another_case=any(one.case_id != action.case_id for one in details.after),
            ),
            today=today,
        )
    )
    _change_owner(action, details.institution, today=today)
    action.text, action.measure, action.due_on = details.text, details.measure, details.due_on
    action.institution, action.member = details.institution, member
    action.measure_from, action.measure_to, action.unit = details.measure_from, details.measure_to, details.unit
    action.starts_on, action.rhythm = details.starts_on, details.rhythm or ""
    action.cost, action.cost_source, action.cost_note = details.cost, details.cost_source or "", details.cost_note


def _change_owner(action: Action, institution: Institution, *, today: date) -> None:
    """Ask anew who may see an action that another institution answers for from now on."""
    if action.pk is not None and action.institution_id != institution.pk and action.may_pass_on:
        action.may_pass_on = False
        end_all(action, today=today)


def _in_circles(action: Action, after: Iterable[Action]) -> bool:
    known: dict[int, list[int]] = {}
    for one, other in ActionLink.objects.filter(action__case=action.case_id).values_list("action_id", "after_id"):
        known.setdefault(one, []).append(other)
    return goes_in_circles({**known, action.pk: [one.pk for one in after]}, action.pk)


def _link(action: Action, after: Iterable[Action]) -> None:
    wanted = {one.pk: one for one in after}
    ActionLink.objects.filter(action=action).exclude(after__in=wanted).delete()
    for one in wanted.keys() - set(ActionLink.objects.filter(action=action).values_list("after_id", flat=True)):
        ActionLink(action=action, after=wanted[one]).save()


def _propose(action: Action, *, actor: Actor, now: datetime) -> None:
    is_asked = how_they_stand(action, actor, leads=True).is_asked
    action.state = first_state(proposer_is_asked=is_asked)
    action.answer, action.proposed_on = "", None
    action.answered_on = timezone.localdate(now) if is_asked else None
    action.answer_due_on = None if is_asked else answer_until(action, now=now)


def answer_until(action: Action, *, now: datetime) -> date:
    """Return the last day for an answer to what is asked for now, as the case's centre sets it."""
    days = number_of(SettingName.ANSWER_DAYS, action.case.centre_id)
    return answer_day(timezone.localdate(now), days=days)


def how_they_stand(action: Action, actor: Actor, *, leads: bool) -> Answerer:
    """Return how the actor stands to an action; `leads` is whether they are lead or deputy of its case."""
    team = action.case.members.current().filter(institution=action.institution_id)
    asked = team if action.member_id is None else team.filter(pk=action.member_id)
    own = asked.filter(membership_id=actor.membership_id) if actor.membership_id is not None else asked.none()
    return Answerer(is_asked=own.exists(), leads=leads, by_letter=not asked.exclude(membership=None).exists())


def what_they_may_do(action: Action, actor: Actor) -> list[ActionAction]:
    """Return what the actor may do with an action now, for the buttons of its page."""
    allowed = ACTIONS.allowed(actor, action)
    if Permission.ACTION_ANSWER not in allowed:
        return []
    who = how_they_stand(action, actor, leads=Permission.ACTION_EDIT in allowed)
    return answers(ActionState(action.state), who)


def accept_action(action: Action, *, answered_on: date, actor: Actor, now: datetime) -> Action:
    """Say yes to an action; the lead does it for those who take part by letter, with the day of their answer.

    Raises:
        PermissionDenied: it isn't the actor's to answer.
        TransitionNotAllowed: it no longer waits for an answer.
        Refused: the day can't be so (`PlanRefusal`).
    """
    event, what = PlanEvent.ACTION_ACCEPTED, ActionAction.ACCEPT
    return _answer(action, event, what, "", answered_on, tell=MessageKind.ACTION_ACCEPTED, actor=actor, now=now)


def decline_action(action: Action, reason: str, *, answered_on: date, actor: Actor, now: datetime) -> Action:
    """Say no to an action, also to one that was accepted, with a reason.

    Raises:
        PermissionDenied: it isn't the actor's to answer.
        TransitionNotAllowed: it no longer waits for an answer.
        Refused: the reason is missing, or the day can't be so (`PlanRefusal`).
    """
    event, what = PlanEvent.ACTION_DECLINED, ActionAction.DECLINE
    return _answer(action, event, what, reason, answered_on, tell=MessageKind.ACTION_DECLINED, actor=actor, now=now)


def finish_action(action: Action, result: str, *, done_on: date, actor: Actor, now: datetime) -> Action:
    """Say that an action was done, and what came of it.

    Raises:
        PermissionDenied: it is neither the actor's to answer nor do they lead the case.
        TransitionNotAllowed: it wasn't accepted.
        Refused: the result is missing, or the day can't be so (`PlanRefusal`).
    """
    event, what = PlanEvent.ACTION_DONE, ActionAction.FINISH
    return _answer(action, event, what, result, done_on, tell=MessageKind.ACTION_DONE, actor=actor, now=now)


def cancel_action(action: Action, reason: str, *, actor: Actor, now: datetime) -> Action:
    """Take an action out of the plan, with a reason; it stays readable.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        TransitionNotAllowed: it has ended.
        Refused: the reason is missing (`PlanRefusal`).
    """
    event, what = PlanEvent.ACTION_CANCELLED, ActionAction.CANCEL
    return _answer(action, event, what, reason, timezone.localdate(now), tell=None, actor=actor, now=now)


def _answer(
    action: Action,
    event: PlanEvent,
    what: ActionAction,
    text: str,
    answered_on: date,
    *,
    tell: MessageKind | None,
    actor: Actor,
    now: datetime,
) -> Action:
    with ACTIONS.recorded(event, Permission.ACTION_ANSWER, action, actor=actor) as action:
        state = ActionState(ACTION_STATES.next(ActionState(action.state), what))
        if what not in what_they_may_do(action, actor):
            raise PermissionDenied(what.value)
        refuse(
            answer_refusals(
                text,
                needs_reason=what in {ActionAction.DECLINE, ActionAction.CANCEL},
                needs_result=what is ActionAction.FINISH,
                answered_on=answered_on,
                opened_on=timezone.localdate(action.case.opened_at),
                today=timezone.localdate(now),
            )
        )
        action.state, action.answer = state, text
        action.answered_on = answered_on
        action.done_on = answered_on if state is ActionState.DONE else None
        action.proposed_on = None
        action.save()
        if tell is None:
            notifications.action_changed(action, actor=actor, now=now)
        else:
            notifications.action_answered(action, tell, actor=actor, now=now)
    return action
