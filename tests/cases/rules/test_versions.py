"""Versions of a plan: what is refused, what is different; papers by number."""

from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.papers import PaperRefusal, paper_refusals
from kooperacja.cases.rules.versions import Change, Difference, Fact, Kind, VersionRefusal, changes, version_refusals

TODAY = date(2026, 11, 22)
R = VersionRefusal


@pytest.mark.parametrize(
    ("told", "refusals"),
    [
        ({}, set()),
        ({"who": 1, "agreed_on": TODAY, "how": "writing"}, set()),
        ({"has_goals": False}, {R.EMPTY}),
        ({"who": 2}, {R.NO_DAY, R.NO_WAY}),
        ({"agreed_on": TODAY}, {R.NOBODY}),
        ({"how": "writing"}, {R.NOBODY}),
        ({"who": 1, "agreed_on": TODAY + timedelta(1), "how": "writing"}, {R.IN_THE_FUTURE}),
        ({"who": 1, "agreed_on": TODAY, "how": "writing", "strangers": True}, {R.NOT_TAKING_PART}),
    ],
)
def test_version_refusals(told, refusals):
    least = {"has_goals": True, "strangers": False, "who": 0, "agreed_on": None, "how": ""}

    assert version_refusals(**{**least, **told}, today=TODAY) == refusals


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
