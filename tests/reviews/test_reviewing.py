"""Holding a review: what it keeps, whom it tells, what it refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.cases.actions.closing import Closing, GoalResult, close_case
from kooperacja.cases.actions.plan import finish_action
from kooperacja.cases.models import CaseMember
from kooperacja.cases.states import ActionState, ClosureReason, GoalAction, GoalState
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.models import Message
from kooperacja.reviews.actions.reviewing import Held, Measured, hold_review, last_review, since_last_review
from kooperacja.reviews.models import Review
from kooperacja.reviews.rules import Decision, ReviewRefusal
from tests.cases.changing import again, change, close, last_event
from tests.world import make

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def today(world):
    return timezone.localdate(world.now)


def held(world, **said):
    return Held(
        **{
            "held_on": today(world),
            "accomplishments": "Kuba chodzi do szkoły.",
            "decision": Decision.GO_ON,
            "persons": [world.person],
            "next_on": today(world) + timedelta(weeks=7),
            **said,
        }
    )


def test_a_review_is_kept_and_sets_the_next(world):
    told = held(
        world,
        members=[world.team["member"]],
        others="ciocia",
        measures={world.action.pk: Measured("61%", "84%"), world.other_action.pk: Measured()},
    )

    review = again(hold_review(world.case, told, actor=world.lead.actor, now=world.now))

    assert (review.accomplishments, review.others, review.decision) == ("Kuba chodzi do szkoły.", "ciocia", "go_on")
    assert {(one.person, one.member) for one in review.attendances.all()} == {
        (world.person, None),
        (None, world.team["member"]),
    }
    assert [(one.action, one.was, one.now) for one in review.measures.all()] == [(world.action, "61%", "84%")]
    assert again(world.case).review_on == review.next_on == told.next_on
    event = last_event("reviews.held")
    assert event.subject_id == world.case.public_id
    assert "Kuba" not in str(event.changes)
    assert not Message.objects.filter(kind="review_escalated")


def test_asking_for_help_tells_the_head_the_number_alone(world):
    told = held(world, decision=Decision.ESCALATE, reason="mieszkanie")

    hold_review(world.case, told, actor=world.deputy.actor, now=world.now)

    message = Message.objects.get(kind="review_escalated")
    assert (message.recipient, message.reference) == (world.head.user, world.case.number)


def test_to_close_sets_no_next_day(world):
    before = again(world.case).review_on

    review = hold_review(
        world.case, held(world, decision=Decision.CLOSE, next_reason="x"), actor=world.lead.actor, now=world.now
    )

    assert (review.next_on, review.next_reason) == (None, "")
    assert again(world.case).review_on == before


def test_a_review_that_lacks_something_is_refused(world):
    told = held(world, held_on=world.review.held_on, persons=[], next_on=None)

    with pytest.raises(Refused) as refused:
        hold_review(world.case, told, actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {ReviewRefusal.HELD_ALREADY, ReviewRefusal.NOBODY, ReviewRefusal.NEXT_MISSING}
    assert Review.objects.count() == 1


@pytest.mark.parametrize("who", ["member", "former", "head", "colleague", "neighbour", "operator"])
def test_others_hold_none(world, who):
    with pytest.raises(PermissionDenied):
        hold_review(world.case, held(world), actor=getattr(world, who).actor, now=world.now)


def test_nobody_reviews_a_closed_case(world):
    close(world)

    with pytest.raises(PermissionDenied):
        hold_review(world.case, held(world), actor=world.lead.actor, now=world.now)


@pytest.mark.parametrize("what", ["persons", "members", "measures"])
def test_nobody_and_nothing_of_another_case_is_named(world, what):
    other = make(
        type(world.case),
        number="S/8/2026/990101",
        centre=world.ops,
        household=world.household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    person = make(type(world.person), centre=world.ops, first_name="Obca", surname="Osoba")
    member = make(
        CaseMember, case=other, institution=world.ops, membership=world.lead.membership, joined_on=today(world)
    )
    named = {"persons": [person], "members": [member], "measures": {0: Measured("1", "2")}}

    with pytest.raises(PermissionDenied):
        hold_review(world.case, held(world, **{what: named[what]}), actor=world.lead.actor, now=world.now)


def test_what_has_happened_since(world):
    change(world.other_action, state=ActionState.DONE, done_on=today(world))
    change(world.goal, state=GoalState.MET, ended_on=today(world))

    since = since_last_review(world.case, actor=world.lead.actor)

    assert (since.day, since.goals, since.actions) == (world.review.held_on, [world.goal], [world.other_action])
    now = world.review.measures.get().now
    assert since.measured == [(world.other_action, ""), (world.action, now)]
    assert last_review(world.case) == world.review


def test_what_was_said_at_the_last_review_is_not_said_anew(world):
    day = world.review.held_on
    change(world.other_action, state=ActionState.DONE, done_on=day)
    change(world.goal, state=GoalState.MET, ended_on=day)

    since = since_last_review(world.case, actor=world.lead.actor)

    assert (since.goals, since.actions) == ([], [])


def test_what_is_noted_after_the_last_review_counts_whatever_its_day(world):
    lead = world.lead.actor
    review = change(world.review, held_on=today(world), recorded_at=timezone.now())
    finish_action(world.other_action, "Umowa podpisana", done_on=review.held_on - DAY, actor=lead, now=world.now)
    end = {world.goal.pk: GoalResult(GoalAction.MEET, "Chodzi na lekcje.")}
    close_case(world.case, Closing(ClosureReason.GOALS_MET, results=end), actor=lead, now=world.now)

    since = since_last_review(world.case, actor=lead)
    assert (since.goals, since.actions) == ([world.goal], [world.other_action])

    change(world.review, recorded_at=timezone.now())
    since = since_last_review(world.case, actor=lead)
    assert (since.goals, since.actions) == ([], []), "a review that is written down later has shown them"


def test_an_action_whose_day_is_talked_about_is_measured(world):
    change(world.action, state=ActionState.OTHER_DAY, proposed_on=today(world))

    assert world.action in [action for action, _was in since_last_review(world.case, actor=world.lead.actor).measured]


@pytest.mark.parametrize("state", [ActionState.DECLINED, ActionState.CANCELLED, ActionState.ACCEPTED])
def test_what_somebody_has_written_about_is_measured_once_whatever_became_of_it(world, state):
    change(world.action, state=state)
    typed = {world.action.public_id}

    measured = since_last_review(world.case, actor=world.lead.actor, typed=typed).measured

    assert [action for action, _was in measured].count(world.action) == 1


def test_how_it_was_is_proposed_anew_if_nobody_said_how_it_is(world):
    change(world.review.measures.get(), was="61%", now="")

    assert dict(since_last_review(world.case, actor=world.lead.actor).measured)[world.action] == "61%"


def test_before_the_first_review_everything_counts(world):
    other = make(
        type(world.case),
        number="S/8/2026/990101",
        centre=world.ops,
        household=world.household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )

    since = since_last_review(other, actor=world.lead.actor)

    assert (since.day, since.goals, since.measured) == (None, [], [])
