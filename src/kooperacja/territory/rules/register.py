"""Fitting a file into the register: what changes, what is refused, who may follow whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from django.utils.translation import gettext

from kooperacja.kernel.teryt import URBAN_RURAL_PARTS, GminaKind, Level, level_of
from kooperacja.kernel.text import fold
from kooperacja.territory.rules.terc import TercFile
from kooperacja.territory.rules.timeline import (
    Change,
    PartState,
    Period,
    S,
    Timeline,
    UnitState,
    What,
    changes,
    join,
    keep,
    next_after,
    state_on,
    write,
)

LIKE: Final = 0.85
"""How like two folded names must be, as `difflib` measures it, for one unit to be offered as the other's successor."""
MANY_ENDED: Final = 0.2
FEW: Final = 5
"""A file that ends more than `MANY_ENDED` of a voivodeship's gminas, and more than `FEW`, was most likely cut short:
in no year since 1999 did Poland end more than a handful."""


@dataclass(frozen=True, slots=True)
class Observation:
    """That a file of that day was read, and of what it spoke."""

    on: date
    voivodeships: frozenset[str]
    voivodeships_with_parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Register:
    """All that is known: timelines of units by code and of parts by their seven digits, and the files read."""

    units: Mapping[str, Timeline[UnitState]] = field(default_factory=dict)
    parts: Mapping[str, Timeline[PartState]] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()

    def days_of(self, voivodeship: str) -> frozenset[date]:
        """Return the days of the files that spoke for the voivodeship."""
        return frozenset(seen.on for seen in self.observations if voivodeship in seen.voivodeships)

    def days_with_parts_of(self, voivodeship: str) -> frozenset[date]:
        """Return the days of the files that spoke for the parts of its gminas, too."""
        return frozenset(seen.on for seen in self.observations if voivodeship in seen.voivodeships_with_parts)


@dataclass(frozen=True, slots=True)
class Older:
    """A voivodeship of the file of which a newer file was read before."""

    voivodeship: str
    last: date

    def __str__(self) -> str:
        return gettext("of voivodeship %(code)s a newer file, of %(day)s, was imported before") % {
            "code": self.voivodeship,
            "day": self.last.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Ended:
    """A voivodeship of which an unlikely number of gminas is missing in the file."""

    voivodeship: str
    gminas: int
    of: int

    def __str__(self) -> str:
        return gettext("of voivodeship %(code)s %(missing)d of %(all)d gminas are missing in the file") % {
            "code": self.voivodeship,
            "missing": self.gminas,
            "all": self.of,
        }


def newer_files(register: Register, file: TercFile) -> list[Older]:
    """Return the voivodeships for which the file is older than what was read before; none means go ahead."""
    found = []
    for voivodeship in sorted(file.voivodeships):
        last = max(register.days_of(voivodeship), default=file.on)
        if last > file.on:
            found.append(Older(voivodeship, last))
    return found


def cut_short(register: Register, file: TercFile) -> list[Ended]:
    """Return the voivodeships of which too many gminas would end for a whole file; none means go ahead."""
    found = []
    for voivodeship in sorted(file.voivodeships):
        known = [
            code
            for code, timeline in register.units.items()
            if code.startswith(voivodeship)
            and level_of(code) is Level.GMINA
            and state_on(timeline, file.on) is not None
        ]
        missing = sum(code not in file.units for code in known)
        if missing > max(FEW, MANY_ENDED * len(known)):
            found.append(Ended(voivodeship, missing, len(known)))
    return found


@dataclass(frozen=True, slots=True)
class Heir:
    """That the unit `old` ended, and the units that most likely follow it, the likeliest first."""

    old: str
    name: str
    on: date
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a file does. Only timelines that change are in `units` and `parts`."""

    units: Mapping[str, Timeline[UnitState]]
    parts: Mapping[str, Timeline[PartState]]
    learned: tuple[Change[UnitState], ...]
    """What the register didn't know before, by date and code."""
    learned_of_parts: tuple[Change[PartState], ...]
    withdrawn: int
    """How many changes that the register held turn out otherwise: an older file shows that they happened earlier, a
    corrected file of the same day that they didn't happen."""
    heirs: tuple[Heir, ...]
    """Every unit of the file's voivodeships that ended, whenever that was."""

    @property
    def is_empty(self) -> bool:
        """Whether the file says nothing but what is known."""
        return not self.units and not self.parts

    def count(self, what: What) -> int:
        """Return how many units this newly happened to."""
        return sum(change.what is what for change in self.learned)


def plan(register: Register, file: TercFile) -> Plan:
    """Fit the file in by its date: it tells what holds from its day until the day of the next file known."""
    units = {
        code: write(
            register.units.get(code, ()),
            file.units.get(code),
            (file.on, next_after(file.on, register.days_of(code[:2]))),
        )
        for code in _codes(register.units, file.units, file.voivodeships)
    }
    parts = {
        code: _within_gmina(_part(register, file, code), {**register.units, **units})
        for code in _codes(register.parts, file.parts, file.voivodeships)
    }
    happened, learned, withdrawn = _news(register.units, units, *_beginnings(file, register.days_of, file.voivodeships))
    _all, learned_of_parts, withdrawn_of_parts = _news(
        register.parts, parts, *_beginnings(file, register.days_with_parts_of, file.voivodeships_with_parts)
    )
    return Plan(
        _changed(register.units, units),
        _changed(register.parts, parts),
        learned,
        learned_of_parts,
        withdrawn + withdrawn_of_parts,
        _heirs(happened, {**register.units, **units}),
    )


def _codes(known: Iterable[str], told: Iterable[str], voivodeships: frozenset[str]) -> list[str]:
    return sorted({code for code in known if code[:2] in voivodeships} | set(told))


def _part(register: Register, file: TercFile, code: str) -> Timeline[PartState]:
    known = register.parts.get(code, ())
    if code[:2] not in file.voivodeships_with_parts:
        return known
    return write(known, file.parts.get(code), (file.on, next_after(file.on, register.days_with_parts_of(code[:2]))))


def _within_gmina(timeline: Timeline[PartState], units: Mapping[str, Timeline[UnitState]]) -> Timeline[PartState]:
    """A part ends with its gmina, the town and the rural area also when the gmina is urban-rural no longer."""
    kept = (
        piece
        for version in timeline
        for piece in keep((version,), _periods_for(version.state, units.get(version.state.gmina, ())))
    )
    return join(kept)


def _periods_for(part: PartState, gmina: Timeline[UnitState]) -> list[Period]:
    return [
        (version.since, version.until)
        for version in gmina
        if part.kind not in URBAN_RURAL_PARTS or version.state.kind is GminaKind.URBAN_RURAL
    ]


def _changed(before: Mapping[str, Timeline[S]], after: Mapping[str, Timeline[S]]) -> dict[str, Timeline[S]]:
    return {code: timeline for code, timeline in after.items() if timeline != before.get(code, ())}


_Beginnings = Mapping[str, date]


def _beginnings(
    file: TercFile, days_of: Callable[[str], frozenset[date]], told: frozenset[str]
) -> tuple[_Beginnings, _Beginnings]:
    """Return, by voivodeship, the day of the oldest file known before this one, and with it."""
    before = {voivodeship: min(days_of(voivodeship), default=file.on) for voivodeship in file.voivodeships}
    return before, {
        voivodeship: min(day, file.on) if voivodeship in told else day for voivodeship, day in before.items()
    }


def _news(
    before: Mapping[str, Timeline[S]],
    after: Mapping[str, Timeline[S]],
    known_from: _Beginnings,
    known_from_now: _Beginnings,
) -> tuple[list[Change[S]], tuple[Change[S], ...], int]:
    """Return all changes, those that weren't known, and how many that were known turn out otherwise."""
    happened: list[Change[S]] = []
    learned: list[Change[S]] = []
    withdrawn = 0
    for code, timeline in after.items():
        old = set(changes(code, before.get(code, ()), known_from=known_from[code[:2]]))
        new = changes(code, timeline, known_from=known_from_now[code[:2]])
        happened += new
        learned += [change for change in new if change not in old]
        withdrawn += sum(change.what is not What.FIRST_SEEN for change in old.difference(new))
    return happened, tuple(sorted(learned, key=lambda change: (change.on, change.code, change.what))), withdrawn


def _heirs(happened: Iterable[Change[UnitState]], units: Mapping[str, Timeline[UnitState]]) -> tuple[Heir, ...]:
    began: dict[tuple[date, Level], list[str]] = {}
    ended: list[Change[UnitState]] = []
    for change in happened:
        if change.what in {What.NEW, What.RETURNED}:
            began.setdefault((change.on, level_of(change.code)), []).append(change.code)
        elif change.what is What.ENDED and units[change.code][-1].until == change.on:
            ended.append(change)  # and it didn't return
    return tuple(
        Heir(
            change.code,
            change.before.name if change.before else "",
            change.on,
            _candidates(change, began.get((change.on, level_of(change.code)), []), units),
        )
        for change in ended
    )


def _candidates(
    ended: Change[UnitState], began: Iterable[str], units: Mapping[str, Timeline[UnitState]]
) -> tuple[str, ...]:
    """Return the units that began when this one ended and are named like it, and its namesakes in the voivodeship."""
    name = fold(ended.before.name) if ended.before else ""
    likeness = {code: _likeness(name, units[code], ended.on) for code in began}
    for code, timeline in units.items():
        if code[:2] == ended.code[:2] and level_of(code) is level_of(ended.code) and code not in likeness:
            same = _likeness(name, timeline, ended.on) == 1
            likeness[code] = 1.0 if same else 0.0
    found = [code for code, like in likeness.items() if like >= LIKE]
    return tuple(sorted(found, key=lambda code: (-likeness[code], code[:4] != ended.code[:4], code)))


def _likeness(name: str, timeline: Timeline[UnitState], day: date) -> float:
    state = state_on(timeline, day)
    return SequenceMatcher(None, name, fold(state.name)).ratio() if state else 0.0
