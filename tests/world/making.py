"""How tests make rows, and the people and words of the village."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from unittest.mock import patch

from django.db import models

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.accounts.models import User
from kooperacja.audit.models import AuditedModel
from kooperacja.audit.recording import recording
from kooperacja.institutions.hats import actor_of
from kooperacja.institutions.models import (
    Function,
    Institution,
    InstitutionKind,
    Membership,
    ServiceArea,
)
from kooperacja.territory.models import Unit

SINCE = date(2026, 1, 1)
M = TypeVar("M", bound=AuditedModel)
numbers = itertools.count(1)
_quick: ContextVar[bool] = ContextVar("quick", default=False)


class Made(models.TextChoices):
    """The event under which tests make rows."""

    FOR_TEST = "tests.made", "made for a test"


def make(model: type[M], **fields: Any) -> M:
    """Save a row inside a recording, as only an action may."""
    row = model(**fields)
    if _quick.get():
        row.save()
        return row
    with recording(Made.FOR_TEST, actor=SYSTEM) as record:
        record.about(row)
        row.save()
    return row


@contextmanager
def quickly() -> Iterator[None]:
    """Make rows under one event, row by row without the log, which would cost four times as much."""
    token = _quick.set(True)
    try:
        with recording(Made.FOR_TEST, actor=SYSTEM), patch.object(AuditedModel, "save", models.Model.save):
            yield
    finally:
        _quick.reset(token)


def canary(what: str) -> str:
    """Return a word that occurs nowhere else."""
    return f"Kanarek{what.title()}{next(numbers):04d}"


@dataclass(frozen=True)
class Cast:
    """One person with one hat."""

    user: User
    membership: Membership | None
    actor: Actor


def institution(name: str, kind: InstitutionKind, seat: Unit, **fields: Any) -> Institution:
    """Make an institution that works in the unit of its seat."""
    fields.setdefault("official_mailbox", f"skrytka{next(numbers)}@urzad.example")
    row = make(Institution, name=name, kind=kind, seat=seat, starts_on=SINCE, **fields)
    make(ServiceArea, institution=row, unit=seat, starts_on=SINCE)
    return row


def person(name: str, of: Institution, function: Function, **fields: Any) -> Cast:
    """Make somebody who works in an institution."""
    number = next(numbers)
    user = User.objects.create_user(f"osoba{number}@urzad.example", name)
    row = make(Membership, user=user, institution=of, function=function, starts_on=SINCE, **fields)
    return Cast(user, row, actor_of(row))


@dataclass
class World:
    """Everything that tests point at by name."""

    now: datetime
    canaries: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:  # rows are added by name below
        raise AttributeError(name)

    def word(self, what: str) -> str:
        """Return the canary of `what`, the same at each call."""
        return self.canaries.setdefault(what, canary(what))
