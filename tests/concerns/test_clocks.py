from datetime import date, datetime

import pytest

from kooperacja.concerns.clocks import Clocks, due, hours_of, outlook
from kooperacja.concerns.limits import INFORM
from kooperacja.concerns.terms import Urgency
from kooperacja.institutions.limits import AMBER, GREEN, RED
from kooperacja.kernel.calendar import WARSAW
from kooperacja.kernel.hours import OpeningHours
from kooperacja.kernel.limits import Limit

OFFICE = OpeningHours.working_week()
USUAL = Clocks(red_hours=4, amber_days=2, green_days=5)
R, A, G = Urgency


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("urgency", "start", "on_duty", "until"),
    [
        # red runs by the clock, through nights, weekends and the change of the clocks
        (R, "2026-11-20T15:00", True, "2026-11-20T19:00"),
        (R, "2026-12-24T22:00", True, "2026-12-25T02:00"),
        (R, "2026-10-25T01:00", True, "2026-10-25T04:00"),
        # red with nobody on duty runs as amber
        (R, "2026-11-20T15:00", False, "2026-11-24T15:30"),
        (A, "2026-11-23T09:00", True, "2026-11-25T15:30"),
        (A, "2026-11-20T15:00", True, "2026-11-24T15:30"),
        (G, "2026-11-23T09:00", True, "2026-11-30T15:30"),
        # Polish holidays: 11 November, and Christmas Eve to the 26th
        (A, "2026-11-10T09:00", True, "2026-11-13T15:30"),
        (G, "2026-12-22T09:00", True, "2026-12-31T15:30"),
        # a Saturday, and the first of January
        (A, "2026-11-21T12:00", True, "2026-11-24T15:30"),
        (A, "2026-12-31T12:00", True, "2027-01-05T15:30"),
    ],
)
def test_until_when_the_centre_decides(urgency, start, on_duty, until):
    assert due(urgency, at(start), OFFICE, on_duty=on_duty, clocks=USUAL) == at(until)


def test_what_reaches_the_centre_on_the_day_of_a_new_limit_runs_by_it(monkeypatch):
    monkeypatch.setattr("kooperacja.concerns.clocks.AMBER", (*AMBER, Limit(date(2026, 11, 24), 1, "new")))

    assert due(A, at("2026-11-23T23:59"), OFFICE, on_duty=True) == at("2026-11-25T15:30")
    assert due(A, at("2026-11-24T00:00"), OFFICE, on_duty=True) == at("2026-11-25T15:30")
    assert due(A, at("2026-11-24T09:00"), OFFICE, on_duty=True) == at("2026-11-25T15:30")
    assert due(A, at("2026-11-25T09:00"), OFFICE, on_duty=True) == at("2026-11-26T15:30")


@pytest.mark.parametrize("limits", [RED, AMBER, GREEN, INFORM])
def test_every_limit_says_since_when_and_why(limits):
    assert all(limit.source and limit.valid_from for limit in limits)


def test_the_clocks_are_settings_of_the_caller():
    slow = Clocks(red_hours=8, amber_days=3, green_days=10)

    assert due(R, at("2026-11-23T09:00"), OFFICE, on_duty=True, clocks=slow) == at("2026-11-23T17:00")
    assert due(A, at("2026-11-23T09:00"), OFFICE, on_duty=True, clocks=slow) == at("2026-11-26T15:30")
    assert due(G, at("2026-11-23T09:00"), OFFICE, on_duty=True, clocks=slow) == at("2026-12-07T15:30")


@pytest.mark.parametrize(
    ("urgency", "now", "on_duty", "read_at", "said"),
    [
        (A, "2026-11-23T09:00", True, "2026-11-23T09:00", (True, False, False)),
        (A, "2026-11-23T06:00", True, "2026-11-23T07:30", (False, False, False)),
        (G, "2026-11-20T15:30", True, "2026-11-23T07:30", (False, False, False)),
        (A, "2026-12-23T16:00", True, "2026-12-28T07:30", (False, False, False)),
        (R, "2026-11-23T09:00", True, "2026-11-23T09:00", (True, True, False)),
        (R, "2026-11-23T15:30", True, "2026-11-24T07:30", (False, True, True)),
        (R, "2026-11-23T09:00", False, "2026-11-23T09:00", (True, False, True)),
        (R, "2026-11-22T09:00", False, "2026-11-23T07:30", (False, False, True)),
    ],
)
def test_what_happens_to_what_is_sent_now(urgency, now, on_duty, read_at, said):
    seen = outlook(urgency, at(now), OFFICE, on_duty=on_duty, clocks=USUAL)

    assert seen.read_at == at(read_at)
    assert (seen.is_open, seen.red_clock, seen.must_call) == said


def test_a_centre_without_hours_promises_nothing_and_red_must_be_called_in():
    seen = outlook(R, at("2026-11-23T09:00"), hours_of({}), on_duty=True, clocks=USUAL)

    assert seen.read_at is None
    assert seen.must_call


@pytest.mark.parametrize("plan", [None, [], "codziennie", {"mon": [["9", "8"]]}, {"poniedziałek": []}])
def test_a_plan_that_nobody_can_read_counts_as_closed(plan):
    assert hours_of(plan) == OpeningHours()
