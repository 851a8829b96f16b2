"""Importing a TERC file: read, compare, write, all or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.audit.recording import Recording, recording
from kooperacja.territory.events import TerritoryEvent
from kooperacja.territory.models import Succession, TerritoryImport, Unit
from kooperacja.territory.rules.register import (
    Ended,
    Heir,
    Observation,
    Older,
    Plan,
    Register,
    cut_short,
    newer_files,
    plan,
)
from kooperacja.territory.rules.succession import Joined, parse_succession, succession
from kooperacja.territory.rules.terc import TercFile, read_terc
from kooperacja.territory.rules.timeline import What

from .storing import load, write

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""


class ImportRefused(Exception):
    """The file is right in itself, but doesn't fit what is known."""

    def __init__(self, older: Sequence[Older], ended: Sequence[Ended]) -> None:
        super().__init__("\n".join(map(str, [*older, *ended])))
        self.older = older
        self.ended = ended


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do."""

    file: TercFile
    plan: Plan
    joined: tuple[Joined, ...]
    """The successions that weren't known."""
    heirs: tuple[Heir, ...]
    """Units that ended and have no successor yet."""
    is_news: bool
    """Whether anything was, or would be, written."""


def import_terc(
    content: bytes,
    *,
    actor: Actor,
    now: datetime,
    history: bool = False,
    many_ended: bool = False,
    succeeds: Sequence[str] = (),
    dry_run: bool = False,
    progress: Progress = lambda done, steps: None,  # noqa: ARG005 - says nothing unless asked
) -> Imported:
    """Fit a TERC file into the register. A file that says nothing new leaves no trace.

    Args:
        content: the file as it is.
        actor: whoever runs the installation.
        now: when; a file may not describe a later day.
        history: whether a file older than the last one of its voivodeships is fitted in by its date.
        many_ended: whether a file in which many gminas of a voivodeship are missing is meant so.
        succeeds: `OLD=NEW`, units that ended and their successors.
        dry_run: write nothing.
        progress: called after each step.

    Raises:
        TercError: the file is no TERC file or has faults.
        ImportRefused: it is older than what is known, or cut short.
        SuccessionError: a succession can't be.
    """
    file = read_terc(content, today=timezone.localdate(now))
    pairs = [parse_succession(text) for text in succeeds]
    with transaction.atomic():
        # Two imports at a time would compare with the same state; the second waits here.
        list(Unit.objects.voivodeships().select_for_update().order_by("pk").values_list("pk"))
        register = load(file.voivodeships | {code[:2] for pair in pairs for code in pair})
        _refuse(register, file, history=history, many_ended=many_ended)
        planned = plan(register, file)
        asked = [succession(text, {**register.units, **planned.units}) for text in succeeds]
        known = set(Succession.objects.values_list("old__code", "new__code"))
        joined = tuple(dict.fromkeys(join for join in asked if (join.old, join.new) not in known))
        followed = {old for old, _new in known}.union(join.old for join in joined)
        heirs = tuple(heir for heir in planned.heirs if heir.old not in followed)
        file_is_news = not planned.is_empty or _observation(file) not in register.observations
        if not dry_run and (file_is_news or joined):
            event = TerritoryEvent.REGISTER_IMPORTED if file_is_news else TerritoryEvent.UNITS_JOINED
            with recording(event, actor=actor) as record:
                if file_is_news:
                    _write_file(content, file, planned, now=now, record=record, progress=progress)
                for join in joined:
                    _join(join)
    return Imported(file, planned, joined, heirs, bool(file_is_news or joined))


def _refuse(register: Register, file: TercFile, *, history: bool, many_ended: bool) -> None:
    older = [] if history else newer_files(register, file)
    ended = [] if many_ended else cut_short(register, file)
    if older or ended:
        raise ImportRefused(older, ended)


def _observation(file: TercFile) -> Observation:
    return Observation(file.on, file.voivodeships, file.voivodeships_with_parts)


def _write_file(
    content: bytes, file: TercFile, planned: Plan, *, now: datetime, record: Recording, progress: Progress
) -> None:
    write(planned, file.on, progress)
    counts = {what.value: planned.count(what) for what in What if planned.count(what)}
    for what, rows in counts.items():
        record.count(f"territory.Unit {what}", rows)
    record.about(
        TerritoryImport(
            at=now,
            as_of=file.on,
            sha256=sha256(content).hexdigest(),
            voivodeships=sorted(file.voivodeships),
            voivodeships_with_parts=sorted(file.voivodeships_with_parts),
            counts=counts,
        )
    ).save()


def _join(join: Joined) -> None:
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[join.old, join.new])}
    Succession(old=units[join.old], new=units[join.new], on=join.on).save()
