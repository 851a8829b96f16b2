"""Clocks that lists of cases show: a day, and how late it is. Rooms above this one add theirs to `CLOCKS`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission

from ..models import Action, Case, CaseConcern, ClockPause, Note
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

    @property
    def raw_column(self) -> str:
        """The same without any pause."""
        return f"raw_{self.column}"


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


CONTACT: Final = "kontakt-po-zgloszeniu"
ANSWER: Final = "odpowiedz"

FIRST_CONTACT: Final = Clock(
    CONTACT,
    _("First contact with the family until"),
    _("the first contact with the family is overdue"),
    first_contact_due,
)

CLOCKS: list[Clock] = [
    FIRST_CONTACT,
    Clock(
        ANSWER,
        _("Answer to an action until"),
        _("an action waits too long for an answer"),
        answer_due,
    ),
]


@dataclass(frozen=True)
class Running:
    """A clock that runs in a case: its day without any pause and with them, and until when at most it stands still."""

    name: str
    label: Promise
    raw_on: date
    day: date
    paused_until: date | None


def running_pauses(today: date) -> Any:
    """Return the pauses that aren't over."""
    return ClockPause.objects.filter(ended_on=None, until__gte=today)


def with_clock(cases: Any, clock: Clock, actor: Actor | None, *, oversees: bool = False) -> Any:
    """Return the cases with the day of one clock, as far as the actor may see it, to filter and to sort by; pauses
    have moved it."""
    cases = cases.annotate(**{clock.raw_column: clock.due(actor, oversees)})
    newest = ClockPause.objects.filter(case=OuterRef("pk"), clock=clock.name, raw_on=OuterRef(clock.raw_column))
    moved = Subquery(newest.order_by("-pk").values("due_on")[:1])
    return cases.annotate(**{clock.column: Coalesce(moved, F(clock.raw_column))})


def with_something_late(cases: Any, today: date, actor: Actor, *, oversees: bool = False) -> Any:
    """Return those of the cases in which a clock has run out, as far as the actor may see it, or the review is late.

    For a head all clocks are in one query. Of own cases each clock is asked for by itself, here and now: who may see it
    stands in every one, and all together are deeper than SQLite reads.
    """
    late = Q(review_on__lt=today)
    if not oversees:
        return cases.filter(late | Q(pk__in={pk for clock in CLOCKS for pk in _late_by(clock, cases, today, actor)}))
    for clock in CLOCKS:
        cases = with_clock(cases, clock, actor, oversees=True)
        late |= Q(**{f"{clock.column}__lt": today})
    return cases.filter(late)


def _late_by(clock: Clock, cases: Any, today: date, actor: Actor) -> Any:
    late = with_clock(cases, clock, actor).filter(**{f"{clock.column}__lt": today})
    return late.order_by().values_list("pk", flat=True)


def with_answer_day(actions: Any) -> Any:
    """Return the actions, each with `answer_by`: until when it is to be answered; pauses have moved it."""
    of_this = {"case": OuterRef("case"), "clock": ANSWER, "raw_on": OuterRef("answer_due_on")}
    moved = ClockPause.objects.filter(**of_this).order_by("-pk").values("due_on")[:1]
    return actions.annotate(answer_by=Coalesce(Subquery(moved), F("answer_due_on"), F("due_on")))


def show_clocks(
    cases: Iterable[Any], actor: Actor, *, oversees: bool = False, clocks: Sequence[Clock] = CLOCKS
) -> None:
    """Put `clocks` on each of these cases: those that run, as far as the actor may see them. Two queries."""
    shown = {case.pk: case for case in cases}
    asked = {clock.raw_column: clock.due(actor, oversees) for clock in clocks}
    days = Case.objects.filter(pk__in=shown).annotate(**asked).values("pk", *asked) if shown else []
    pauses = ClockPause.objects.filter(case__in=shown).defer("reason").order_by("pk")
    newest = {(one.case_id, one.clock, one.raw_on): one for one in pauses} if shown else {}
    for row in days:
        shown[row["pk"]].clocks = [
            _running(clock, day, newest.get((row["pk"], clock.name, day)))
            for clock in clocks
            if (day := row[clock.raw_column])
        ]


def _running(clock: Clock, day: date, pause: ClockPause | None) -> Running:
    stands_still = pause is not None and pause.ended_on is None and pause.until >= timezone.localdate()
    return Running(
        clock.name, clock.label, day, pause.due_on if pause else day, pause.until if pause and stands_still else None
    )
