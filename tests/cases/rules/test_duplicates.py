"""Who may be one person: slips, Polish letters, swapped names, a changed surname; and who surely isn't."""

from datetime import date

import pytest

from kooperacja.cases.rules.duplicates import either_order, known, may_be_one

BORN = date(1987, 3, 14)


def alike(one, other):
    return any(may_be_one(way, known(*other)) for way in either_order(*one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            ("Anna", "Kowalska", BORN), ("Ania", "Kowalski", None), id="an everyday form, a form of the surname"
        ),
        pytest.param(("Łukasz", "Wójcik"), ("Lukasz", "Wojcik"), id="Polish letters"),
        pytest.param(("Agnieszka", "Wiśniewska"), ("Agnieszka", "Wisniewksa"), id="swapped letters"),
        pytest.param(("Anna", "Kowalska"), ("Kowalska", "Anna"), id="swapped names"),
        pytest.param(("Anna", "Nowak", BORN), ("Anna", "Zielińska", BORN), id="surname changed by marriage"),
        pytest.param(("Anna", "Nowak", BORN), ("Anna", "Nowak-Zielińska", date(1987, 3, 15)), id="a slip in the date"),
        pytest.param(("Anna", "Nowak", date(1987, 3, 4)), ("Anna", "Nowak", date(1987, 4, 3)), id="day and month"),
        pytest.param(("Beata", "Li"), ("Beata", "Li"), id="a short surname"),
    ],
)
def test_may_be_one_person(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("Jan", "Nowak", BORN), ("Jan", "Nowak", date(1955, 1, 2)), id="father and son"),
        pytest.param(("Ola", "Nowak", BORN), ("Ala", "Nowak", BORN), id="twins"),
        pytest.param(("Anna", "Nowak"), ("Anna", "Zielińska"), id="a first name alone"),
        pytest.param(("Beata", "Li"), ("Beata", "Lo"), id="short surnames"),
    ],
)
def test_are_two_people(one, other):
    assert not alike(one, other)


def test_the_same_pesel_is_enough():
    assert may_be_one(known("Anna", "Nowak", pesel="x"), known("Jan", "Gaj", date(1950, 1, 1), pesel="x"))
    assert not may_be_one(known("Anna", "Nowak"), known("Jan", "Gaj"))
