"""What needs me today: each thing that waits for this person under this hat, one click from being done.

Asked of the rooms by their policies. No page here opens a name: a thing is called by its kind and its number.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kooperacja.access.actor import Actor

from .things import AHEAD, More, Source, Thing, cases, concerns, offices, plan
from .tiles import Tile, tiles_of

SOURCES: tuple[Source, ...] = (*concerns.SOURCES, *cases.SOURCES, *plan.SOURCES, *offices.SOURCES)


@dataclass(frozen=True)
class Today:
    """The page: things by how soon they are due, and the ways to the lists."""

    late: tuple[Thing, ...]
    today: tuple[Thing, ...]
    soon: tuple[Thing, ...]
    waiting: tuple[Thing, ...]
    more: tuple[More, ...]
    tiles: tuple[Tile, ...]

    def __bool__(self) -> bool:
        return any((self.late, self.today, self.soon, self.waiting))


def what_needs(actor: Actor, *, now: datetime) -> Today:
    """Return what needs this person under this hat; at most one query a kind, and none a row."""
    found = [one for source in SOURCES for one in source(actor, now)]
    things = sorted((one for one in found if isinstance(one, Thing)), key=lambda thing: _day(thing.due) or date.max)
    today = timezone.localdate(now)
    return Today(
        late=tuple(thing for thing in things if _is_late(thing, now)),
        today=tuple(thing for thing in things if _day(thing.due) == today and not _is_late(thing, now)),
        soon=tuple(thing for thing in things if (day := _day(thing.due)) and today < day <= today + AHEAD),
        waiting=tuple(thing for thing in things if (day := _day(thing.due)) is None or day > today + AHEAD),
        more=tuple(dict.fromkeys(one for one in found if isinstance(one, More))),
        tiles=tuple(tiles_of(actor, now)),
    )


def _day(due: date | datetime | None) -> date | None:
    return timezone.localdate(due) if isinstance(due, datetime) else due


def _is_late(thing: Thing, now: datetime) -> bool:
    if isinstance(thing.due, datetime):
        return thing.due < now
    return thing.due is not None and thing.due < timezone.localdate(now)
