"""Repeated days, circles of waiting, sums by source, another day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kooperacja.cases.rules.depth import CostSource, Rhythm, Sum, goes_in_circles, occurrences, sums
from kooperacja.cases.rules.plan import PlanRefusal, Proposal, action_refusals, day_refusals

TODAY = date(2026, 11, 22)
R = PlanRefusal


@pytest.mark.parametrize(
    ("first", "last", "rhythm", "days"),
    [
        ("2026-11-02", "2026-11-16", Rhythm.WEEKLY, ["2026-11-02", "2026-11-09", "2026-11-16"]),
        ("2026-11-02", "2026-11-29", Rhythm.FORTNIGHTLY, ["2026-11-02", "2026-11-16"]),
        (
            "2027-12-31",
            "2028-04-30",
            Rhythm.MONTHLY,
            ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"],
        ),
        ("2028-02-29", "2028-03-28", Rhythm.MONTHLY, ["2028-02-29"]),
        ("2026-11-03", "2026-11-02", Rhythm.WEEKLY, []),
    ],
)
def test_occurrences(first, last, rhythm, days):
    found = occurrences(date.fromisoformat(first), date.fromisoformat(last), rhythm)

    assert [day.isoformat() for day in found] == days


@pytest.mark.parametrize(
    ("after", "circles"),
    [
        ({}, False),
        ({1: [2]}, False),
        ({1: [1]}, True),
        ({1: [2], 2: [1]}, True),
        ({1: [2, 3], 2: [4], 3: [4], 4: []}, False),
        ({1: [2], 2: [3], 3: [1]}, True),
        ({1: [2], 2: [3], 3: [2]}, False),
    ],
)
def test_goes_in_circles(after, circles):
    assert goes_in_circles(after, 1) is circles


def test_sums():
    own, package = CostSource.OWN, CostSource.PACKAGE
    costs = [(own, Decimal(100)), (package, Decimal("3600.50")), (own, Decimal(1))]

    assert sums(costs) == [Sum(package, Decimal("3600.50")), Sum(own, Decimal(101))]
    assert sums([]) == []


def proposal(**told):
    least = {
        "goal_has_ended": False,
        "has_ended": False,
        "due_on": TODAY,
        "due_before": None,
        "institution": 1,
        "institutions": frozenset({1}),
        "member_of": None,
        "member_left": False,
    }
    return Proposal(**{**least, **told})


@pytest.mark.parametrize(
    ("told", "refusals"),
    [
        ({}, set()),
        ({"starts_on": TODAY, "is_repeated": True, "cost": Decimal(0), "has_source": True}, set()),
        ({"starts_on": TODAY + timedelta(1)}, {R.STARTS_AFTER_ITS_END}),
        ({"starts_on": date(1926, 11, 22), "is_repeated": True}, {R.STARTS_TOO_EARLY}),
        ({"is_repeated": True}, {R.NO_FIRST_DAY}),
        ({"cost": Decimal("-0.01"), "has_source": True}, {R.COST_BELOW_ZERO}),
        ({"cost": Decimal(5)}, {R.NO_SOURCE}),
        ({"in_circles": True, "of_another_case": True}, {R.IN_CIRCLES, R.OF_ANOTHER_CASE}),
    ],
)
def test_what_more_an_action_says(told, refusals):
    assert action_refusals(proposal(**told), today=TODAY) == refusals


@pytest.mark.parametrize(
    ("day", "refusals"),
    [
        (TODAY, set()),
        (TODAY + timedelta(7), {R.SAME_DAY}),
        (TODAY - timedelta(1), {R.DUE_IN_THE_PAST}),
        (date(2036, 1, 1), {R.DUE_TOO_FAR}),
    ],
)
def test_another_day(day, refusals):
    assert day_refusals(day, asked_for=TODAY + timedelta(7), today=TODAY) == refusals
