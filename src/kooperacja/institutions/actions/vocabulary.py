"""The vocabulary: where it starts, and how operators change it."""

from typing import Any, TypeVar, cast

from django.db.models import QuerySet

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recorded, recording

from .. import vocabulary
from ..events import InstitutionEvent
from ..models import Function, InstitutionKind, Sector, Term

T = TypeVar("T", bound=Term)


def ensure_vocabulary(*, actor: Actor) -> int:
    """Enter the words of the first vocabulary that are not there yet; return how many.

    Words that operators changed stay as they are. Called when an installation starts, so no gate is asked.
    """
    with recording(InstitutionEvent.VOCABULARY_ENTERED, actor=actor):
        sectors = {
            code: _ensure(Sector, code, name=name, name_en=english) for code, name, english in vocabulary.SECTORS
        }
        kinds = [
            _ensure(
                InstitutionKind,
                code,
                sector=sectors[sector][0],
                abbreviation=abbreviation,
                name=name,
                name_en=english,
                duty_profile=profile,
                receives_concerns=code in vocabulary.RECEIVE_CONCERNS,
            )
            for code, sector, abbreviation, name, english, profile in vocabulary.KINDS
        ]
        functions = [
            _ensure(Function, code, name=name, name_en=english, duties=[duty.value for duty in duties])
            for code, name, english, duties in vocabulary.FUNCTIONS
        ]
    return sum(made for _row, made in [*sectors.values(), *kinds, *functions])


def _ensure(model: type[T], code: str, **fields: Any) -> tuple[T, bool]:
    existing = cast("QuerySet[T]", model._default_manager).filter(code=code).first()
    if existing is not None:
        return existing, False
    row = model(code=code, **fields)
    row.save()
    return row, True


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
