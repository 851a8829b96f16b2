"""Whether a text says whom it is about: compared with what is known of the people of the case. Pure.

Polish names change their endings (Kuba: Kuby, Kubie; Jałowiec: Jałowca), so a word is compared with the forms that a
name can take. A word too many is refused rather than one too few: the person who asks sees which, and says it in
other words. It finds what is written, not what can be guessed: of a small village the page warns beside the box.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kooperacja.kernel.text import fold, many_lines

_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"\d(?:[ \u00a0./-]?\d)*")
_ADDRESS: Final = re.compile(r"\S+@\S+")
_PESEL_LENGTH: Final = 11
_PHONE_LENGTH: Final = 9
_SHORTEST_NUMBER: Final = 6
_SHORT: Final = 3
"""Of a name as short as this, other forms are only found with a capital letter: "ale" isn't Ala, "idzie" isn't Iga."""

ENDINGS: Final = frozenset(
    (
        *("", "a", "e", "i", "y", "o", "u", "ia", "ie", "ii", "iu", "io"),
        *("em", "iem", "om", "ow", "owi", "owie", "ami", "ach", "iami", "iach", "iom"),
        *("ego", "iego", "emu", "iemu", "ej", "iej", "im", "ym", "ich", "ych", "imi", "ymi"),
        *("owa", "owej", "owie", "owna", "ownie", "owny", "owne"),
    )
)
"""What can stand after a stem, without marks."""

SOFTER: Final = (
    *(("st", "sci"), ("ch", "sz"), ("sk", "sc"), ("ck", "cc"), ("k", "c"), ("k", "ci"), ("g", "dz")),
    *(("r", "rz"), ("t", "ci"), ("d", "dzi"), ("z", "zi"), ("s", "si"), ("n", "ni")),
)
"""How the end of a stem changes before some endings."""

COMMON: Final = frozenset(
    (
        *("ul", "ulica", "al", "aleja", "os", "osiedle", "pl", "plac", "lok", "lokal", "dom", "nr"),
        *("gmina", "powiat", "poczta", "mieszkanie", "wies", "kolonia", "im", "pod", "nad", "przy"),
    )
)
"""Words of an address that say nothing of where it is."""


@dataclass(frozen=True)
class Known:
    """What is known of the people of a case, as it is written down."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """PESEL, telephones, numbers and marks of the case."""


def says_who(text: str, known: Known) -> list[str]:
    """Return what in the text says whom it is about, as it stands there, each once."""
    text = many_lines(text)
    found = [*_names(text, known.names), *_places(text, known.addresses), *_numbers(text, known.numbers)]
    return list(dict.fromkeys(found + _ADDRESS.findall(text)))


def _words(texts: Iterable[str]) -> set[str]:
    return {fold(word) for text in texts for word in _WORD.findall(text)}


def stems(name: str) -> frozenset[str]:
    """Return what the forms of a name begin with; the name is folded: `stems("jalowiec")` has `jalowc`."""
    base = name[:-1] if name[-1] in "aeiouy" and len(name) > 1 else name
    found = {name, base}
    if base == name and name[-2:-1] == "e":
        found |= {name[:-2] + name[-1], name[:-3] + name[-1]} if name[-3:-2] == "i" else {name[:-2] + name[-1]}
    found |= {base.removesuffix(end) + softer for end, softer in SOFTER if base.endswith(end)}
    return frozenset(found)


def _names(text: str, names: Iterable[str]) -> Iterator[str]:
    known = [name for name in _words(names) if len(name) > 1]
    every = {(stem, name) for name in known for stem in stems(name) if len(stem) > 1}
    clear = {stem for stem, name in every if len(name) > _SHORT <= len(stem)} | set(known)
    short = {stem for stem, _name in every}
    for word in _WORD.findall(text):
        if _is_one_of(word, clear) or (word[0].isupper() and _is_one_of(word, short)):
            yield word


def _is_one_of(word: str, all_stems: Iterable[str]) -> bool:
    folded = fold(word)
    return any(folded.startswith(stem) and folded[len(stem) :] in ENDINGS for stem in all_stems)


def _places(text: str, addresses: Iterable[str]) -> Iterator[str]:
    """Yield words of an address: with a capital letter, since streets and villages are called by common words."""
    all_stems = {stem for word in _words(addresses) - COMMON if len(word) >= _SHORT for stem in stems(word)}
    for word in _WORD.findall(text):
        if word[0].isupper() and _is_one_of(word, all_stems):
            yield word


def _numbers(text: str, numbers: Iterable[str]) -> Iterator[str]:
    known = {digits[-_PHONE_LENGTH:] for digits in map(_digits, numbers) if len(digits) >= _SHORTEST_NUMBER}
    for number in _NUMBER.findall(text):
        digits = _digits(number)
        if len(digits) == _PESEL_LENGTH or any(one in digits for one in known):
            yield number


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
