"""What may stand in the plan, and who answers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.plan import (
    FURTHEST,
    Answerer,
    PlanRefusal,
    Proposal,
    action_refusals,
    answer_refusals,
    goal_refusals,
)

TODAY = date(2026, 11, 20)
YESTERDAY = TODAY - timedelta(1)
OPS, SCHOOL = 1, 2
R = PlanRefusal


@pytest.mark.parametrize(
    ("change", "refusals"),
    [
        ({}, set()),
        ({"has_ended": True}, {R.GOAL_ENDED}),
        ({"in_the_case": False}, {R.NOT_IN_THE_CASE}),
        ({"refuses": True}, {R.PERSON_REFUSED}),
    ],
)
def test_goal_refusals(change, refusals):
    assert goal_refusals(**{"has_ended": False, "in_the_case": True, "refuses": False, **change}) == refusals


PROPOSAL = Proposal(
    goal_has_ended=False,
    has_ended=False,
    due_on=TODAY,
    due_before=None,
    institution=SCHOOL,
    institutions=frozenset({OPS, SCHOOL}),
    member_of=SCHOOL,
    member_left=False,
)


@pytest.mark.parametrize(
    ("change", "refusals"),
    [
        ({}, set()),
        ({"goal_has_ended": True}, {R.GOAL_ENDED}),
        ({"has_ended": True}, {R.ACTION_ENDED}),
        ({"due_on": YESTERDAY}, {R.DUE_IN_THE_PAST}),
        ({"due_on": YESTERDAY, "due_before": YESTERDAY}, set()),
        ({"due_on": TODAY + FURTHEST}, set()),
        ({"due_on": TODAY + FURTHEST + timedelta(1)}, {R.DUE_TOO_FAR}),
        ({"institution": 3, "member_of": None}, {R.NOT_IN_THE_TEAM}),
        ({"member_of": None}, set()),
        ({"member_of": OPS}, {R.NOT_THEIR_PERSON}),
        ({"member_left": True}, {R.NOT_THEIR_PERSON}),
    ],
)
def test_action_refusals(change, refusals):
    assert action_refusals(replace(PROPOSAL, **change), today=TODAY) == refusals


@pytest.mark.parametrize(
    ("text", "change", "refusals"),
    [
        ("", {}, set()),
        ("", {"needs_reason": True}, {R.NO_REASON}),
        ("urlop", {"needs_reason": True}, set()),
        ("", {"needs_result": True}, {R.NO_RESULT}),
        ("zrobione", {"needs_result": True}, set()),
        ("", {"answered_on": TODAY + timedelta(1)}, {R.ANSWERED_IN_THE_FUTURE}),
        ("", {"answered_on": TODAY - timedelta(9)}, set()),
        ("", {"answered_on": TODAY - timedelta(10)}, {R.ANSWERED_BEFORE_IT_OPENED}),
    ],
)
def test_answer_refusals(text, change, refusals):
    days = {"answered_on": TODAY, "opened_on": TODAY - timedelta(9), "today": TODAY}
    told = {"needs_reason": False, "needs_result": False, **days, **change}

    assert answer_refusals(text, **told) == refusals


@pytest.mark.parametrize(
    ("is_asked", "leads", "by_letter", "speaks"),
    [
        (True, False, False, True),
        (False, True, False, False),
        (False, True, True, True),
        (False, False, True, False),
    ],
)
def test_who_says_yes_or_no(is_asked, leads, by_letter, speaks):
    assert Answerer(is_asked=is_asked, leads=leads, by_letter=by_letter).speaks is speaks
