"""The register between its tables and the timelines that the rules speak of.

The tables keep the last day of a period, the rules the day after it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Q

from kooperacja.kernel.teryt import GminaKind, level_of, parent_code
from kooperacja.kernel.text import fold
from kooperacja.territory.models import TerritoryImport, Unit, UnitPart, UnitVersion
from kooperacja.territory.rules.register import Observation, Plan, Register
from kooperacja.territory.rules.timeline import PartState, Timeline, UnitState, Version

ONE_DAY = timedelta(1)
BATCH = 500
STEPS = 5

R = TypeVar("R", UnitVersion, UnitPart)
Key = tuple[str, date]
"""The code and the day on which the period begins."""


def load(voivodeships: Iterable[str]) -> Register:
    """Read what is known of these voivodeships, and every file that was imported."""
    lies_in_one = Q(pk=None)
    for code in voivodeships:
        lies_in_one |= Q(unit__code__startswith=code)
    units: dict[str, list[Version[UnitState]]] = {}
    for version in UnitVersion.objects.filter(lies_in_one).select_related("unit").order_by("starts_on"):
        state = UnitState(version.name, version.name_addition, _kind(version.kind))
        units.setdefault(version.unit.code, []).append(Version(state, version.starts_on, _until(version.ends_on)))
    parts: dict[str, list[Version[PartState]]] = {}
    for part in UnitPart.objects.filter(lies_in_one).select_related("unit").order_by("starts_on"):
        whole = PartState(part.name, part.name_addition, GminaKind(part.kind), part.unit.code)
        parts.setdefault(part.code, []).append(Version(whole, part.starts_on, _until(part.ends_on)))
    observations = (
        Observation(as_of, frozenset(voivodeships), frozenset(with_parts))
        for as_of, voivodeships, with_parts in TerritoryImport.objects.values_list(
            "as_of", "voivodeships", "voivodeships_with_parts"
        )
    )
    return Register(
        {code: tuple(timeline) for code, timeline in units.items()},
        {code: tuple(timeline) for code, timeline in parts.items()},
        tuple(observations),
    )


def write(plan: Plan, on: date, progress: Callable[[int, int], None]) -> None:
    """Bring the tables to what the plan says. Call it inside a recording.

    Args:
        plan: what changes.
        on: the day of the file; a unit that turns out never to have been ends the day before.
        progress: called after each of `STEPS` steps.
    """
    units = {unit.code: unit for unit in Unit.objects.all()}
    for step, length in enumerate((2, 4, 6), start=1):  # parents first
        _write_units({code: line for code, line in plan.units.items() if len(code) == length}, units, on)
        progress(step, STEPS)
    _write_periods(
        UnitVersion,
        {
            (code, version.since): UnitVersion(
                unit=units[code],
                name=version.state.name,
                name_addition=version.state.addition,
                kind=version.state.kind or "",
                starts_on=version.since,
                ends_on=_last_day(version.until),
            )
            for code, timeline in plan.units.items()
            for version in timeline
        },
        {
            (version.unit.code, version.starts_on): version
            for version in UnitVersion.objects.select_related("unit")
            if version.unit.code in plan.units
        },
        fields=["name", "name_addition", "kind", "ends_on"],
    )
    progress(4, STEPS)
    _write_periods(
        UnitPart,
        {
            (code, version.since): UnitPart(
                unit=units[version.state.gmina],
                code=code,
                name=version.state.name,
                name_addition=version.state.addition,
                folded=fold(version.state.name),
                kind=version.state.kind,
                starts_on=version.since,
                ends_on=_last_day(version.until),
            )
            for code, timeline in plan.parts.items()
            for version in timeline
        },
        {(part.code, part.starts_on): part for part in UnitPart.objects.all() if part.code in plan.parts},
        fields=["unit_id", "name", "name_addition", "folded", "kind", "ends_on"],
    )
    progress(STEPS, STEPS)


def _write_units(timelines: Mapping[str, Timeline[UnitState]], units: dict[str, Unit], on: date) -> None:
    new = []
    changed = []
    for code, timeline in timelines.items():
        unit = units.get(code)
        if unit is None:
            unit = units[code] = Unit(code=code, level=level_of(code), parent=units.get(parent_code(code) or ""))
            new.append(unit)
        else:
            changed.append(unit)
        if timeline:
            state = timeline[-1].state
            unit.name, unit.name_addition, unit.kind = state.name, state.addition, state.kind or ""
            unit.folded = fold(state.name)
            unit.ends_on = _last_day(timeline[-1].until)
        else:
            unit.ends_on = on - ONE_DAY
    Unit.objects.bulk_create(new, BATCH)
    Unit.objects.bulk_update(changed, ["name", "name_addition", "kind", "folded", "ends_on"], BATCH)


def _write_periods(model: type[R], wanted: Mapping[Key, R], stored: Mapping[Key, R], *, fields: list[str]) -> None:
    """Make the stored rows those that are wanted. A period that begins on the same day stays the same row."""
    surplus = [row.pk for key, row in stored.items() if key not in wanted]
    for start in range(0, len(surplus), BATCH):
        model.objects.filter(pk__in=surplus[start : start + BATCH]).delete()
    changed = []
    for key, row in stored.items():
        target = wanted.get(key)
        if target is not None and any(getattr(row, name) != getattr(target, name) for name in fields):
            for name in fields:
                setattr(row, name, getattr(target, name))
            changed.append(row)
    model.objects.bulk_update(changed, [name.removesuffix("_id") for name in fields], BATCH)
    model.objects.bulk_create([row for key, row in wanted.items() if key not in stored], BATCH)


def _kind(digit: str) -> GminaKind | None:
    return GminaKind(digit) if digit else None


def _until(last_day: date | None) -> date | None:
    return last_day + ONE_DAY if last_day else None


def _last_day(until: date | None) -> date | None:
    return until - ONE_DAY if until else None
