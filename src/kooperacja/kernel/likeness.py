"""How alike two names or dates of birth are, as people write them down. The machine compares, a person decides."""

from datetime import date
from typing import Final

from rapidfuzz.distance import OSA

from .names import FORMAL, NOUN_ENDINGS, SURNAME_ENDINGS
from .text import fold

SHORTEST_STEM: Final = 3
ONE_SLIP_FROM: Final = 4
TWO_SLIPS_FROM: Final = 8


def near(one: str, other: str) -> bool:
    """Tell whether two words differ by a slip: one in a word of four letters, two in one of eight.

    What begins with a number has no slips. A swap of neighbouring letters counts as one (optimal string alignment).
    """
    if one[:1].isdigit() or other[:1].isdigit():
        return one == other  # 1 Maja is not 3 Maja
    shorter = min(len(one), len(other))
    slips = 0 if shorter < ONE_SLIP_FROM else 1 if shorter < TWO_SLIPS_FROM else 2
    return bool(OSA.distance(one, other, score_cutoff=slips) <= slips)


def slip(one: date, other: date) -> bool:
    """Tell whether two dates differ by a slip: day and month are swapped, or one digit is another."""
    swapped = one.year == other.year and (one.day, one.month) == (other.month, other.day)
    return swapped or OSA.distance(one.isoformat(), other.isoformat()) == 1


def stem(word: str) -> str:
    """Return what stays the same of a folded surname: kowalsk of Kowalska, sitarz of Sitarzowie."""
    for ending in SURNAME_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)] + ending[0] + "k"
    for ending in NOUN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def formal(word: str) -> frozenset[str]:
    """Return the first names that a folded word may mean; empty if it is none that is known."""
    return FORMAL.get(word, frozenset())


def first_names(text: str) -> frozenset[str]:
    """Return the first names of somebody as documents have them; one that isn't known stands for itself."""
    words = fold(text).replace("-", " ").split()
    return frozenset[str]().union(*(formal(word) or {word} for word in words))


def stems(surname: str) -> frozenset[str]:
    """Return the stems of a folded surname, both of a double one."""
    return frozenset(stem(part) for part in surname.replace("-", " ").split() if len(part) >= SHORTEST_STEM)
