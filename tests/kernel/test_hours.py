from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.kernel.calendar import WARSAW, is_working_day
from kooperacja.kernel.hours import (
    HoursFault,
    OpeningHours,
    OpeningHoursError,
    Span,
    due_by_clock,
    due_in_working_days,
    next_read,
)

OFFICE = OpeningHours.working_week()
ALWAYS = OpeningHours.always()
NEVER = OpeningHours()
MOMENTS = st.datetimes(
    datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2040-01-01"), timezones=st.just(UTC)
)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def pl(*parts):
    return datetime(*parts, tzinfo=WARSAW)


@st.composite
def weeks(draw):
    week = []
    for _ in range(7):
        edges = sorted(draw(st.lists(TIMES, unique=True, max_size=6)))
        edges = edges[: len(edges) // 2 * 2]
        spans = [Span(opens, closes) for opens, closes in zip(edges[::2], edges[1::2], strict=True)]
        week.append(tuple(spans))
    return OpeningHours(tuple(week), draw(st.booleans()))


@pytest.mark.parametrize(
    ("hours", "at", "is_open"),
    [
        (OFFICE, pl(2026, 1, 12, 7, 29, 59), False),
        (OFFICE, pl(2026, 1, 12, 7, 30), True),
        (OFFICE, pl(2026, 1, 12, 15, 29, 59), True),
        (OFFICE, pl(2026, 1, 12, 15, 30), False),
        (OFFICE, pl(2026, 1, 6, 10), False),  # Epiphany, a Tuesday
        (OFFICE, pl(2026, 1, 10, 10), False),  # Saturday
        (OFFICE, datetime(2026, 7, 13, 5, 30, tzinfo=UTC), True),  # 7:30 in summer
        (ALWAYS, pl(2026, 12, 25, 3), True),
        (ALWAYS, pl(2026, 12, 25, 23, 59, 59), True),
        (ALWAYS, pl(2026, 10, 25, 2, 30), True),
        (NEVER, pl(2026, 1, 12, 10), False),
    ],
)
def test_is_open(hours, at, is_open):
    assert hours.is_open(at) is is_open


@pytest.mark.parametrize(
    ("hours", "at", "opening"),
    [
        (OFFICE, pl(2026, 1, 12, 6), pl(2026, 1, 12, 7, 30)),
        (OFFICE, pl(2026, 1, 12, 7, 30), pl(2026, 1, 13, 7, 30)),
        (OFFICE, pl(2026, 1, 5, 16), pl(2026, 1, 7, 7, 30)),
        (OFFICE, pl(2025, 12, 23, 16), pl(2025, 12, 29, 7, 30)),
        (OFFICE, pl(2026, 3, 27, 16), pl(2026, 3, 30, 7, 30)),  # the clocks change between
        (ALWAYS, pl(2026, 1, 12, 6), pl(2026, 1, 13, 0)),
        (NEVER, pl(2026, 1, 12, 6), None),
    ],
)
def test_next_opening(hours, at, opening):
    assert hours.next_opening(at) == opening


def test_the_centre_reads_now_when_open_and_at_its_next_opening_otherwise():
    assert next_read(pl(2026, 1, 12, 10), OFFICE) == pl(2026, 1, 12, 10)
    assert next_read(pl(2026, 1, 9, 20), OFFICE) == pl(2026, 1, 12, 7, 30)
    assert next_read(pl(2026, 1, 9, 20), ALWAYS) == pl(2026, 1, 9, 20)
    assert next_read(pl(2026, 1, 9, 20), NEVER) is None


def test_a_span_in_the_hour_that_does_not_exist_opens_when_the_clock_jumps():
    night = OpeningHours(((),) * 6 + ((Span(time(2, 30), time(4)),),))

    assert night.next_opening(pl(2026, 3, 29, 0)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert night.is_open(pl(2026, 3, 29, 3, 45))


def test_a_span_that_the_change_of_the_clocks_swallows_is_skipped():
    night = OpeningHours(((),) * 6 + ((Span(time(2, 30), time(3, 15)),),))

    assert night.next_opening(pl(2026, 3, 29, 0)) == pl(2026, 4, 12, 2, 30)  # Easter Sunday is between
    assert not night.is_open(datetime(2026, 3, 29, 1, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (pl(2026, 1, 9, 22), 4, pl(2026, 1, 10, 2)),
        (pl(2026, 3, 29, 0), 4, pl(2026, 3, 29, 5)),  # an hour is skipped
        (pl(2026, 10, 25, 0), 4, pl(2026, 10, 25, 3)),  # an hour comes twice
    ],
)
def test_due_by_clock(start, hours, due):
    assert due_by_clock(start, hours) == due


@given(MOMENTS, st.integers(1, 100))
def test_the_clock_never_loses_an_hour(start, hours):
    assert due_by_clock(start.astimezone(WARSAW), hours).astimezone(UTC) - start == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("start", "days", "hours", "due"),
    [
        (pl(2026, 1, 12, 10), 2, OFFICE, pl(2026, 1, 14, 15, 30)),
        (pl(2026, 1, 9, 20), 2, OFFICE, pl(2026, 1, 13, 15, 30)),
        (pl(2026, 1, 5, 10), 5, OFFICE, pl(2026, 1, 13, 15, 30)),  # over Epiphany
        (pl(2026, 3, 27, 10), 1, OFFICE, pl(2026, 3, 30, 15, 30)),
        (pl(2026, 1, 12, 10), 1, ALWAYS, pl(2026, 1, 13, 23, 59, 59)),
        (pl(2026, 1, 12, 10), 1, NEVER, pl(2026, 1, 13, 23, 59, 59)),
    ],
)
def test_due_in_working_days(start, days, hours, due):
    assert due_in_working_days(start, days, hours) == due


@given(MOMENTS, st.integers(1, 20), weeks())
def test_what_is_due_in_working_days_is_later_and_on_a_working_day(start, days, hours):
    due = due_in_working_days(start, days, hours)

    assert due > start
    assert due.tzinfo is WARSAW
    assert is_working_day(due.date())


@pytest.mark.parametrize("hours", [0, -4])
def test_a_clock_runs_an_hour_at_least(hours):
    with pytest.raises(ValueError, match="one hour at least"):
        due_by_clock(pl(2026, 1, 1), hours)


@pytest.mark.parametrize("question", [OFFICE.is_open, OFFICE.next_opening, lambda at: due_by_clock(at, 4)])
def test_a_moment_without_a_zone_is_refused(question):
    with pytest.raises(ValueError, match="time zone"):
        question(datetime(2026, 1, 1))  # noqa: DTZ001 - the missing zone is what is tested


@given(weeks(), MOMENTS)
def test_it_is_open_at_its_next_opening(hours, at):
    opening = hours.next_opening(at)

    if opening is None:
        assert not any(hours.week)
    else:
        assert opening > at
        assert hours.is_open(opening)


@given(weeks())
def test_a_plan_reads_back_as_it_was_written(hours):
    assert OpeningHours.parse(hours.as_json()) == hours


def test_a_plan_is_plain_data():
    assert OFFICE.as_json() == {
        **{day: [["07:30", "15:30"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "sat": [],
        "sun": [],
        "open_on_holidays": False,
    }
    assert ALWAYS.as_json()["sun"] == [["00:00", "24:00"]]
    assert OpeningHours.parse(ALWAYS.as_json()) == ALWAYS
    assert OpeningHours.parse({}) == NEVER


def test_spans_are_put_in_order():
    plan = OpeningHours.parse({"mon": [["13:00", "15:00"], ["08:00", "12:00"]]})

    assert plan.week[0] == (Span(time(8), time(12)), Span(time(13), time(15)))
    assert plan.closing_on(date(2026, 1, 12)) == pl(2026, 1, 12, 15)
    assert plan.closing_on(date(2026, 1, 13)) is None


@pytest.mark.parametrize(
    ("data", "fault", "day"),
    [
        (None, HoursFault.NOT_A_PLAN, ""),
        ([], HoursFault.NOT_A_PLAN, ""),
        ({"open_on_holidays": "yes"}, HoursFault.NOT_A_PLAN, ""),
        ({"monday": []}, HoursFault.UNKNOWN_DAY, ""),
        ({"mon": "07:30"}, HoursFault.NOT_A_PLAN, "mon"),
        ({"mon": 7}, HoursFault.NOT_A_PLAN, "mon"),
        ({"tue": [["07:30"]]}, HoursFault.NOT_A_PLAN, "tue"),
        ({"tue": [[7, 15]]}, HoursFault.NOT_A_PLAN, "tue"),
        ({"wed": [["7:30", "15:30"]]}, HoursFault.NOT_A_TIME, "wed"),
        ({"wed": [["24:00", "24:00"]]}, HoursFault.NOT_A_TIME, "wed"),
        ({"wed": [["07:30", "15:60"]]}, HoursFault.NOT_A_TIME, "wed"),
        ({"thu": [["15:30", "07:30"]]}, HoursFault.CLOSES_BEFORE_IT_OPENS, "thu"),
        ({"thu": [["08:00", "08:00"]]}, HoursFault.CLOSES_BEFORE_IT_OPENS, "thu"),
        ({"thu": [["08:00", "00:00"]]}, HoursFault.CLOSES_BEFORE_IT_OPENS, "thu"),
        ({"fri": [["08:00", "12:00"], ["11:00", "15:00"]]}, HoursFault.OVERLAPS, "fri"),
        ({"fri": [["08:00", "24:00"], ["09:00", "15:00"]]}, HoursFault.OVERLAPS, "fri"),
    ],
)
def test_a_faulty_plan_is_refused_with_its_day(data, fault, day):
    with pytest.raises(OpeningHoursError) as refused:
        OpeningHours.parse(data)

    assert (refused.value.fault, refused.value.day) == (fault, day)
    assert fault.value in str(refused.value)


def test_a_week_has_seven_days():
    with pytest.raises(OpeningHoursError):
        OpeningHours(((),))


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        (OFFICE, pl(2026, 1, 12, 14, 30), pl(2026, 1, 12, 15, 30)),
        (OFFICE, pl(2026, 1, 12, 10), pl(2026, 1, 12, 14)),  # four hours at most
        (OFFICE, pl(2026, 1, 12, 15, 30), pl(2026, 1, 12, 15, 30)),  # just shut
        (OFFICE, pl(2026, 1, 10, 10), pl(2026, 1, 10, 10)),  # Saturday
        (ALWAYS, pl(2026, 1, 12, 23), pl(2026, 1, 13, 3)),  # midnight is no break
        (NEVER, pl(2026, 1, 12, 10), pl(2026, 1, 12, 10)),
        (OpeningHours(((Span(time(7), time(0)),),) * 7), pl(2026, 1, 12, 22), pl(2026, 1, 13, 0)),
        (ALWAYS, pl(2026, 3, 29, 1), pl(2026, 3, 29, 6)),  # an hour of that night is skipped
    ],
)
def test_until_when_it_stays_open(hours, at, until):
    assert hours.open_until(at, most=timedelta(hours=4)) == until


@given(weeks(), MOMENTS)
def test_it_stays_open_until_then_and_no_longer(hours, at):
    until = hours.open_until(at, most=timedelta(days=3))

    assert (until > at) == hours.is_open(at)
    assert not hours.is_open(until) or until == at + timedelta(days=3)
