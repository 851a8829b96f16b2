"""Reading what is known of somebody out of what people wrote: words that may be names, ages, a house.

A concern names people in free words ("Pan Sitarz, ponad 70 lat"); a case knows first name, surname and date of birth.
Both become a `Description`, so that they can be compared.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kooperacja.kernel.likeness import first_names, formal, stems
from kooperacja.kernel.names import NO_NAME
from kooperacja.kernel.pesel import PeselError, birth_date, check_pesel
from kooperacja.kernel.text import fold

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MONTHS: Final = (
    *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
    *("lipca", "sierpnia", "wrzesnia", "pazdziernika", "listopada", "grudnia"),
)
_AGE: Final = re.compile(r"(?<!\d)(\d{1,3})(?:\s*-?\s*)(?:lat(?:a|ek)?\b|letni)", re.IGNORECASE)
_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})[.\-/](\d{1,2})[.\-/]((?:19|20)\d{2})(?!\d)")
_DATE_ISO: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})(?!\d)")
_DATE_IN_WORDS: Final = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+((?:19|20)\d{{2}})(?!\d)")
_YEAR: Final = re.compile(r"\b(?:ur\.?|urodzon[aey]|rocznik)\s*(?:w\s+)?((?:19|20)\d{2})(?![\d.\-/])")
_ELEVEN: Final = re.compile(r"(?<!\d)\d(?:[ -]?\d){10}(?!\d)")
_STREET_OF_A_DAY: Final = re.compile(rf"\b(\d{{1,2}})(?:-?g?o)?\.?\s+({'|'.join(_MONTHS)})\b")
_POSTCODE: Final = re.compile(r"\b\d{2}-\d{3}\b")
_NUMBER: Final = re.compile(r"(\d+)\s?([a-z])?\b")
_FLAT: Final = re.compile(r"(?:/|\bm\b|\blok\b|\bmieszkanie\b|\bmieszkania\b)\s*(\d+)")
_OF_A_STREET: Final = "ul ulica ulicy al aleja os osiedle pl plac nr dom numer m lok mieszkanie gm gmina woj"
_NO_STREET: Final = frozenset(_OF_A_STREET.split())

OLDEST: Final = 120
GUESS: Final = 2


@dataclass(frozen=True)
class Home:
    """A place of living: its words, folded, the number of the house, and of the flat if one was given."""

    words: tuple[str, ...] = ()
    house: str = ""
    flat: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it can be told apart from other houses."""
        return bool(self.words and self.house)


@dataclass(frozen=True)
class Description:
    """What is known of one or several people of one household; everything folded."""

    first_names: frozenset[str] = frozenset()
    """As documents have them; an everyday form stands for each that it may mean."""
    surnames: frozenset[str] = frozenset()
    """Stems; both parts of a double one."""
    births: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    """Years of birth, as far as ages tell."""
    pesels: frozenset[str] = frozenset()
    """PESEL, or its keyed index in hexadecimal: equal or not, nothing else."""
    home: Home = field(default_factory=Home)


def known_person(
    first_name: str, surname: str, birth: date | None, *, pesel: str = "", also: Iterable[tuple[str, str]] = ()
) -> Description:
    """Return the description of somebody whom a case knows.

    Args:
        pesel: whatever is compared for it.
        also: first name and surname, either may be empty, under which they were known or written down as well.
    """
    names = [(first_name, surname), *also]
    return Description(
        first_names=frozenset[str]().union(*(first_names(first) for first, _last in names)),
        surnames=frozenset[str]().union(*(stems(fold(last)) for _first, last in names)),
        births=frozenset({birth} if birth else ()),
        years=frozenset({birth.year} if birth else ()),
        pesels=frozenset({pesel} if pesel else ()),
    )


def told_of(who: str, *, also: str = "", address: str = "", told_on: date) -> Description:
    """Return the description of those whom a concern speaks of.

    Args:
        who: "Who it is about, as far as you know".
        also: children and others who live there; of these words only first names and ages are taken.
        told_on: the day from which ages count back.
    """
    firsts, rest = _names(word for word in _WORD.findall(who) if word[0].isupper())
    if not rest:  # typed in a hurry: "pani kowalska", "Henryk sitarz"
        firsts, rest = _names(_WORD.findall(who))
    others = [fold(word) for word in _WORD.findall(also) if word[0].isupper()]
    both = f"{who}\n{also}"
    pesels = frozenset(_pesels(both, told_on))
    births = frozenset(_dates(who)) | {birth_date(pesel) for pesel in _pesels(who, told_on)}
    return Description(
        first_names=frozenset[str]().union(*(formal(word) for word in [*firsts, *others])),
        # a word that is nobody's usual first name may still be one; as a surname it then meets nothing
        surnames=frozenset(part for word in rest for part in stems(word)),
        births=births,
        years=frozenset({birth.year for birth in births} | set(_years(both, told_on))),
        pesels=pesels,
        home=home_of(address),
    )


def home_of(address: str) -> Home:
    """Return the house of an address as people write it: "ul. Polna 12 m. 3", "Polna 12/3", "Wierzbowa Góra 71"."""
    text = _POSTCODE.sub(" ", fold(address)).replace("m.", "m ")
    days = ["".join(found) for found in _STREET_OF_A_DAY.findall(text)]  # ul. 3 Maja: no house number
    text = _STREET_OF_A_DAY.sub(" ", text)
    flat = _FLAT.search(text)
    plain = _FLAT.sub(" ", text)
    numbers = _NUMBER.findall(plain)
    words = [word for word in re.findall(r"[^\W\d_]{2,}", _NUMBER.sub(" ", plain)) if word not in _NO_STREET]
    house = "".join(numbers[0]) if numbers else ""
    return Home((*days, *words), house, flat.group(1) if flat else "")


def _names(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return those of the words that are first names, and those that may be surnames; folded."""
    folded = [fold(word) for word in words]
    firsts = [word for word in folded if formal(word)]
    return firsts, [word for word in folded if not formal(word) and word not in NO_NAME]


def _dates(text: str) -> Iterable[date]:
    in_words = _DATE_IN_WORDS.findall(fold(text))
    found = [
        *_DATE.findall(text),
        *((day, month, year) for year, month, day in _DATE_ISO.findall(text)),
        *((day, _MONTHS.index(month) + 1, year) for day, month, year in in_words),
    ]
    for day, month, year in found:
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def _years(text: str, told_on: date) -> Iterable[int]:
    """Return the years that somebody named, and those in which one of about that age may be born: people guess."""
    yield from (int(year) for year in _YEAR.findall(fold(text)))
    for age in (int(found) for found in _AGE.findall(text)):
        if age <= OLDEST:
            born = told_on.year - age
            yield from range(born - GUESS - 1, born + GUESS + 1)


def _pesels(text: str, told_on: date) -> Iterable[str]:
    for digits in _ELEVEN.findall(text):
        try:
            yield check_pesel(digits, today=told_on)
        except PeselError:
            continue
