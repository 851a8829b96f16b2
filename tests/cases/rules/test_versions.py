"""Versions of a plan: what is refused, what is different; papers by number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.papers import PaperRefusal, paper_refusals
from kooperacja.cases.rules.versions import (
    Change,
    Difference,
    Fact,
    Freezing,
    Kind,
    VersionRefusal,
    changes,
    fingerprint,
    version_refusals,
)

TODAY = date(2026, 11, 22)
R = VersionRefusal
OPENED = TODAY - timedelta(30)
LEAST = Freezing(
    has_goals=True,
    changed=False,
    strangers=False,
    who=0,
    adults=0,
    born=None,
    agreed_on=None,
    how="",
    opened_on=OPENED,
)
AGREED = {"who": 1, "adults": 1, "agreed_on": TODAY, "how": "writing"}


@pytest.mark.parametrize(
    ("told", "refusals"),
    [
        ({}, set()),
        (AGREED, set()),
        ({**AGREED, "agreed_on": OPENED, "born": OPENED}, set()),
        ({"has_goals": False}, {R.EMPTY}),
        ({"changed": True}, {R.CHANGED}),
        ({"who": 2, "adults": 1}, {R.NO_DAY, R.NO_WAY}),
        ({"agreed_on": TODAY}, {R.NOBODY}),
        ({"how": "writing"}, {R.NOBODY}),
        ({**AGREED, "adults": 0}, {R.ONLY_CHILDREN}),
        ({**AGREED, "agreed_on": TODAY + timedelta(1)}, {R.IN_THE_FUTURE}),
        ({**AGREED, "agreed_on": OPENED - timedelta(1)}, {R.BEFORE_IT_OPENED}),
        ({**AGREED, "born": TODAY + timedelta(1)}, {R.BEFORE_BIRTH}),
        ({**AGREED, "strangers": True}, {R.NOT_TAKING_PART}),
    ],
)
def test_version_refusals(told, refusals):
    assert version_refusals(replace(LEAST, **told), today=TODAY) == refusals


def test_another_plan_has_another_fingerprint_and_the_same_one_has_the_same():
    plan = {"goals": {"g": {"text": "Cel", "state": "w toku"}, "h": {"text": "ż"}}, "actions": {}}
    same = {"actions": {}, "goals": {"h": {"text": "ż"}, "g": {"state": "w toku", "text": "Cel"}}}

    assert fingerprint(plan) == fingerprint(same)
    assert fingerprint(plan) != fingerprint({**plan, "actions": {"a": {"text": "Obiady"}}})


def test_changes():
    before = {
        "goals": {"g": {"text": "Cel", "state": "w toku"}},
        "actions": {"a": {"text": "Obiady", "due": "1 maja"}, "b": {"text": "Asystent"}},
    }
    after = {
        "goals": {"g": {"text": "Cel", "state": "w toku"}},
        "actions": {"c": {"text": "Lekarz"}, "a": {"text": "Obiady", "due": "2 maja", "cost": "5 zł"}},
    }

    assert changes(before, after) == [
        Change(Kind.ADDED, "Lekarz"),
        Change(Kind.CHANGED, "Obiady", (Difference(Fact.DUE, "1 maja", "2 maja"), Difference(Fact.COST, "", "5 zł"))),
        Change(Kind.GONE, "Asystent"),
    ]
    assert changes(before, before) == []
    assert changes({}, {}) == []


@pytest.mark.parametrize(
    ("known", "day", "refusals"),
    [
        (False, TODAY, set()),
        (True, TODAY, {PaperRefusal.KNOWN}),
        (False, TODAY + timedelta(1), {PaperRefusal.IN_THE_FUTURE}),
    ],
)
def test_paper_refusals(known, day, refusals):
    assert paper_refusals(is_known=known, dated_on=day, today=TODAY) == refusals
