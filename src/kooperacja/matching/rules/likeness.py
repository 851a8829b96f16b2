"""Comparing two descriptions. The machine says what is alike; that they are the same, a person decides."""

from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.likeness import near, slip

from .reading import Description, Home


class Reason(TextChoices):
    """What is alike, without saying what it is: intake may not read who the persons of a case are."""

    SAME_PESEL = "same_pesel", _("the same PESEL")
    SAME_HOME = "same_home", _("the same address")
    NEAR_HOME = "near_home", _("a similar address")
    SAME_BIRTH = "same_birth", _("the same date of birth")
    NEAR_BIRTH = "near_birth", _("a date of birth that differs by a slip")
    AGE_FITS = "age_fits", _("the age fits")
    SAME_SURNAME = "same_surname", _("the same surname, or a part of it")
    NEAR_SURNAME = "near_surname", _("a similar surname")
    SAME_FIRST_NAME = "same_first_name", _("the same first name, or a form of it")
    SAID_SAME = "said_same", _("somebody said before that it is the same household")


class Strength(TextChoices):
    """How much speaks for it."""

    STRONG = "strong", _("much speaks for it")
    POSSIBLE = "possible", _("possible")


WEIGHTS: Final = {
    Reason.SAME_PESEL: 10,
    Reason.SAID_SAME: 10,
    Reason.SAME_HOME: 4,
    Reason.NEAR_HOME: 2,
    Reason.SAME_BIRTH: 3,
    Reason.NEAR_BIRTH: 2,
    Reason.AGE_FITS: 1,
    Reason.SAME_SURNAME: 3,
    Reason.NEAR_SURNAME: 2,
    Reason.SAME_FIRST_NAME: 2,
}
WORTH_SHOWING: Final = 4
"""A surname alone is shared by half a village, a first name and an age by many."""
MUCH: Final = 7


def likeness(one: Description, other: Description) -> frozenset[Reason]:
    """Return everything that is alike in two descriptions."""
    found = {
        Reason.SAME_PESEL: bool(one.pesels & other.pesels),
        Reason.SAME_SURNAME: bool(one.surnames & other.surnames),
        Reason.SAME_FIRST_NAME: bool(one.first_names & other.first_names),
        Reason.SAME_BIRTH: bool(one.births & other.births),
    }
    found[Reason.NEAR_SURNAME] = not found[Reason.SAME_SURNAME] and _any_near(one.surnames, other.surnames)
    found[Reason.NEAR_BIRTH] = not found[Reason.SAME_BIRTH] and _any_slip(one.births, other.births)
    births_speak = found[Reason.SAME_BIRTH] or found[Reason.NEAR_BIRTH]
    found[Reason.AGE_FITS] = not births_speak and bool(one.years & other.years)
    homes = _homes(one.home, other.home)
    return frozenset(reason for reason, holds in found.items() if holds) | homes


def strength(reasons: frozenset[Reason]) -> Strength | None:
    """Return how much speaks for one household; None is too little to trouble anybody with."""
    weight = sum(WEIGHTS[reason] for reason in reasons)
    if weight < WORTH_SHOWING:
        return None
    return Strength.STRONG if weight >= MUCH else Strength.POSSIBLE


def _any_near(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(near(one, other) for one in some for other in others)


def _any_slip(some: frozenset[date], others: frozenset[date]) -> bool:
    """Whether day and month are swapped, or one digit of the date is another."""
    return any(slip(one, other) for one in some for other in others)


def _homes(one: Home, other: Home) -> frozenset[Reason]:
    if not (one.is_known and other.is_known) or one.house != other.house:
        return frozenset()
    if one.flat and other.flat and one.flat != other.flat:
        return frozenset()  # neighbours
    fewer, more = sorted((one.words, other.words), key=len)
    if not all(any(near(word, found) for found in more) for word in fewer):
        return frozenset()
    return frozenset({Reason.SAME_HOME if one.flat == other.flat else Reason.NEAR_HOME})
