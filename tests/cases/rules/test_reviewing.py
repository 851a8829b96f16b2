"""When a case is reviewed next, and when a family is asked after the closure."""

from datetime import date

import pytest

from kooperacja.cases.rules.closing import follow_up_day
from kooperacja.cases.rules.reviewing import last_day_for_review, proposed_review


@pytest.mark.parametrize(
    ("day", "weeks", "proposed"),
    [
        (date(2026, 9, 1), (6, 8), date(2026, 10, 20)),  # a Tuesday, seven weeks later
        (date(2026, 9, 5), (6, 8), date(2026, 10, 26)),  # a Saturday: the Monday after
        (date(2026, 11, 6), (6, 8), date(2026, 12, 28)),  # Christmas Day, and a weekend after it
        (date(2026, 11, 13), (6, 6), date(2026, 12, 23)),  # no working day is left: the one before
    ],
)
def test_a_day_is_proposed(day, weeks, proposed):
    assert proposed_review(day, weeks) == proposed


def test_the_last_day_without_a_reason():
    assert last_day_for_review(date(2026, 9, 1), (6, 8)) == date(2026, 10, 27)


@pytest.mark.parametrize(
    ("closed_on", "months", "asked_on"),
    [
        (date(2026, 3, 3), 6, date(2026, 9, 3)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),  # February has no 31st, and its last day is a Sunday
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 4)),  # New Year's Day, and a weekend after it
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_a_family_is_asked_months_later_on_a_working_day(closed_on, months, asked_on):
    assert follow_up_day(closed_on, months=months) == asked_on
