"""What a review must say, and what is written down when a family is asked how it is going."""

from datetime import date

import pytest

from kooperacja.reviews.rules import (
    Decision,
    FollowUpRefusal,
    Outcome,
    ReviewRefusal,
    follow_up_refusals,
    review_refusals,
)

GOOD = {
    "held_on": date(2026, 9, 1),
    "opened_on": date(2026, 7, 1),
    "today": date(2026, 9, 2),
    "held_days": frozenset({date(2026, 8, 1)}),
    "anybody": True,
    "decision": Decision.GO_ON,
    "reason": "",
    "next_on": date(2026, 10, 20),
    "next_reason": "",
    "last_day": date(2026, 10, 27),
}
R = ReviewRefusal


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, set()),
        ({"held_on": date(2026, 9, 3)}, {R.HELD_IN_THE_FUTURE}),
        ({"held_on": date(2026, 6, 30)}, {R.HELD_BEFORE_IT_OPENED}),
        ({"held_on": date(2026, 8, 1)}, {R.HELD_ALREADY}),
        ({"anybody": False}, {R.NOBODY}),
        ({"decision": Decision.ESCALATE}, {R.NO_REASON}),
        ({"decision": Decision.ESCALATE, "reason": "mieszkanie"}, set()),
        ({"next_on": None}, {R.NEXT_MISSING}),
        ({"next_on": None, "decision": Decision.CLOSE}, set()),
        ({"next_on": date(2026, 9, 2)}, {R.NEXT_PASSED}),
        ({"next_on": date(2026, 9, 2), "decision": Decision.CLOSE}, set()),
        ({"next_on": date(2026, 10, 27)}, set()),
        ({"next_on": date(2026, 10, 28)}, {R.NEXT_TOO_LATE}),
        ({"next_on": date(2026, 10, 28), "next_reason": "sanatorium"}, set()),
    ],
)
def test_a_review(change, refused):
    assert review_refusals(**GOOD | change) == refused


TALK = {
    "is_awaited": True,
    "asked_on": date(2026, 9, 1),
    "closed_on": date(2026, 3, 1),
    "today": date(2026, 9, 1),
    "outcome": Outcome.DONE,
    "how_it_goes": "dobrze",
    "needs_help": False,
    "again_on": None,
    "gives_up": False,
}
UNREACHED = {"outcome": Outcome.UNREACHABLE, "how_it_goes": "", "needs_help": None}
F = FollowUpRefusal


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, set()),
        ({"is_awaited": False, "closed_on": None}, {F.NOT_AWAITED}),
        ({"asked_on": date(2026, 9, 2)}, {F.ASKED_IN_THE_FUTURE}),
        ({"asked_on": date(2026, 2, 28)}, {F.ASKED_BEFORE_CLOSURE}),
        ({"how_it_goes": ""}, {F.NOTHING_SAID}),
        ({"needs_help": None}, {F.NEED_UNKNOWN}),
        ({"outcome": Outcome.REFUSED, "how_it_goes": "", "needs_help": None}, set()),
        ({"again_on": date(2026, 9, 1)}, {F.AGAIN_IN_THE_PAST}),
        ({"again_on": date(2026, 9, 2)}, set()),
        ({"gives_up": True}, set()),
        (UNREACHED, {F.AGAIN_MISSING}),
        (UNREACHED | {"again_on": date(2026, 9, 2)}, set()),
        (UNREACHED | {"gives_up": True}, set()),
        (UNREACHED | {"again_on": date(2026, 9, 2), "gives_up": True}, {F.AGAIN_MISSING}),
    ],
)
def test_a_talk_after_the_closure(change, refused):
    assert follow_up_refusals(**TALK | change) == refused
