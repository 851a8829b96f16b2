from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.kernel.calendar import (
    WARSAW,
    deadline,
    holidays_between,
    holidays_in,
    is_holiday,
    is_working_day,
    nth_working_day,
    polish_time,
    working_day_deadline,
)

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2024, 12, 24), False),  # a working day for the last time
        (date(2025, 12, 24), True),
        (date(2026, 1, 6), True),
        (date(2026, 4, 6), True),  # Easter Monday
        (date(2026, 6, 4), True),  # Corpus Christi
        (date(2026, 5, 2), False),  # Flag Day is no day off
        (date(2026, 11, 11), True),
    ],
)
def test_statutory_days_off(day, off):
    assert is_holiday(day) is off


def test_2026_has_fourteen_days_off():
    assert len(holidays_in(2026)) == 14


def test_holidays_of_two_years_are_joined():
    assert holidays_between(date(2025, 12, 31), date(2026, 1, 1)) == holidays_in(2025) | holidays_in(2026)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 1, 5), True),
        (date(2026, 1, 6), False),
        (date(2026, 1, 10), False),
        (date(2026, 1, 11), False),
    ],
)
def test_working_day(day, working):
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("event", "days", "last"),
    [
        (date(2026, 1, 12), 1, date(2026, 1, 13)),
        (date(2026, 1, 12), 14, date(2026, 1, 26)),
        (date(2026, 1, 3), 7, date(2026, 1, 12)),  # ends on a Saturday
        (date(2025, 12, 17), 7, date(2025, 12, 29)),  # Christmas Eve, two holidays, a weekend
        (date(2026, 10, 18), 14, date(2026, 11, 2)),  # All Saints' on a Sunday
    ],
)
def test_deadline(event, days, last):
    assert deadline(event, days, holidays=holidays_between(event, event + timedelta(366))) == last


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_lasts_a_day_at_least(days):
    with pytest.raises(ValueError, match="one day at least"):
        deadline(date(2026, 1, 1), days, holidays=())
    with pytest.raises(ValueError, match="one day at least"):
        nth_working_day(date(2026, 1, 1), days)


@given(DAYS, st.integers(1, 400))
def test_a_deadline_is_a_working_day_and_never_early(event, days):
    last = deadline(event, days, holidays=holidays_between(event, event + timedelta(days + 30)))

    assert is_working_day(last)
    assert last >= event + timedelta(days)
    assert not any(is_working_day(event + timedelta(n)) for n in range(days, (last - event).days))


@given(DAYS, st.integers(1, 40))
def test_the_nth_working_day_has_n_working_days_behind_it(event, days):
    last = nth_working_day(event, days)

    assert is_working_day(last)
    assert sum(is_working_day(event + timedelta(n)) for n in range(1, (last - event).days + 1)) == days


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (datetime(2026, 1, 5, 9, tzinfo=WARSAW), 1, datetime(2026, 1, 7, 23, 59, 59, tzinfo=WARSAW)),
        (datetime(2026, 1, 9, 23, 30, tzinfo=WARSAW), 2, datetime(2026, 1, 13, 23, 59, 59, tzinfo=WARSAW)),
        # 23:30 in London is already the next day in Poland
        (datetime(2026, 1, 11, 23, 30, tzinfo=UTC), 1, datetime(2026, 1, 13, 23, 59, 59, tzinfo=WARSAW)),
        (datetime(2026, 3, 27, 12, tzinfo=WARSAW), 1, datetime(2026, 3, 30, 23, 59, 59, tzinfo=WARSAW)),
    ],
)
def test_working_day_deadline(start, days, due):
    assert working_day_deadline(start, days) == due


def test_a_moment_needs_its_zone():
    with pytest.raises(ValueError, match="time zone"):
        polish_time(datetime(2026, 1, 1))  # noqa: DTZ001 - the missing zone is what is tested
