"""Closing a case: goal by goal, once, with everybody told, and partners out."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.actions.closing import Closing, GoalResult, close_case
from kooperacja.cases.models import Case, ClosureReason, Goal
from kooperacja.cases.policies import CASES
from kooperacja.cases.rules.closing import ClosingRefusal
from kooperacja.cases.states import ActionState, CaseState, GoalAction, GoalState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.outbox.models import Message
from tests.cases.changing import again, change, close, join, key, last_event
from tests.world import as_, make


def met(world, result="Kuba chodzi do szkoły"):
    return Closing(ClosureReason.GOALS_MET, "Udało się.", {world.goal.pk: GoalResult(GoalAction.MEET, result)})


def test_a_case_closes_with_its_goals_and_actions(world):
    change(world.other_action, state=ActionState.DONE, done_on=timezone.localdate())

    close_case(world.case, met(world), actor=world.lead.actor, now=world.now)

    case, goal = again(world.case), again(world.goal)
    assert (case.state, case.closure_reason, case.closed_by) == (CaseState.CLOSED, "goals_met", world.lead.user)
    assert case.closure_note == "Udało się."
    assert (goal.state, goal.result) == (GoalState.MET, "Kuba chodzi do szkoły")
    assert goal.ended_on == timezone.localdate(world.now)
    assert again(world.action).state == ActionState.CANCELLED
    assert again(world.other_action).state == ActionState.DONE
    event = last_event("cases.closed")
    assert event.subject_id == case.public_id
    assert "Udało się" not in str(event.changes)


def test_the_team_is_told_and_partners_lose_it(world):
    join(world, world.colleague)

    close_case(world.case, met(world), actor=world.lead.actor, now=world.now)

    told = {(one.recipient_id, one.path) for one in Message.objects.filter(kind="case_closed")}
    view = reverse("cases:view", args=[world.case.public_id])
    assert told == {
        (world.deputy.user.pk, view),
        (world.colleague.user.pk, view),
        (world.member.user.pk, reverse("cases:list")),
    }
    assert not CASES.allowed(world.member.actor, world.case)


def test_partly_needs_the_result_of_each_goal(world):
    closing = Closing(ClosureReason.PARTIAL, results={world.goal.pk: GoalResult(GoalAction.MEET_PARTLY)})

    with pytest.raises(Refused) as refused:
        close_case(world.case, closing, actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {ClosingRefusal.RESULTS_MISSING}
    assert again(world.case).state == CaseState.ACTIVE
    assert again(world.goal).state == GoalState.OPEN


def test_a_goal_that_nobody_mentions_keeps_the_case_open(world):
    with pytest.raises(Refused) as refused:
        close_case(world.case, Closing(ClosureReason.MOVED), actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {ClosingRefusal.GOAL_OPEN}


def test_a_case_without_a_plan_closes_too(world):
    case = change(world.case, state=CaseState.OPENED)
    change(world.goal, state=GoalState.DROPPED, ended_on=timezone.localdate())

    close_case(case, Closing(ClosureReason.WITHDRAWN), actor=world.deputy.actor, now=world.now)

    assert again(case).state == CaseState.CLOSED


def test_nobody_closes_twice(world):
    close_case(world.case, met(world), actor=world.lead.actor, now=world.now)

    with pytest.raises(TransitionNotAllowed):
        close_case(world.case, met(world), actor=world.deputy.actor, now=world.now)


@pytest.mark.parametrize("name", ["member", "former", "head", "intake", "colleague", "neighbour_head", "operator"])
def test_nobody_else_closes(world, name):
    with pytest.raises(PermissionDenied):
        close_case(world.case, met(world), actor=getattr(world, name).actor, now=world.now)


# The page


def form(world, **changes):
    prefix = str(world.goal.public_id)
    sent = {
        "idempotency_key": key(),
        "reason": "partial",
        "summary": "Jest lepiej.",
        f"{prefix}-end": "meet_partly",
        f"{prefix}-result": "Frekwencja 80%",
    }
    return {**sent, **changes}


def test_the_page_closes_once(client, world):
    as_(client, world.lead)
    url, sent = reverse("cases:close", args=[world.case.public_id]), form(world)

    answers = [client.post(url, sent) for _ in range(2)]

    assert {answer.url for answer in answers} == {reverse("cases:view", args=[world.case.public_id])}
    assert again(world.goal).result == "Frekwencja 80%"
    assert again(world.case).closure_reason == ClosureReason.PARTIAL
    html = client.get(answers[0].url).content.decode()
    assert "Jest lepiej." in html


def test_every_open_goal_must_be_answered(client, world):
    make(Goal, case=world.case, text="Drugi cel")

    answer = as_(client, world.lead).post(reverse("cases:close", args=[world.case.public_id]), form(world))

    assert answer.status_code == 200
    assert Case.objects.get(pk=world.case.pk).state == CaseState.ACTIVE


def test_refusals_stand_at_the_form(client, world):
    answer = as_(client, world.lead).post(
        reverse("cases:close", args=[world.case.public_id]), form(world, reason="goals_met")
    )

    assert str(ClosingRefusal.NOT_ALL_MET.label) in answer.content.decode()


def test_the_paper_of_a_closed_case_says_how_it_ended(client, world):
    change(world.goal, state=GoalState.MET, result="Kuba chodzi do szkoły", ended_on=timezone.localdate())
    close(world)

    html = as_(client, world.lead).get(reverse("cases:file_note", args=[world.case.public_id])).content.decode()

    assert "Kuba chodzi do szkoły" in html
    assert str(ClosureReason.GOALS_MET.label) in html
    assert world.lead.user.name in html
