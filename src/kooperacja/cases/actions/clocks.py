"""Clocks that lists of cases show: a day, and how late it is. Rooms above this one add theirs to `CLOCKS`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission

from ..models import Action, CaseConcern, Note
from ..policies import ACTIONS, CASE_CONCERNS
from ..states import ActionState, CaseState


@dataclass(frozen=True)
class Clock:
    """A day until which something takes place in a case."""

    name: str
    """A word for the address, as the filter uses it."""
    label: Promise
    late: Promise
    """What the filter calls the cases in which the day has passed."""
    due: Callable[[Actor | None, bool], Any]
    """Makes the expression of the day, correlated by `OuterRef("pk")` of the case and empty where nothing runs; for
    the own cases of an actor, or (True) for those of the centre that the actor heads. None is the worker, who tells
    nobody more than that something is late: the expression is of all cases."""

    @property
    def column(self) -> str:
        """The name under which a list has the day."""
        return f"clock_{self.name.replace('-', '_')}"


def first_contact_due(actor: Actor | None, oversees: bool) -> Any:
    """Return until when the family is met for the first time after a concern; empty once somebody met them.

    Members don't see it: that there was a concern is not theirs to know. Of the rows a head sees the day alone, and
    only in the cases of the list, which are the own centre's.
    """
    links: Any = CaseConcern.objects.all()
    if actor is not None and not oversees:
        links = CASE_CONCERNS.permitted(actor, Permission.CASE_CONCERN_VIEW)
    links = links.annotate(learned_on=TruncDate("concern__received_at"))
    met = Note.objects.filter(case=OuterRef("case"), with_family=True, happened_on__gte=OuterRef("learned_on"))
    waiting = links.filter(case=OuterRef("pk")).exclude(contact_due_on=None).exclude(case__state=CaseState.CLOSED)
    return Subquery(waiting.exclude(Exists(met)).order_by("contact_due_on").values("contact_due_on")[:1])


def answer_due(actor: Actor | None, oversees: bool) -> Any:
    """Return until when the first of the actions that wait for an answer is to be answered."""
    actions: Any = Action.objects.all()
    if actor is not None and not oversees:
        actions = ACTIONS.permitted(actor, Permission.ACTION_VIEW)
    asked = actions.filter(case=OuterRef("pk"), state=ActionState.PROPOSED).exclude(answer_due_on=None)
    return Subquery(asked.exclude(case__state=CaseState.CLOSED).order_by("answer_due_on").values("answer_due_on")[:1])


CLOCKS: list[Clock] = [
    Clock(
        "kontakt-po-zgloszeniu",
        _("First contact with the family until"),
        _("the first contact with the family is overdue"),
        first_contact_due,
    ),
    Clock(
        "odpowiedz",
        _("Answer to an action until"),
        _("an action waits too long for an answer"),
        answer_due,
    ),
]


def with_clocks(cases: Any, actor: Actor | None, *, oversees: bool = False) -> Any:
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
