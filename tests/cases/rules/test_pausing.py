from datetime import date

import pytest

from kooperacja.cases.rules.pausing import moved
from kooperacja.kernel.calendar import working_days_between


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 11, 23), date(2026, 11, 27), 5),
        (date(2026, 11, 28), date(2026, 11, 29), 0),
        (date(2026, 12, 24), date(2026, 12, 28), 1),
        (date(2026, 11, 24), date(2026, 11, 23), 0),
        (date(2028, 2, 29), date(2028, 2, 29), 1),
    ],
)
def test_working_days_are_counted(first, last, days):
    assert working_days_between(first, last) == days


def test_a_pause_over_a_weekend_moves_nothing():
    assert moved(date(2026, 12, 1), date(2026, 11, 28), date(2026, 11, 29)) == date(2026, 12, 1)


def test_a_pause_moves_by_its_working_days():
    assert moved(date(2026, 12, 1), date(2026, 11, 23), date(2026, 11, 27)) == date(2026, 12, 8)
