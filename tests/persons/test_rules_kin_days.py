"""Kinship with days: a marriage begins and ends, parentage doesn't."""

from datetime import date

import pytest

from kooperacja.persons.rules import KinRefusal, KinshipKind, kin_days_refusals, overlap

TODAY = date(2026, 11, 28)
SPRING, SUMMER, AUTUMN = date(2020, 3, 1), date(2020, 6, 1), date(2020, 9, 1)


@pytest.mark.parametrize(
    ("kind", "days", "refusals"),
    [
        (KinshipKind.SPOUSE, (None, None), set()),
        (KinshipKind.SPOUSE, (SPRING, SUMMER), set()),
        (KinshipKind.SPOUSE, (SPRING, SPRING), set()),
        (KinshipKind.PARTNER, (None, TODAY), set()),
        (KinshipKind.STEP_PARENT, (SPRING, None), set()),
        (KinshipKind.OTHER, (SPRING, None), set()),
        (KinshipKind.SPOUSE, (SUMMER, SPRING), {KinRefusal.ENDS_BEFORE_START}),
        (KinshipKind.SPOUSE, (date(2026, 11, 29), None), {KinRefusal.IN_THE_FUTURE}),
        (KinshipKind.SPOUSE, (None, date(2026, 11, 29)), {KinRefusal.IN_THE_FUTURE}),
        (KinshipKind.PARENT, (None, None), set()),
        (KinshipKind.PARENT, (SPRING, None), {KinRefusal.HAS_NO_DAYS}),
        (KinshipKind.GRANDPARENT, (None, SPRING), {KinRefusal.HAS_NO_DAYS}),
        (KinshipKind.SIBLING, (SPRING, None), {KinRefusal.HAS_NO_DAYS}),
    ],
)
def test_days_of_a_kinship(kind, days, refusals):
    assert kin_days_refusals(kind, days, today=TODAY) == refusals


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((None, None), (None, None), True),
        ((None, None), (SPRING, SUMMER), True),
        ((SPRING, SUMMER), (SUMMER, AUTUMN), True),
        ((SPRING, SPRING), (SUMMER, AUTUMN), False),
        ((SUMMER, AUTUMN), (SPRING, SPRING), False),
        ((AUTUMN, None), (SPRING, SUMMER), False),
        ((AUTUMN, None), (SPRING, None), True),
        ((None, SPRING), (SUMMER, None), False),
        ((None, SUMMER), (SUMMER, None), True),
        ((None, SUMMER), (None, SPRING), True),
    ],
)
def test_stretches_of_days(one, other, together):
    assert overlap(one, other) is together
    assert overlap(other, one) is together
