"""Rules of persons, kinship and guardianship."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.pl.pesel import calc_check_digit

from kooperacja.persons.rules import (
    GuardianKind,
    GuardianRefusal,
    Guarding,
    Kin,
    KinRefusal,
    KinshipKind,
    LeaveRefusal,
    PersonRefusal,
    age_on,
    birthday,
    guardian_refusals,
    is_child,
    kin_refusals,
    last_day_of_guarding,
    leave_refusals,
    person_refusals,
)

TODAY = date(2026, 11, 20)


def pesel(ten_digits):
    """Return a number whose last digit fits; no living person's number stands in the tests."""
    return ten_digits + calc_check_digit(ten_digits)


PESEL_OF_1987 = pesel("8703140123")
WRONG_LAST_DIGIT = PESEL_OF_1987[:-1] + str((int(PESEL_OF_1987[-1]) + 1) % 10)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2016, 11, 21), date(2026, 11, 20), 9),
        (date(2016, 11, 20), date(2026, 11, 20), 10),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(1999, 12, 31), date(2000, 1, 1), 0),
    ],
)
def test_age_on(birth, day, age):
    assert age_on(birth, day) == age


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before birth"):
        age_on(date(2026, 1, 2), date(2026, 1, 1))


@given(birth=st.dates(date(1900, 1, 1), date(2026, 1, 1)), days=st.integers(0, 40_000))
def test_age_grows_by_one_on_each_birthday(birth, days):
    day = birth + timedelta(days)
    age = age_on(birth, day)

    assert birthday(birth, age) <= day < birthday(birth, age + 1)


@pytest.mark.parametrize(
    ("birth", "said", "child"),
    [
        (date(2008, 11, 20), True, False),
        (date(2008, 11, 21), False, True),
        (None, True, True),
        (None, False, False),
    ],
)
def test_is_child(birth, said, child):
    assert is_child(birth, said_to_be_a_child=said, day=TODAY) is child


@pytest.mark.parametrize(
    ("birth", "pesel", "said", "refusals"),
    [
        (None, "", False, set()),
        (None, "", True, set()),
        (date(1987, 3, 14), PESEL_OF_1987, False, set()),
        (None, f"{PESEL_OF_1987[:6]} {PESEL_OF_1987[6:]}", False, set()),
        (date(1987, 3, 15), PESEL_OF_1987, False, {PersonRefusal.PESEL_OTHER_BIRTH_DATE}),
        (None, "8703140123X", False, {PersonRefusal.PESEL_NOT_DIGITS}),
        (None, "8703140123", False, {PersonRefusal.PESEL_WRONG_LENGTH}),
        (None, WRONG_LAST_DIGIT, False, {PersonRefusal.PESEL_WRONG_CHECK_DIGIT}),
        (None, pesel("8703320123"), False, {PersonRefusal.PESEL_IMPOSSIBLE_BIRTH_DATE}),
        (None, pesel("2632301234"), False, {PersonRefusal.PESEL_BORN_IN_THE_FUTURE}),
        (date(2026, 11, 21), "", False, {PersonRefusal.BORN_IN_THE_FUTURE}),
        (date(1895, 1, 1), "", False, {PersonRefusal.TOO_OLD}),
        (date(2008, 11, 20), "", True, {PersonRefusal.ADULT_BUT_SAID_TO_BE_A_CHILD}),
        (date(2008, 11, 21), "", True, set()),
    ],
)
def test_person_refusals(birth, pesel, said, refusals):
    assert person_refusals(birth=birth, pesel=pesel, said_to_be_a_child=said, today=TODAY) == refusals


def kin(person, relative, kind=KinshipKind.PARENT):
    return Kin(person, relative, kind)


OLD, YOUNG = date(1980, 1, 1), date(2010, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "known", "births", "refusals"),
    [
        (kin(1, 2), [], (OLD, YOUNG), set()),
        (kin(1, 2), [], (None, YOUNG), set()),
        (kin(1, 2), [], (OLD, None), set()),
        (kin(1, 2), [], (YOUNG, OLD), {KinRefusal.NOT_OLDER}),
        (kin(1, 2, KinshipKind.STEP_PARENT), [], (YOUNG, OLD), set()),
        (kin(1, 2, KinshipKind.SPOUSE), [], (YOUNG, OLD), set()),
        (kin(1, 1, KinshipKind.OTHER), [], (OLD, OLD), {KinRefusal.SAME_PERSON}),
        (kin(1, 9), [], (OLD, YOUNG), {KinRefusal.NOT_IN_THE_CASE}),
        (kin(1, 2), [kin(1, 2)], (OLD, YOUNG), {KinRefusal.ALREADY_SAID}),
        (kin(1, 2), [kin(2, 1)], (OLD, YOUNG), {KinRefusal.OTHER_WAY_ROUND}),
        (kin(1, 2, KinshipKind.SIBLING), [kin(2, 1, KinshipKind.SIBLING)], (OLD, YOUNG), {KinRefusal.ALREADY_SAID}),
        (kin(1, 2, KinshipKind.SIBLING), [kin(1, 3, KinshipKind.SIBLING)], (OLD, YOUNG), set()),
    ],
)
def test_kin_refusals(wanted, known, births, refusals):
    assert kin_refusals(wanted, known=known, in_the_case=[1, 2, 3], births=births) == refusals


GUARDING = Guarding(
    kind=GuardianKind.PARENT,
    scope="",
    starts_on=date(2020, 1, 1),
    ends_on=None,
    same_person=False,
    in_the_case=True,
    ward_is_child=True,
    guardian_age=40,
    overlaps=False,
)


@pytest.mark.parametrize(
    ("change", "refusals"),
    [
        ({}, set()),
        ({"guardian_age": None}, set()),
        ({"guardian_age": 15}, {GuardianRefusal.TOO_YOUNG}),
        ({"guardian_age": 16}, set()),
        ({"guardian_age": 15, "kind": GuardianKind.CARER}, set()),
        ({"same_person": True}, {GuardianRefusal.SAME_PERSON}),
        ({"in_the_case": False}, {GuardianRefusal.NOT_IN_THE_CASE}),
        ({"ward_is_child": False}, {GuardianRefusal.WARD_IS_ADULT}),
        ({"ward_is_child": False, "kind": GuardianKind.LEGAL}, set()),
        ({"ward_is_child": False, "kind": GuardianKind.CURATOR}, set()),
        ({"kind": GuardianKind.CURATOR}, {GuardianRefusal.WARD_IS_CHILD}),
        ({"overlaps": True}, {GuardianRefusal.ALREADY_SAID}),
        ({"ends_on": date(2020, 1, 1)}, set()),
        ({"ends_on": date(2019, 12, 31)}, {GuardianRefusal.ENDS_BEFORE_START}),
        ({"kind": GuardianKind.LIMITED}, {GuardianRefusal.NO_SCOPE}),
        ({"kind": GuardianKind.LIMITED, "scope": "nadzór kuratora"}, set()),
    ],
)
def test_guardian_refusals(change, refusals):
    assert guardian_refusals(replace(GUARDING, **change)) == refusals


@pytest.mark.parametrize(
    ("left_on", "refusals"),
    [
        (TODAY, set()),
        (date(2026, 1, 1), set()),
        (TODAY + timedelta(1), {LeaveRefusal.IN_THE_FUTURE}),
        (date(2025, 12, 31), {LeaveRefusal.BEFORE_JOINING}),
    ],
)
def test_leave_refusals(left_on, refusals):
    assert leave_refusals(left_on, since=date(2026, 1, 1), today=TODAY) == refusals


@pytest.mark.parametrize(
    ("kind", "starts_on", "ends_on", "born", "last"),
    [
        (GuardianKind.PARENT, date(2012, 2, 29), None, date(2012, 2, 29), date(2030, 2, 27)),
        (GuardianKind.LIMITED, date(2012, 3, 1), date(2040, 1, 1), date(2012, 3, 1), date(2030, 2, 28)),
        (GuardianKind.PARENT, date(2012, 3, 1), date(2020, 1, 1), date(2012, 3, 1), date(2020, 1, 1)),
        (GuardianKind.LEGAL, date(2030, 3, 1), None, date(2012, 3, 1), None),
        (GuardianKind.CARER, date(2012, 3, 1), None, date(2012, 3, 1), None),
        (GuardianKind.PARENT, date(2012, 3, 1), None, None, None),
    ],
)
def test_a_guardianship_of_a_child_ends_on_the_eve_of_coming_of_age(kind, starts_on, ends_on, born, last):
    assert last_day_of_guarding(kind, starts_on=starts_on, ends_on=ends_on, ward_born=born) == last
