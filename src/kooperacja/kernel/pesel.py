"""PESEL, the number of a person in the Polish register of residents.

No error of this module repeats the number: it would end in a log.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from stdnum import exceptions
from stdnum.pl import pesel as standard


class PeselFault(StrEnum):
    """Why a text is no PESEL."""

    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    IMPOSSIBLE_BIRTH_DATE = "impossible_birth_date"
    BORN_IN_THE_FUTURE = "born_in_the_future"


class Sex(StrEnum):
    """What the tenth digit says: even is a woman, odd a man."""

    FEMALE = "F"
    MALE = "M"


class PeselError(ValueError):
    """A text that is no PESEL; `reason` says why."""

    def __init__(self, reason: PeselFault) -> None:
        super().__init__(reason.value)
        self.reason = reason


_FAULTS: Final[dict[type[Exception], PeselFault]] = {
    exceptions.InvalidFormat: PeselFault.NOT_DIGITS,
    exceptions.InvalidLength: PeselFault.WRONG_LENGTH,
    exceptions.InvalidChecksum: PeselFault.WRONG_CHECK_DIGIT,
    exceptions.InvalidComponent: PeselFault.IMPOSSIBLE_BIRTH_DATE,
}


def check_pesel(text: str, *, today: date) -> str:
    """Return the eleven digits, without the spaces and dashes in which people write them.

    Raises:
        PeselError: with the first reason why it is none.

    Source: ustawa z 24 września 2010 r. o ewidencji ludności, art. 15.
    """
    try:
        digits = str(standard.validate(text))
    except exceptions.ValidationError as error:
        raise PeselError(_FAULTS[type(error)]) from None
    if birth_date(digits) > today:
        raise PeselError(PeselFault.BORN_IN_THE_FUTURE)
    return digits


def birth_date(pesel: str) -> date:
    """Return the birth date that a checked PESEL holds; the month carries the century."""
    born: date = standard.get_birth_date(pesel)
    return born


def sex(pesel: str) -> Sex:
    """Return the sex that a checked PESEL holds."""
    return Sex(standard.get_gender(pesel))
