from datetime import date

import pytest

from kooperacja.cases.rules.start import Missing, missing_to_start

WHOLE = {"bases": 1, "goals": 1, "actions": 1, "review_on": date(2026, 6, 1)}


def test_the_smallest_case_is_an_agreement_a_goal_an_action_and_a_review():
    assert missing_to_start(**WHOLE) == frozenset()


@pytest.mark.parametrize(
    ("lacking", "missing"),
    [
        ({"bases": 0}, {Missing.AGREEMENT}),
        ({"goals": 0}, {Missing.GOAL}),
        ({"actions": 0}, {Missing.ACTION}),
        ({"review_on": None}, {Missing.REVIEW}),
        ({"bases": 0, "goals": 0, "actions": 0, "review_on": None}, set(Missing)),
    ],
)
def test_what_is_missing(lacking, missing):
    assert missing_to_start(**{**WHOLE, **lacking}) == missing
