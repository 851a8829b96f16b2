"""Homes: when one can be written down, ended, moved into, or be the main one."""

from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.homes import HomeRefusal, home_refusals, main_refusals, moving_in_refusals

TODAY = date(2026, 11, 28)
TOMORROW, YESTERDAY = TODAY + timedelta(1), TODAY - timedelta(1)


@pytest.mark.parametrize(
    ("changes", "refusals"),
    [
        ({}, set()),
        ({"starts_on": None}, set()),
        ({"starts_on": TODAY, "ends_on": TODAY}, set()),
        ({"named": False}, {HomeRefusal.NOBODY_NAMED_IT}),
        ({"named": False, "is_main": True}, set()),
        ({"starts_on": TOMORROW}, {HomeRefusal.IN_THE_FUTURE}),
        ({"ends_on": TOMORROW}, {HomeRefusal.IN_THE_FUTURE}),
        ({"ends_on": YESTERDAY, "starts_on": TODAY}, {HomeRefusal.ENDS_BEFORE_START}),
        ({"ends_on": YESTERDAY, "starts_on": None}, set()),
        ({"ends_on": YESTERDAY, "is_main": True}, {HomeRefusal.IS_MAIN}),
    ],
)
def test_a_home(changes, refusals):
    told = {"named": True, "starts_on": date(2020, 2, 29), "ends_on": None, "is_main": False, **changes}

    assert home_refusals(**told, today=TODAY) == refusals


@pytest.mark.parametrize(
    ("changes", "refusals"),
    [
        ({}, set()),
        ({"since": date(1999, 1, 1)}, set()),
        ({"in_the_case": False}, {HomeRefusal.NOT_IN_THE_CASE}),
        ({"has_died": True}, {HomeRefusal.HAS_DIED}),
        ({"lives_there": True}, {HomeRefusal.LIVES_THERE}),
        ({"since": TOMORROW}, {HomeRefusal.IN_THE_FUTURE}),
        ({"home_ended": True}, {HomeRefusal.HAS_ENDED}),
        ({"has_died": True, "home_ended": True}, {HomeRefusal.HAS_DIED, HomeRefusal.HAS_ENDED}),
    ],
)
def test_moving_in(changes, refusals):
    told = {"in_the_case": True, "has_died": False, "lives_there": False, "since": TODAY, "home_ended": False}

    assert moving_in_refusals(**{**told, **changes}, today=TODAY) == refusals


@pytest.mark.parametrize(("ended", "refusals"), [(False, set()), (True, {HomeRefusal.HAS_ENDED})])
def test_the_main_home(ended, refusals):
    assert main_refusals(has_ended=ended) == refusals
