"""Births and deaths: what can't be so, and who has parental authority from birth."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.life import (
    BirthRefusal,
    DeathRefusal,
    Parent,
    birth_refusals,
    death_refusals,
    has_authority_from_birth,
)

TODAY = date(2026, 11, 28)
TOMORROW = TODAY + timedelta(1)
BORN = date(1987, 3, 14)


@pytest.mark.parametrize(
    ("day", "born", "in_the_case", "refusals"),
    [
        (TODAY, BORN, True, set()),
        (BORN, BORN, True, set()),
        (date(1900, 1, 1), None, True, set()),
        (TOMORROW, BORN, True, {DeathRefusal.IN_THE_FUTURE}),
        (BORN - timedelta(1), BORN, True, {DeathRefusal.BEFORE_BIRTH}),
        (TODAY, BORN, False, {DeathRefusal.NOT_IN_THE_CASE}),
    ],
)
def test_a_death(day, born, in_the_case, refusals):
    assert death_refusals(day, born=born, in_the_case=in_the_case, today=TODAY) == refusals


MOTHER = Parent(BORN, said_to_be_a_child=False, has_died=False, in_the_case=True)
UNKNOWN = replace(MOTHER, born=None)


@pytest.mark.parametrize(
    ("born", "parents", "live_there", "refusals"),
    [
        (TODAY, {1: MOTHER}, {1}, set()),
        (TODAY, {1: MOTHER, 2: UNKNOWN}, {2}, set()),
        (date(2024, 2, 29), {1: MOTHER}, None, set()),
        (TOMORROW, {1: MOTHER}, {1}, {BirthRefusal.NOT_BORN_YET}),
        (TODAY, {}, {1}, {BirthRefusal.NO_PARENT}),
        (TODAY, {}, None, {BirthRefusal.NO_PARENT}),
        (TODAY, {1: MOTHER, 2: MOTHER, 3: MOTHER}, {1}, {BirthRefusal.TOO_MANY_PARENTS}),
        (TODAY, {1: replace(MOTHER, in_the_case=False)}, {1}, {BirthRefusal.NOT_IN_THE_CASE}),
        (TODAY, {1: replace(MOTHER, born=TODAY)}, {1}, {BirthRefusal.PARENT_NOT_OLDER}),
        (TODAY, {1: MOTHER}, {3}, {BirthRefusal.HOME_WITHOUT_PARENT}),
        (TODAY, {1: MOTHER}, set(), {BirthRefusal.HOME_WITHOUT_PARENT}),
    ],
)
def test_a_birth(born, parents, live_there, refusals):
    assert birth_refusals(born, parents=parents, live_there=live_there, today=TODAY) == refusals


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"born": None}, True),
        ({"born": None, "said_to_be_a_child": True}, False),
        ({"has_died": True}, False),
        ({"born": date(2008, 11, 28)}, True),
        ({"born": date(2008, 11, 29)}, False),
        ({"born": date(2008, 2, 29)}, True),
    ],
)
def test_authority_from_birth(changes, holds):
    assert has_authority_from_birth(replace(MOTHER, **changes), born=TODAY) is holds
