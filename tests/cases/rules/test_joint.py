"""Joint decisions: the rule as a table, and every reason against asking and answering."""

from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.joint import (
    Channel,
    JointRefusal,
    Question,
    Result,
    Rule,
    Said,
    Vote,
    needed,
    question_refusals,
    result,
    tally,
    vote_refusals,
)

DAY = date(2028, 2, 29)
VOTES = {"y": Vote.YES, "n": Vote.NO, "a": Vote.ABSTAINS, ".": ""}


def votes(text):
    return tally(VOTES[one] for one in text)


@pytest.mark.parametrize(
    ("rule", "number", "said", "outcome"),
    [
        (Rule.ALL, None, "...", Result.OPEN),
        (Rule.ALL, None, "yy.", Result.OPEN),
        (Rule.ALL, None, "yyy", Result.CARRIED),
        (Rule.ALL, None, "n..", Result.REJECTED),
        (Rule.ALL, None, "yya", Result.CARRIED),
        (Rule.ALL, None, "a..", Result.OPEN),
        (Rule.ALL, None, "aa.", Result.OPEN),
        (Rule.ALL, None, "aaa", Result.REJECTED),
        (Rule.ANY, None, "...", Result.OPEN),
        (Rule.ANY, None, "nn.", Result.OPEN),
        (Rule.ANY, None, "ny.", Result.CARRIED),
        (Rule.ANY, None, "nna", Result.REJECTED),
        (Rule.SOME, 2, "y..", Result.OPEN),
        (Rule.SOME, 2, "yy.", Result.CARRIED),
        (Rule.SOME, 2, "nn.", Result.REJECTED),
        (Rule.SOME, 2, "an.", Result.REJECTED),
        (Rule.SOME, 3, "y.", Result.REJECTED),  # one of three left the team
        (Rule.ALL, None, "", Result.REJECTED),  # all of them left
        (Rule.ANY, None, "", Result.REJECTED),
    ],
)
def test_the_rule(rule, number, said, outcome):
    assert result(rule, number, votes(said), answer_by=DAY, today=DAY) is outcome


def test_what_nobody_settled_ends_with_its_day_or_with_the_case():
    after = DAY + timedelta(days=1)
    told = {"answer_by": DAY, "today": after}

    assert result(Rule.ANY, None, votes("n."), **told) is Result.LAPSED
    assert result(Rule.ANY, None, votes("n."), answer_by=DAY, today=DAY, is_case_closed=True) is Result.LAPSED
    assert result(Rule.ANY, None, votes("y."), **told) is Result.CARRIED
    assert result(Rule.ALL, None, votes("n."), **told) is Result.REJECTED


def test_how_many_are_needed():
    assert needed(Rule.ALL, None, votes("ya.")) == 2
    assert needed(Rule.ALL, None, votes("aa")) == 1
    assert needed(Rule.ANY, None, votes("yyy")) == 1
    assert needed(Rule.SOME, 2, votes("yyy")) == 2
    assert votes("ynna.").asked == 5


GOOD = {"asked": frozenset({1, 2}), "in_the_team": frozenset({1, 2, 3}), "rule": Rule.ALL, "number": None}


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"asked": frozenset()}, JointRefusal.NOBODY),
        ({"asked": frozenset({1, 9})}, JointRefusal.NOT_IN_THE_TEAM),
        ({"rule": Rule.SOME}, JointRefusal.NO_NUMBER),
        ({"rule": Rule.SOME, "number": 0}, JointRefusal.NO_NUMBER),
        ({"rule": Rule.SOME, "number": 3}, JointRefusal.TOO_MANY),
        ({"answer_by": DAY - timedelta(days=1)}, JointRefusal.DAY_PASSED),
        ({"answer_by": date(2034, 1, 1)}, JointRefusal.DAY_TOO_FAR),
        ({"of_another_case": True}, JointRefusal.OF_ANOTHER_CASE),
        ({"is_again": True, "has_reason": True, "has_ended": False}, JointRefusal.NOT_ENDED),
        ({"is_again": True, "has_reason": True, "was_asked_again": True}, JointRefusal.ASKED_AGAIN),
        ({"is_again": True}, JointRefusal.NO_REASON),
    ],
)
def test_a_question_that_is_not_asked(wrong, refusal):
    assert question_refusals(Question(**{**GOOD, "answer_by": DAY, **wrong}), today=DAY) == {refusal}


def test_a_question_that_is_asked():
    assert question_refusals(Question(**GOOD, answer_by=DAY), today=DAY) == set()
    some = {**GOOD, "rule": Rule.SOME, "number": 2, "answer_by": DAY}
    assert question_refusals(Question(**some), today=DAY) == set()
    again = {**GOOD, "answer_by": DAY, "is_again": True, "has_reason": True}
    assert question_refusals(Question(**again), today=DAY) == set()


@pytest.mark.parametrize(
    ("said", "more", "refusals"),
    [
        (Said(Vote.YES), {}, set()),
        (Said(Vote.ABSTAINS), {}, set()),
        (Said(Vote.NO, "Nie mamy miejsc."), {}, set()),
        (Said(Vote.NO), {}, {JointRefusal.NO_REASON}),
        (Said(Vote.YES), {"is_open": False}, {JointRefusal.ENDED}),
        (Said(Vote.YES), {"is_by_letter": True}, {JointRefusal.NO_CHANNEL, JointRefusal.NO_DAY}),
        (Said(Vote.YES, "", Channel.PHONE, DAY), {"is_by_letter": True}, set()),
        (
            Said(Vote.YES, "", Channel.PHONE, DAY + timedelta(days=1)),
            {"is_by_letter": True},
            {JointRefusal.IN_THE_FUTURE},
        ),
        (Said(Vote.YES, "", Channel.PHONE, DAY - timedelta(days=5)), {"is_by_letter": True}, {JointRefusal.TOO_EARLY}),
    ],
)
def test_an_answer(said, more, refusals):
    known = {"is_open": True, "is_by_letter": False, "asked_on": DAY - timedelta(days=4), "today": DAY, **more}

    assert vote_refusals(said, **known) == refusals
