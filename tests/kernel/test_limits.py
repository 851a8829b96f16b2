from datetime import date

import pytest

from kooperacja.kernel.calendar import back_working_days, nth_working_day
from kooperacja.kernel.limits import Hours, Limit, Months, limit_on

OLD = Limit(date(2021, 11, 11), 14, "old")
NEW = Limit(date(2027, 1, 1), 7, "new", working=False)


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        (date(2020, 1, 1), OLD),
        (date(2021, 11, 11), OLD),
        (date(2026, 12, 31), OLD),
        (date(2027, 1, 1), NEW),
        (date(2028, 2, 29), NEW),
    ],
)
def test_the_limit_of_the_day_holds(day, limit):
    assert limit_on((NEW, OLD), day) is limit


def test_without_a_limit_there_is_none():
    with pytest.raises(ValueError, match="empty"):
        limit_on((), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("limit", "event", "last"),
    [
        (OLD, date(2026, 12, 18), date(2027, 1, 13)),  # Christmas and New Year's Day, Epiphany and weekends lie between
        (NEW, date(2028, 2, 22), date(2028, 2, 29)),
    ],
)
def test_working_days_or_calendar_days_are_counted(limit, event, last):
    assert limit.last_day(event) == last


@pytest.mark.parametrize(
    ("today", "days", "due"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 23)),  # Tuesday: what was due on Monday
        (date(2026, 11, 23), 1, date(2026, 11, 22)),  # Monday: what was due on Sunday, or on Friday
        (date(2026, 11, 29), 1, date(2026, 11, 26)),  # Sunday: what was due on Thursday; Friday is a day late on Monday
        (date(2026, 11, 27), 5, date(2026, 11, 22)),
        (date(2026, 11, 12), 2, date(2026, 11, 9)),  # Independence Day between
    ],
)
def test_going_back_by_working_days(today, days, due):
    assert back_working_days(today, days) == due
    assert nth_working_day(due, days) <= today < nth_working_day(due, days + 1)


def test_going_back_takes_a_day_at_least():
    with pytest.raises(ValueError, match="one day at least"):
        back_working_days(date(2026, 1, 1), 0)


@pytest.mark.parametrize(
    ("months", "event", "last"),
    [
        (1, date(2026, 12, 31), date(2027, 1, 31)),
        (1, date(2027, 1, 31), date(2027, 2, 28)),
        (1, date(2028, 1, 31), date(2028, 2, 29)),
        (12, date(2028, 2, 29), date(2029, 2, 28)),
        (6, date(2026, 11, 30), date(2027, 5, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(months, event, last):
    assert Months(date(2018, 5, 25), months, "x").last_day(event) == last


def test_hours_are_dated_like_days():
    old, new = Hours(date(2026, 1, 1), 4, "old"), Hours(date(2027, 1, 1), 2, "new")

    assert (limit_on((old, new), date(2026, 12, 31)), limit_on((old, new), date(2027, 1, 1))) == (old, new)
