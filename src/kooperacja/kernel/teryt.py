"""Codes of the Polish territorial register (TERYT, part TERC).

A voivodeship has two digits (`WW`), a powiat four (`WWPP`), a gmina six (`WWPPGG`). A seventh digit, RODZ, tells the
kind and is no part of the identity: a gmina that receives town rights changes it and remains the same gmina.

The register also lists rows that are no gminas. Kinds 4 and 5 are the town and the rural area of a gmina of kind 3
and share its six digits. Kinds 8 and 9 are parts of a city; they have numbers of their own within the city's powiat
(1465028 Bemowo lies in 1465011 Warszawa). None of these four governs itself.

Source: rozporządzenie Rady Ministrów z 15 grudnia 1998 r. (TERYT), Dz.U. 1998 nr 157 poz. 1031.
"""

import re
from enum import StrEnum
from typing import Final


class GminaKind(StrEnum):
    """The digit RODZ."""

    URBAN = "1"
    RURAL = "2"
    URBAN_RURAL = "3"
    TOWN_PART = "4"
    """The town within an urban-rural gmina."""
    RURAL_PART = "5"
    """The rural area of an urban-rural gmina."""
    WARSAW_DISTRICT = "8"
    """A district (dzielnica) of the gmina Warszawa."""
    CITY_DELEGATION = "9"
    """A delegation (delegatura) or district of another city: Kraków, Łódź, Poznań, Wrocław."""

    @property
    def is_gmina(self) -> bool:
        """Whether the row is a gmina, not a part of one."""
        return self in GMINA_KINDS

    @property
    def is_part(self) -> bool:
        """Whether the row is a part of a gmina."""
        return not self.is_gmina


GMINA_KINDS: Final = frozenset({GminaKind.URBAN, GminaKind.RURAL, GminaKind.URBAN_RURAL})
URBAN_RURAL_PARTS: Final = frozenset({GminaKind.TOWN_PART, GminaKind.RURAL_PART})
CITY_PARTS: Final = frozenset({GminaKind.WARSAW_DISTRICT, GminaKind.CITY_DELEGATION})


class Level(StrEnum):
    """The three tiers of Polish territory."""

    VOIVODESHIP = "voivodeship"
    POWIAT = "powiat"
    GMINA = "gmina"


_LEVEL_BY_LENGTH: Final = {2: Level.VOIVODESHIP, 4: Level.POWIAT, 6: Level.GMINA}
_CODE: Final = re.compile(r"(?:[0-9]{2}){1,3}")


class TerytError(ValueError):
    """A text that is no code of the register."""


def level_of(code: str) -> Level:
    """Return the tier of a code of two, four or six digits.

    Raises:
        TerytError: the text is none of these, or one of its pairs is 00.
    """
    if not _CODE.fullmatch(code) or "00" in pairs(code):
        raise TerytError(f"{code!r} is no territorial code: two, four or six digits are needed.")
    return _LEVEL_BY_LENGTH[len(code)]


def pairs(code: str) -> tuple[str, ...]:
    """Split a code into its pairs of digits: voivodeship, powiat, gmina."""
    return tuple(code[at : at + 2] for at in range(0, len(code), 2))


def parent_code(code: str) -> str | None:
    """Return the code of the unit above, or None for a voivodeship.

    Raises:
        TerytError: the text is no code.
    """
    return None if level_of(code) is Level.VOIVODESHIP else code[:-2]


def voivodeship_code(code: str) -> str:
    """Return the two digits of the voivodeship that the unit lies in.

    Raises:
        TerytError: the text is no code.
    """
    level_of(code)
    return code[:2]


def split_gmina_code(text: str) -> tuple[str, GminaKind]:
    """Split the seven digits by which people write a gmina into its code and its kind.

    Raises:
        TerytError: the text isn't seven digits, or the last of them is no kind.
    """
    code, kind = text[:6], text[6:]
    if level_of(code) is not Level.GMINA or kind not in set(GminaKind):
        raise TerytError(f"{text!r} is no code of a gmina with its kind: seven digits are needed.")
    return code, GminaKind(kind)
