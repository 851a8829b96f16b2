"""What one thing is that waits for somebody, and how a kind of things is asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from kooperacja.access.actor import Actor

AHEAD: Final = timedelta(days=7)
"""How far one looks ahead; what is due later waits in its own list."""
OF_A_KIND: Final = 8
"""Things of one kind on the page; the rest is one link away."""


@dataclass(frozen=True)
class Thing:
    """One thing to do: what, on which case or concern, where it is done, by when."""

    title: str
    reference: str
    url: str
    due: date | datetime | None = None
    is_meeting: bool = False
    """Whether it takes place at that hour, instead of being due by then."""


@dataclass(frozen=True)
class More:
    """That there is more of a kind than the page shows, and where."""

    title: str
    url: str


Source = Callable[[Actor, datetime], Iterator[Thing | More]]


def each(rows: Any, thing: Callable[[Any], Thing], *, more: str) -> Iterator[Thing | More]:
    """Yield the first rows as things, and the way to the rest."""
    found = list(rows[: OF_A_KIND + 1])
    yield from map(thing, found[:OF_A_KIND])
    if len(found) > OF_A_KIND:
        yield More(thing(found[-1]).title, more)
