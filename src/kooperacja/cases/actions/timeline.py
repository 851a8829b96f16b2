"""The story of a case in order: every contact and every event, as far as the reader may see them.

A line says who did what and when, in plain words without personal data; what was said stands in the note, which is
shown to those who may read it. Two queries find the page (three for a member), four more fill it, however long the
story is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Count, DateField, DateTimeField, F, Q, QuerySet, TextChoices, Value
from django.db.models.functions import Cast, TruncDate

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.institutions.models import Institution, Membership
from kooperacja.persons.models import Person

from ..events import BasisEvent, NoteEvent, PersonEvent, PlanEvent, TeamEvent
from ..models import (
    Action,
    Case,
    CaseMember,
    Cover,
    Disclosure,
    Goal,
    JointDecision,
    JointVoice,
    Merge,
    Note,
    ParticipationBasis,
    Support,
)
from ..policies import ACTIONS, CASES, JOINTS, NOTES, TEAM

ON_A_PAGE = 25


class Kind(StrEnum):
    """What the reader can ask for."""

    NOTES = "notatki"
    CONTACTS = "kontakty"
    PLAN = "plan"
    PEOPLE = "rodzina"
    TEAM = "zespol"
    CASE = "sprawa"


_KINDS: dict[Kind, tuple[type[TextChoices], ...]] = {
    Kind.PLAN: (PlanEvent,),
    Kind.PEOPLE: (PersonEvent, BasisEvent),
    Kind.TEAM: (TeamEvent,),
    Kind.NOTES: (NoteEvent,),
}
_TOLD_BY_THE_NOTE = NoteEvent.WRITTEN
"""A note stands in the story itself, on the day of which it tells."""


PARTS: list[type[Any]] = [
    *(Goal, Action, Note, CaseMember, ParticipationBasis, Disclosure, Support),
    *(JointDecision, JointVoice),
]
"""Models with a `case` whose events lead and deputy read. A room above adds its own, if they may know of its rows."""

CASE_OF: dict[type[Any], str] = {}
"""Where the case of such a model stands, if not in its own `case`."""

OF_THE_CENTRE: list[type[TextChoices]] = []
"""Events of which only people of the case's own centre learn, not who covers it from another one."""


@dataclass(frozen=True)
class Line:
    """One line: a note, or an event by its words."""

    day: date
    at: datetime
    words: str
    by: str
    institution: str
    note: Note | None = None

    @property
    def who(self) -> str:
        """Who did it, and from where."""
        return ", ".join(filter(None, (self.by, self.institution)))


@dataclass(frozen=True)
class Asked:
    """What the reader asked for: a kind, an institution."""

    kind: Kind | None = None
    institution_id: int | None = None


def story(case: Case, asked: Asked, *, actor: Actor, page: Any) -> tuple[Page[Any], list[Line]]:
    """Return the page of the story that was asked for, the newest first, and its lines.

    Lead and deputy see all. A member sees own notes, and what happened to own actions, to joint decisions in which
    the own institution is asked, and to the own place in the team. Whoever may not view the case sees nothing.
    """
    rows = _notes(case, asked, actor).union(_events(case, asked, actor), all=True)
    found = Paginator(rows.order_by("-day", "-moment", "-pk"), ON_A_PAGE).get_page(page)
    return found, list(_lines(list(found), case, actor))


def institutions_of(case: Case) -> QuerySet[Institution]:
    """Return the institutions of the case's team, past ones too, for the reader to choose from."""
    of_team = CaseMember.objects.filter(case=case).values("institution")
    return Institution.objects.filter(Q(pk__in=of_team) | Q(pk=case.centre_id)).order_by("name", "pk")


def _notes(case: Case, asked: Asked, actor: Actor) -> Any:
    notes = NOTES.permitted(actor, Permission.NOTE_VIEW).filter(case=case)
    if asked.kind not in {None, Kind.NOTES, Kind.CONTACTS}:
        notes = notes.none()
    if asked.kind is Kind.CONTACTS:
        notes = notes.filter(with_family=True)
    if asked.institution_id is not None:
        notes = notes.filter(institution=asked.institution_id)
    return _row(notes, "note", day=Cast("happened_on", DateField()), moment=F("written_at"))


def _events(case: Case, asked: Asked, actor: Actor) -> Any:
    events = Event.objects.filter(_of_what_the_reader_sees(case, actor)).exclude(name=_TOLD_BY_THE_NOTE)
    if actor.institution_id != case.centre_id:
        events = events.exclude(name__in=_names(OF_THE_CENTRE))
    if asked.kind in _KINDS:
        events = events.filter(name__in=_names(_KINDS[asked.kind]))
    elif asked.kind is Kind.CASE:
        events = events.exclude(name__in=_names(one for classes in _KINDS.values() for one in classes))
    elif asked.kind is Kind.CONTACTS:
        events = events.none()
    if asked.institution_id is not None:
        events = events.filter(institution_id=asked.institution_id)
    return _row(events, "event", day=TruncDate("at"), moment=Cast("at", DateTimeField()))


def _row(rows: Any, source: str, **values: Any) -> Any:
    return rows.order_by().annotate(source=Value(source), **values).values("source", "pk", "day", "moment")


def _names(classes: Any) -> list[str]:
    return [event.value for one in classes for event in one]


def _of_what_the_reader_sees(case: Case, actor: Actor) -> Q:
    """Return which events are the reader's: those about rows that the reader may see."""
    if CASES.allows(actor, Permission.CASE_VIEW_WHOLE, case):
        parts: list[Any] = [model.objects.filter(**{CASE_OF.get(model, "case"): case}) for model in PARTS]
        about = Q(subject_id=case.public_id) | _of_the_family(case)
        covers: Any = Cover.objects.all()
        parts.append(covers.reaching(case))
    else:
        parts = [
            ACTIONS.permitted(actor, Permission.ACTION_VIEW).filter(case=case),
            NOTES.permitted(actor, Permission.NOTE_VIEW).filter(case=case),
            TEAM.permitted(actor, Permission.TEAM_VIEW).filter(case=case, membership_id=cast(int, actor.membership_id)),
        ]
        about = Q(subject_id__in=_joint(case, actor))
    for rows in parts:
        about |= Q(subject_id__in=rows.order_by().values("public_id"))
    return about


def _of_the_family(case: Case) -> Q:
    """Return which events are about records of the family: changed, joined, taken apart; from this case alone.

    A person may be in another case of the centre, too. What was done there doesn't belong here, and would tell of it;
    so only what the team of this case did counts, or whoever covers it, since the case is there.
    """
    persons = Person.objects.filter(Q(case_persons__case=case) | Q(merged_into__case_persons__case=case))
    merges = Merge.objects.filter(into__case_persons__case=case)
    team = CaseMember.objects.filter(case=case).exclude(membership=None)
    rows = Q(subject_id__in=persons.order_by().values("public_id"))
    rows |= Q(subject_id__in=merges.order_by().values("public_id"))
    own = Q(membership_id__in=team.order_by().values("membership_id")) | ~Q(institution_id=case.centre_id)
    return rows & own & Q(at__gte=case.opened_at)


def _joint(case: Case, actor: Actor) -> list[UUID]:
    """Return the joint decisions in which the actor's institution is asked, and its voices; a query of its own, as
    SQLite takes no deeper ones."""
    decisions = JOINTS.permitted(actor, Permission.JOINT_VIEW).filter(case=case)
    voices = JointVoice.objects.filter(decision__in=decisions, institution=cast(int, actor.institution_id))
    return [number for pair in voices.values_list("public_id", "decision__public_id") for number in pair]


def _lines(rows: list[dict[str, Any]], case: Case, actor: Actor) -> Iterator[Line]:
    keys = {source: [row["pk"] for row in rows if row["source"] == source] for source in ("note", "event")}
    read = NOTES.permitted(actor, Permission.NOTE_VIEW).filter(case=case, pk__in=keys["note"])
    notes = read.select_related("author__user", "institution", "action").annotate(changes=Count("versions"))
    of_key = {note.pk: note for note in notes}
    events = {event.pk: event for event in Event.objects.filter(pk__in=keys["event"]).defer("changes")}
    people = Membership.objects.select_related("user", "institution").in_bulk(
        {event.membership_id for event in events.values() if event.membership_id}
    )
    for row in rows:
        if row["source"] == "note":
            note = of_key[row["pk"]]
            kind = note.get_kind_display()
            yield Line(note.happened_on, note.written_at, kind, note.author.user.name, note.institution.name, note)
        else:
            event = events[row["pk"]]
            who = people.get(event.membership_id or 0)
            by, institution = (who.user.name, who.institution.name) if who else ("", "")
            yield Line(row["day"], event.at, words_of(event.name), by, institution)


@cache
def all_events() -> dict[str, Any]:
    """Return the events of all rooms by their value, with the class that says them in plain words."""
    found: dict[str, Any] = {}
    for room in apps.get_app_configs():
        if room.name.startswith("kooperacja.") and find_spec(f"{room.name}.events"):
            for one in vars(import_module(f"{room.name}.events")).values():
                if isinstance(one, type) and issubclass(one, TextChoices):
                    found |= {str(event.value): event for event in one}
    return found


def words_of(name: str) -> str:
    """Return an event in plain words; one that no room knows any more by its name."""
    event = all_events().get(name)
    return str(event.label) if event else name
