"""Clocks of rooms above this one that lists of cases show: a day, and how late it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from kooperacja.access.actor import Actor


@dataclass(frozen=True)
class Clock:
    """A day until which something takes place in a case."""

    name: str
    """A word for the address, as the filter uses it."""
    label: Promise
    late: Promise
    """What the filter calls the cases in which the day has passed."""
    due: Callable[[Actor, bool], Any]
    """Makes the expression of the day, correlated by `OuterRef("pk")` of the case and empty where nothing runs; for
    the own cases of an actor, or (True) for those of the centre that the actor heads."""

    @property
    def column(self) -> str:
        """The name under which a list has the day."""
        return f"clock_{self.name.replace('-', '_')}"


CLOCKS: list[Clock] = []


def with_clocks(cases: Any, actor: Actor, *, oversees: bool = False) -> Any:
    """Return the cases with the day of every clock, as far as the actor may see it."""
    return cases.annotate(**{clock.column: clock.due(actor, oversees) for clock in CLOCKS})


def show_clocks(cases: Iterable[Any]) -> None:
    """Put `clocks` on each of these cases: label and day of those that run."""
    for case in cases:
        case.clocks = clocks_of(case)


def clocks_of(case: Any) -> list[tuple[Promise, date]]:
    """Return label and day of the clocks that run in a case from `with_clocks`."""
    days = ((clock.label, getattr(case, clock.column)) for clock in CLOCKS)
    return [(label, day) for label, day in days if day is not None]
