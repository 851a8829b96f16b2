"""Polish days off, and periods that are counted in days."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from holidays import country_holidays

WARSAW: Final = ZoneInfo("Europe/Warsaw")
END_OF_DAY: Final = time(23, 59, 59)
SATURDAY: Final = 5
MONTHS_A_YEAR: Final = 12


@cache
def holidays_in(year: int) -> frozenset[date]:
    """Return the statutory days off of that year; Christmas Eve is one of them from 2025 on.

    Sundays, which the law lists too, are left to the weekday.

    Source: ustawa z 18 stycznia 1951 r. o dniach wolnych od pracy, art. 1.
    """
    return frozenset(country_holidays("PL", years=year))


def holidays_between(first: date, last: date) -> frozenset[date]:
    """Return the statutory days off of every year from `first` to `last`, whole years."""
    return frozenset[date]().union(*(holidays_in(year) for year in range(first.year, last.year + 1)))


def is_holiday(day: date) -> bool:
    """Say whether the day is a statutory day off, whatever its weekday."""
    return day in holidays_in(day.year)


def is_working_day(day: date) -> bool:
    """Say whether the day is neither a Saturday, a Sunday nor a statutory day off."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def next_working_day(day: date) -> date:
    """Return the day itself if it is a working day, otherwise the next one that is."""
    while not is_working_day(day):
        day += timedelta(1)
    return day


def last_day_of_month(day: date) -> int:
    """Return the number of the last day of that month."""
    return monthrange(day.year, day.month)[1]


def deadline(event: date, days: int, *, holidays: Collection[date]) -> date:
    """Return the last day of a period that `event` starts.

    The day of the event doesn't count. A period that ends on a Saturday, a Sunday or a
    holiday ends on the next day that is none of these.

    Args:
        event: the day on which the thing happened, in Polish time.
        days: the length in calendar days, at least 1.
        holidays: statutory days off; the caller passes the years that it needs.

    Raises:
        ValueError: `days` is less than 1.

    Source: Kodeks postępowania administracyjnego, art. 57 § 1 and § 4.
    """
    _at_least_one(days)
    last = event + timedelta(days)
    while last.weekday() >= SATURDAY or last in holidays:
        last += timedelta(1)
    return last


def nth_working_day(event: date, days: int) -> date:
    """Return the `days`-th working day after `event`, which itself doesn't count.

    Raises:
        ValueError: `days` is less than 1.
    """
    _at_least_one(days)
    day = event
    for _ in range(days):
        day += timedelta(1)
        while not is_working_day(day):
            day += timedelta(1)
    return day


def working_days_between(first: date, last: date) -> int:
    """Return how many working days there are from `first` to `last`, both of them counted; none if `last` is before."""
    return sum(is_working_day(first + timedelta(number)) for number in range((last - first).days + 1))


def back_working_days(day: date, days: int) -> date:
    """Return the last day after which, up to and with `day`, `days` working days lie.

    What was due on it, or earlier, is late by at least so many working days.

    Raises:
        ValueError: `days` is less than 1.
    """
    _at_least_one(days)
    while days:
        days -= is_working_day(day)
        day -= timedelta(1)
    return day


def working_day_deadline(start: datetime, days: int) -> datetime:
    """Return the last second, in Polish time, of the `days`-th working day after the day of `start`.

    Raises:
        ValueError: `days` is less than 1, or `start` has no time zone.
    """
    return datetime.combine(nth_working_day(polish_time(start).date(), days), END_OF_DAY, WARSAW)


def polish_time(at: datetime) -> datetime:
    """Return the same moment on a Polish clock.

    Raises:
        ValueError: `at` has no time zone; whose clock it shows would be a guess.
    """
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return at.astimezone(WARSAW)


def _at_least_one(days: int) -> None:
    if days < 1:
        raise ValueError("A period lasts one day at least.")
