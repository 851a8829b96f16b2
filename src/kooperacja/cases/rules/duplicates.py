"""Whether two records may be of one person. Pure: what is written down of each in, yes or no out; a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kooperacja.kernel.likeness import first_names, near, slip, stems
from kooperacja.kernel.text import fold


@dataclass(frozen=True)
class Known:
    """What is compared of one person. `pesel` is PESEL or its keyed index: equal or not, nothing else."""

    first_names: frozenset[str]
    surnames: frozenset[str]
    birth: date | None = None
    pesel: str = ""


def known(first_name: str, surname: str, birth: date | None = None, *, pesel: str = "") -> Known:
    """Return what is compared of a person: first names as documents have them, stems of the surname."""
    folded = fold(surname)
    return Known(first_names(first_name), stems(folded) or frozenset({folded}), birth, pesel)


def either_order(first_name: str, surname: str, birth: date | None = None, *, pesel: str = "") -> tuple[Known, Known]:
    """Return a person as typed, and as it would be if first name and surname were swapped."""
    return known(first_name, surname, birth, pesel=pesel), known(surname, first_name, birth, pesel=pesel)


def may_be_one(one: Known, other: Known) -> bool:
    """Tell whether they may be one person.

    Names may differ by a slip and by Polish letters. Somebody with another surname may be the same if first name and
    date of birth are. Dates that contradict each other speak against it: father and son share a name. Another first
    name with the same surname and date of birth is a twin, not the same person.
    """
    if one.pesel and one.pesel == other.pesel:
        return True
    same_birth = one.birth is not None and one.birth == other.birth
    if one.birth and other.birth and not same_birth and not slip(one.birth, other.birth):
        return False
    same_name = same_birth or _meet(one.surnames, other.surnames)
    return same_name and _meet(one.first_names, other.first_names)


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    return any(near(one, other) for one in some for other in others)
