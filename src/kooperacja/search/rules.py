"""What somebody looks for, by the shape of what they typed; and whether a name or a place fits it. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Final

from kooperacja.kernel.pesel import PeselError, check_pesel
from kooperacja.kernel.text import fold

FEWEST_LETTERS: Final = 2
LONGEST: Final = 100
"""Characters that are looked at: no name, place or number is longer."""
PESEL_DIGITS: Final = 11
PHONE_DIGITS: Final = range(6, 16)
OWN_DIGITS: Final = 9
"""The digits of a Polish telephone number, without the prefix of the country."""
POLAND: Final = "48"
NOBODY_IS_BORN_YET: Final = date(2100, 1, 1)
"""PESELs know later births; a telephone number that could be one is none."""

_NUMBER: Final = re.compile(r"(?:[SZ]/)?\d+/\d{4}(?:/\d{1,6})?")
_DIGITS: Final = re.compile(r"[+(\d][\d\s()\-]*")
_POSTCODE: Final = re.compile(r"\d\d-\d\d\d")
_WORD: Final = re.compile(r"[^\W_]+")


class Kind(Enum):
    """What was typed looks like …"""

    NUMBER = auto()  # of a case or a concern
    PESEL = auto()
    PHONE = auto()
    WORDS = auto()  # a name or a place


@dataclass(frozen=True)
class Sought:
    """What somebody looks for."""

    kind: Kind
    text: str = ""
    """The number, or the digits."""
    words: tuple[str, ...] = ()
    """Folded, for names and places."""


def sought_in(text: str) -> Sought | None:
    """Return what somebody looks for; None if it is too little to look for."""
    text = text.strip()[:LONGEST]
    if _NUMBER.fullmatch(text.upper()):
        return Sought(Kind.NUMBER, text.upper())
    digits = re.sub(r"\D", "", text)
    if _DIGITS.fullmatch(text) and not _POSTCODE.fullmatch(text):
        if len(digits) == PESEL_DIGITS and not text.startswith(("+", "00")) and not _is_phone_from_poland(digits):
            return Sought(Kind.PESEL, digits)
        return Sought(Kind.PHONE, digits[-OWN_DIGITS:]) if len(digits) in PHONE_DIGITS else None
    words = tuple(_WORD.findall(fold(text)))
    return Sought(Kind.WORDS, words=words) if sum(map(len, words)) >= FEWEST_LETTERS else None


def _is_phone_from_poland(digits: str) -> bool:
    """Tell whether eleven digits are a telephone number with the country's prefix, and no PESEL of somebody of 1948."""
    try:
        check_pesel(digits, today=NOBODY_IS_BORN_YET)
    except PeselError:
        return digits.startswith(POLAND)
    return False


def fits(words: Iterable[str], *texts: str) -> bool:
    """Tell whether each of the folded words begins a word of the texts: `kow jan` fits Jan Kowalski."""
    folded = fold(" ".join(texts))
    if not all(word in folded for word in words):  # nearly always, so it is asked the quick way first
        return False
    there = _WORD.findall(folded)
    return all(any(one.startswith(word) for one in there) for word in words)


def has_phone(digits: str, *texts: str) -> bool:
    """Tell whether one of the texts holds these digits one after another, however they are set apart."""
    return any(digits in re.sub(r"\D", "", text) for text in texts)
