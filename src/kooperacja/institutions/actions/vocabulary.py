"""The vocabulary: where it starts, how operators change it, and the way back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db.models import QuerySet

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.accounts.models import User
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale, recorded, recording

from .. import vocabulary
from ..events import InstitutionEvent
from ..models import Function, InstitutionKind, Sector, Term

T = TypeVar("T", bound=Term)

LOOK_BACK = 50
"""Changes of a word on its page."""


def _first_words() -> dict[type[Term], dict[str, dict[str, Any]]]:
    """Return the first vocabulary as fields by code; the sector of a kind is still a code."""
    return {
        Sector: {code: {"name": name, "name_en": english} for code, name, english in vocabulary.SECTORS},
        InstitutionKind: {
            code: {
                "sector": sector,
                "abbreviation": abbreviation,
                "name": name,
                "name_en": english,
                "duty_profile": profile,
                "receives_concerns": code in vocabulary.RECEIVE_CONCERNS,
            }
            for code, sector, abbreviation, name, english, profile in vocabulary.KINDS
        },
        Function: {
            code: {"name": name, "name_en": english, "duties": [duty.value for duty in duties]}
            for code, name, english, duties in vocabulary.FUNCTIONS
        },
    }


def ensure_vocabulary(*, actor: Actor) -> int:
    """Enter the words of the first vocabulary that are not there yet; return how many.

    Words that operators changed stay as they are. Called when an installation starts, so no gate is asked.
    """
    made = 0
    with recording(InstitutionEvent.VOCABULARY_ENTERED, actor=actor):
        for model, words in _first_words().items():
            there = set(cast("QuerySet[Term]", model._default_manager).values_list("code", flat=True))
            sectors = {row.code: row for row in Sector.objects.all()}
            for code, fields in words.items():
                if code not in there:
                    model(code=code, **_with_sector(fields, sectors)).save()
                    made += 1
    return made


def _with_sector(fields: dict[str, Any], sectors: dict[str, Sector]) -> dict[str, Any]:
    return {**fields, "sector": sectors[fields["sector"]]} if "sector" in fields else fields


def default_of(term: Term) -> dict[str, Any]:
    """Return how the first vocabulary has this word, in use; nothing if the installation has added it."""
    fields = _first_words()[type(term)].get(term.code)
    if fields is None:
        return {}
    sectors = {row.code: row for row in Sector.objects.filter(code=fields.get("sector", ""))}
    return {**_with_sector(fields, sectors), "in_use": True}


def differs(term: Term, default: dict[str, Any]) -> bool:
    """Whether the word isn't as its default says; in which order duties stand doesn't matter."""
    return any(_unordered(getattr(term, name)) != _unordered(value) for name, value in default.items())


def _unordered(value: Any) -> Any:
    return set(value) if isinstance(value, list) else value


@dataclass(frozen=True)
class Past:
    """One change of a word: when, by whom, and each field before and after."""

    at: datetime
    event: str
    by: str
    fields: dict[str, tuple[Any, Any]]


def history_of(term: Term) -> list[Past]:
    """Return how a word was changed, the newest first, as the log tells it."""
    about = Event.objects.filter(subject_id=term.public_id, name__in=InstitutionEvent.values)
    events = list(about.order_by("-pk")[:LOOK_BACK])
    people = User.objects.in_bulk({event.user_id for event in events if event.user_id})
    return [
        Past(
            at=event.at,
            event=event.name,
            by=people[event.user_id].name if event.user_id in people else "",
            fields={
                column.removesuffix("_id"): (before, after)
                for change in event.changes
                for column, (before, after) in change.get("fields", {}).items()
            },
        )
        for event in events
    ]


def enter_term(term: T, *, actor: Actor) -> T:
    """Enter a new sector, kind or function.

    Raises `PermissionDenied` unless the actor keeps the vocabulary.
    """
    require_gate(actor, Permission.VOCABULARY_EDIT)
    with recording(InstitutionEvent.TERM_ENTERED, actor=actor) as record:
        record.about(term).save()
    return term


def change_term(term: T, changes: dict[str, Any], *, actor: Actor, version: int) -> T:
    """Change a word; its code never changes.

    Raises `PermissionDenied`, or `Stale` if somebody changed it meanwhile.
    """
    require_gate(actor, Permission.VOCABULARY_EDIT)
    with recorded(InstitutionEvent.TERM_CHANGED, actor=actor, subject=term, version=version) as fresh:
        for name, value in changes.items():
            setattr(fresh, name, value)
        fresh.save()
    return fresh


def restore_term(term: Term, *, actor: Actor, version: int) -> Term:
    """Bring a word of the first vocabulary back to its default. What is sent twice is done once.

    Raises `PermissionDenied`, or `Stale` if somebody changed it meanwhile.
    """
    require_gate(actor, Permission.VOCABULARY_EDIT)
    default = default_of(term)
    try:
        with recorded(InstitutionEvent.TERM_RESTORED, actor=actor, subject=term, version=version) as fresh:
            for name, value in default.items():
                setattr(fresh, name, value)
            fresh.save()
    except Stale as stale:
        if differs(cast(Term, stale.fresh), default):
            raise
        return cast(Term, stale.fresh)
    return fresh
