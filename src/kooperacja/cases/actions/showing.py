"""What can be shown to a member besides what every member sees; rooms above this one add their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kooperacja.access.actor import Actor

from ..models import Action, Case, Disclosure, Note


@dataclass(frozen=True)
class Showable:
    """A kind of thing of a room above: it is known here by kind and public id, and decided on like everything else."""

    kind: str
    offered: Callable[[Actor, Case], QuerySet[Any]]
    """The things of a case that the actor may show."""
    known: Callable[[Actor, Case], QuerySet[Any]]
    """The things of a case that the actor may name, also those that can no longer be shown."""
    words: Callable[[Any], str]
    """How one of them is called, in a line."""
    template: str
    """Shows exactly what the member will see of one, as `thing`."""
    needs_family: bool = True
    """Whether only those see it who know the family, so not a member who sees own actions alone."""


SHOWABLE: dict[str, Showable] = {}


def add_showable(showable: Showable) -> None:
    """Let a room above have a kind of its own decided on here."""
    SHOWABLE[showable.kind] = showable


def end_all(thing: Note | Action, *, today: date) -> None:
    """Take a thing from everybody's sight, because its owner no longer allows it; inside a recording."""
    name = "note" if isinstance(thing, Note) else "action"
    for decision in Disclosure.objects.filter(answer="shared", ended_on=None, **{name: thing}):
        decision.ended_on, decision.ended_by_owner = today, True
        decision.save()
