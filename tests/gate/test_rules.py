"""What must be said of what was tried, of the decision, and of help that can't wait."""

from datetime import date

import pytest

from kooperacja.cases.rules.crisis import CrisisRefusal as C
from kooperacja.cases.rules.crisis import crisis_refusals, workshop_day
from kooperacja.gate.rules import (
    AGAINST,
    FOR,
    Heard,
    Reason,
    on_behalf_refusals,
    qualification_refusals,
    tried_refusals,
)
from kooperacja.gate.rules import QualificationRefusal as Q
from kooperacja.gate.rules import TriedRefusal as T

TODAY = date(2028, 2, 29)
BEFORE, LATER = date(2028, 2, 1), date(2028, 3, 1)


@pytest.mark.parametrize(
    ("what", "since", "until", "refused"),
    [
        ("obiady", None, None, set()),
        ("obiady", BEFORE, TODAY, set()),
        ("obiady", TODAY, TODAY, set()),
        ("", None, None, {T.NOTHING}),
        ("obiady", LATER, None, {T.SINCE_IN_FUTURE}),
        ("obiady", None, LATER, {T.UNTIL_IN_FUTURE}),
        ("obiady", TODAY, BEFORE, {T.UNTIL_BEFORE_SINCE}),
    ],
)
def test_what_was_tried(what, since, until, refused):
    assert tried_refusals(what, since=since, until=until, today=TODAY) == refused


def test_what_was_withdrawn_stays_so():
    assert tried_refusals("obiady", since=None, until=None, today=TODAY, is_withdrawn=True) == {T.WITHDRAWN}


@pytest.mark.parametrize(
    ("names", "heard", "itself", "refused"),
    [
        (True, Heard.CALL, False, set()),
        (False, Heard.LETTER, False, {T.NO_BODY}),
        (True, Heard.OWN, False, {T.NOT_HEARD}),
        (True, Heard.TALK, True, {T.WRITES_ITSELF}),
    ],
)
def test_for_another_institution(names, heard, itself, refused):
    assert on_behalf_refusals(names_a_body=names, heard=heard, writes_itself=itself) == refused


GOOD = {
    "reasons": [Reason.MANY],
    "words": "",
    "decided_on": TODAY,
    "opened_on": BEFORE,
    "today": TODAY,
    "is_community": False,
}


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, set()),
        ({"reasons": [], "words": "rodzina prosi"}, set()),
        ({"reasons": []}, {Q.NO_REASON}),
        ({"decided_on": LATER}, {Q.IN_FUTURE}),
        ({"decided_on": date(2028, 1, 31)}, {Q.BEFORE_OPENING}),
        ({"is_community": True}, {Q.OF_COMMUNITY}),
    ],
)
def test_the_decision(changes, refused):
    assert qualification_refusals(**GOOD | changes) == refused


def test_every_reason_is_asked_once():
    assert sorted((*FOR, *AGAINST)) == sorted(Reason)


HURRY = {"since": TODAY, "opened_on": BEFORE, "today": TODAY, "is_community": False, "is_running": False}


@pytest.mark.parametrize(
    ("reason", "changes", "refused"),
    [
        ("zimno", {}, set()),
        ("", {}, {C.NO_REASON}),
        ("zimno", {"since": LATER}, {C.IN_FUTURE}),
        ("zimno", {"since": date(2028, 1, 31)}, {C.BEFORE_OPENING}),
        ("zimno", {"is_community": True}, {C.OF_COMMUNITY}),
        ("zimno", {"is_running": True}, {C.NOTED_ALREADY}),
    ],
)
def test_help_that_cannot_wait(reason, changes, refused):
    assert crisis_refusals(reason, **HURRY | changes) == refused


@pytest.mark.parametrize(
    ("since", "due"), [(date(2028, 1, 30), TODAY), (TODAY, date(2028, 3, 30)), (date(2026, 12, 2), date(2027, 1, 1))]
)
def test_thirty_calendar_days(since, due):
    assert workshop_day(since, days=30) == due
