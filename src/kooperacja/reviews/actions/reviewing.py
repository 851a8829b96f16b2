"""Reviewing a case: what went well first, then what has changed, then what next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.cases.actions.progress import set_review
from kooperacja.cases.models import Action, Case, CaseMember
from kooperacja.cases.policies import ACTIONS, CASES, GOALS
from kooperacja.cases.rules.reviewing import last_day_for_review
from kooperacja.cases.states import WAITING, ActionState, GoalState
from kooperacja.institutions.actions.own import review_weeks
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import Person

from .. import notifications
from ..events import ReviewEvent
from ..models import Attendance, Measure, Review
from ..rules import Decision, review_refusals


@dataclass(frozen=True)
class Measured:
    """How one sees that an action helped: as it was and as it is now."""

    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class Held:
    """What was said and decided at a review; `measures` by the action's primary key."""

    held_on: date
    accomplishments: str
    decision: Decision
    persons: Collection[Person] = ()
    members: Collection[CaseMember] = ()
    others: str = ""
    measures: Mapping[int, Measured] = field(default_factory=dict)
    reason: str = ""
    next_on: date | None = None
    next_reason: str = ""


def hold_review(case: Case, held: Held, *, actor: Actor, now: datetime) -> Review:
    """Write a review down and set the date of the next; asking for help tells the centre's head.

    The decision to end the cooperation closes nothing yet: closing goes goal by goal (`close_case`).

    Raises:
        PermissionDenied: the actor may not, or names somebody or something of another case.
        Refused: something is missing or can't be so (`ReviewRefusal`).
    """
    with CASES.recorded(ReviewEvent.HELD, Permission.CASE_EDIT, case, actor=actor) as case:
        _require_of(case, held)
        today = timezone.localdate(now)
        refuse(
            review_refusals(
                held_on=held.held_on,
                opened_on=timezone.localdate(case.opened_at),
                today=today,
                held_days=frozenset(Review.objects.filter(case=case).values_list("held_on", flat=True)),
                anybody=bool(held.persons or held.members or held.others),
                decision=held.decision,
                reason=held.reason,
                next_on=held.next_on,
                next_reason=held.next_reason,
                last_day=last_day_for_review(held.held_on, review_weeks(case.centre_id)),
            )
        )
        next_on = None if held.decision is Decision.CLOSE else held.next_on
        review = Review(
            case=case,
            held_on=held.held_on,
            others=held.others,
            accomplishments=held.accomplishments,
            decision=held.decision,
            reason=held.reason,
            next_on=next_on,
            next_reason=held.next_reason if next_on else "",
            recorded_by_id=cast(int, actor.membership_id),
            recorded_at=now,
        )
        review.save()
        _keep_parts(review, held)
        if next_on is not None:
            set_review(case, next_on, version=case.version, actor=actor, now=now)
        if held.decision is Decision.ESCALATE:
            notifications.escalated(review, actor=actor, now=now)
    return review


def _require_of(case: Case, held: Held) -> None:
    """A form offers the case's own people and actions alone; whoever sends others is refused."""
    of_case = [
        (case.case_persons.values_list("person_id", flat=True), {one.pk for one in held.persons}),
        (case.members.values_list("pk", flat=True), {one.pk for one in held.members}),
        (case.actions.values_list("pk", flat=True), set(held.measures)),
    ]
    if any(named - set(known) for known, named in of_case):
        raise PermissionDenied


def _keep_parts(review: Review, held: Held) -> None:
    for person in held.persons:
        Attendance(review=review, person=person).save()
    for member in held.members:
        Attendance(review=review, member=member).save()
    for action, measured in held.measures.items():
        if measured.was or measured.now:
            Measure(review=review, action_id=action, was=measured.was, now=measured.now).save()


def last_review(case: Case) -> Review | None:
    """Return the newest review of the case. Ask the policy before showing it."""
    return Review.objects.filter(case=case).order_by("-held_on").first()


@dataclass(frozen=True)
class Since:
    """What there is to talk about: what was reached and done since a day, and what is measured."""

    day: date | None
    goals: list[Any]
    actions: list[Any]
    measured: list[tuple[Action, str]]
    """Actions that are done since then or still to be done, each with how it stood at the last review."""


def since_last_review(case: Case, *, actor: Actor, typed: Collection[UUID] = ()) -> Since:
    """Return what has happened since the last review, or since the beginning, as far as the actor may see it.

    Args:
        typed: actions that are measured in any case, because somebody has written about them already.
    """
    last = last_review(case)
    goals = GOALS.permitted(actor, Permission.GOAL_VIEW).filter(case=case).select_related("person")
    reached: list[Any] = list(goals.filter(state__in=(GoalState.MET, GoalState.PARTLY)).order_by("ended_on", "pk"))
    actions = ACTIONS.permitted(actor, Permission.ACTION_VIEW).filter(case=case)
    actions = actions.filter(Q(state__in=(ActionState.DONE, *WAITING)) | Q(public_id__in=typed))
    known: list[Any] = list(actions.select_related("institution", "goal").order_by("due_on", "pk"))
    done = [action for action in known if action.state == ActionState.DONE]
    before: dict[int, str] = {}
    if last is not None:
        noted = _ended_since(last, case, [*reached, *done])
        reached = [goal for goal in reached if goal.ended_on > last.held_on or str(goal.public_id) in noted]
        done = [action for action in done if action.done_on > last.held_on or str(action.public_id) in noted]
        before = {measure.action_id: measure.now or measure.was for measure in last.measures.all()}
    others = [action for action in known if action.state in WAITING or action.public_id in typed]
    measured = [*done, *(action for action in others if action not in done)]
    return Since(
        day=last.held_on if last else None,
        goals=reached,
        actions=done,
        measured=[(action, before.get(action.pk, "")) for action in measured],
    )


def _ended_since(last: Review, case: Case, rows: list[Any]) -> set[str]:
    """Return which of these goals and actions were noted as ended after that review was written down.

    The day on which something was done isn't enough: what is done on the day of the review after it, or noted later
    with an earlier day, would be in no review.
    """
    subjects = [case.public_id, *(row.public_id for row in rows)]
    changes = Event.objects.filter(subject_id__in=subjects, at__gt=last.recorded_at).values_list("changes", flat=True)
    return {change["id"] for one in changes for change in one if "state" in change.get("fields", {})}
