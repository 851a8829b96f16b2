"""What was true from when until when, and how a later or an older file changes it.

A period holds from `since` until, but without, `until`; None as `until` means until further notice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.teryt import GminaKind


@dataclass(frozen=True, slots=True)
class UnitState:
    """What the register says of a unit on a day. Voivodeships and powiats have no kind."""

    name: str
    addition: str
    kind: GminaKind | None = None


@dataclass(frozen=True, slots=True)
class PartState:
    """What the register says of a part on a day; `gmina` is the code of the gmina that it is a part of."""

    name: str
    addition: str
    kind: GminaKind
    gmina: str


S = TypeVar("S", UnitState, PartState)
Period = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Version(Generic[S]):
    """A state and the period in which it holds."""

    state: S
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on that day."""
        return self.since <= day and (self.until is None or day < self.until)


Timeline = tuple[Version[S], ...]


def state_on(timeline: Iterable[Version[S]], day: date) -> S | None:
    """Return the state on that day, or None if there was none."""
    return next((version.state for version in timeline if version.holds_on(day)), None)


def write(timeline: Iterable[Version[S]], state: S | None, period: Period) -> Timeline[S]:
    """Return the timeline with that state, or none, throughout the period, and unchanged outside it.

    Neighbours in the same state become one.
    """
    since, until = period
    kept = [piece for version in timeline for piece in _outside(version, since, until)]
    if state is not None:
        kept.append(Version(state, since, until))
    return join(sorted(kept, key=lambda version: version.since))


def keep(timeline: Iterable[Version[S]], periods: Sequence[Period]) -> Timeline[S]:
    """Return only what of the timeline lies in these periods, which don't overlap."""
    return join([piece for version in timeline for since, until in periods for piece in _inside(version, since, until)])


def next_after(day: date, days: Iterable[date]) -> date | None:
    """Return the first of the days that is later, or None."""
    return min((other for other in days if other > day), default=None)


class What(TextChoices):
    """What happened to a unit or a part.

    `FIRST_SEEN`: it is in the oldest file that is known of its voivodeship, so when it began isn't known.
    `REDESCRIBED`: only the addition to the name (NAZWA_DOD) changed. `MOVED`: a part belongs to another gmina.
    """

    FIRST_SEEN = "first_seen", _("in the register since its first file")
    NEW = "new", _("new in the register")
    RETURNED = "returned", _("in the register again")
    RENAMED = "renamed", _("another name")
    KIND_CHANGED = "kind_changed", _("another kind")
    REDESCRIBED = "redescribed", _("another description")
    MOVED = "moved", _("in another gmina")
    ENDED = "ended", _("no longer in the register")


@dataclass(frozen=True, slots=True)
class Change(Generic[S]):
    """One thing that happened to the unit or part `code` on the day `on`."""

    code: str
    on: date
    what: What
    before: S | None
    after: S | None


def changes(code: str, timeline: Sequence[Version[S]], *, known_from: date) -> list[Change[S]]:
    """Return all that happened, oldest first.

    Args:
        code: of the unit or part.
        timeline: in order, as `write` returns it.
        known_from: the day of the oldest file of its voivodeship.
    """
    if not timeline:
        return []
    first, last = timeline[0], timeline[-1]
    what = What.FIRST_SEEN if first.since <= known_from else What.NEW
    found = [Change(code, first.since, what, None, first.state)]
    for earlier, later in pairwise(timeline):
        if earlier.until == later.since:
            found += [
                Change(code, later.since, what, earlier.state, later.state)
                for what in _differences(earlier.state, later.state)
            ]
        else:
            found += _ended(code, earlier)
            found.append(Change(code, later.since, What.RETURNED, earlier.state, later.state))
    return found + _ended(code, last)


def _ended(code: str, version: Version[S]) -> list[Change[S]]:
    return [Change(code, version.until, What.ENDED, version.state, None)] if version.until else []


def _differences(before: S, after: S) -> list[What]:
    checks = {
        What.RENAMED: before.name != after.name,
        What.KIND_CHANGED: before.kind != after.kind,
        What.MOVED: getattr(before, "gmina", "") != getattr(after, "gmina", ""),
    }
    return [what for what, holds in checks.items() if holds] or [What.REDESCRIBED]


def _outside(version: Version[S], since: date, until: date | None) -> list[Version[S]]:
    before = _inside(version, date.min, since)
    after = _inside(version, until, None) if until else []
    return before + after


def _inside(version: Version[S], since: date, until: date | None) -> list[Version[S]]:
    begins = max(version.since, since)
    ends = min(version.until or date.max, until or date.max)
    return [Version(version.state, begins, None if ends == date.max else ends)] if begins < ends else []


def join(versions: Iterable[Version[S]]) -> Timeline[S]:
    """Return the versions, which are in order, with neighbours in the same state as one."""
    joined: list[Version[S]] = []
    for version in versions:
        if joined and joined[-1].state == version.state and joined[-1].until == version.since:
            joined[-1] = Version(version.state, joined[-1].since, version.until)
        else:
            joined.append(version)
    return tuple(joined)
