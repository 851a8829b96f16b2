"""`recorded(…)`: the one way to write. It opens the transaction, locks a fresh copy, and leaves one event."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from .models import AuditedModel

M = TypeVar("M", bound="AuditedModel")


class NotRecorded(Exception):
    """Something tried to write outside `recorded(…)`."""


class Stale(Exception):
    """The row was changed since the person opened it; `fresh` is how it is now."""

    def __init__(self, fresh: "AuditedModel") -> None:
        super().__init__(f"{fresh._meta.label} {fresh.public_id} is at version {fresh.version}")
        self.fresh = fresh


class PastIsClosed(Exception):
    """Events bear the moment in which they are written; only the demonstration tells of an earlier one."""


class ActedBy(Protocol):
    """Whoever acts: what an event keeps of an `access.Actor`."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def membership_id(self) -> int | None: ...
    @property
    def institution_id(self) -> int | None: ...


class Recording:
    """What one event will say."""

    def __init__(self) -> None:
        self.subject: AuditedModel | None = None
        self.changes: list[dict[str, Any]] = []
        self._counts: dict[str, int] = {}

    def count(self, what: str, number: int) -> None:
        """Add to a count of the event: how many rows a bulk write touched."""
        self._counts[what] = self._counts.get(what, 0) + number

    def about(self, subject: M) -> M:
        """Say which row the event is about, when the action makes it."""
        self.subject = subject
        return subject

    def saved(self, row: "AuditedModel", before: dict[str, Any], after: dict[str, Any], *, created: bool) -> None:
        """Note one saved row."""
        sealed = row.sealed_columns()
        fields = {
            name: "sealed" if name in sealed else [_plain(before.get(name)), _plain(value)]
            for name, value in after.items()
            if value != before.get(name) and name not in {"id", "public_id", "version"}
        }
        self.changes.append(
            {"model": row._meta.label, "id": str(row.public_id), "created": created, "fields": fields},
        )

    def deleted(self, row: "AuditedModel") -> None:
        """Note one deleted row."""
        self.changes.append({"model": row._meta.label, "id": str(row.public_id), "deleted": True})

    def all_changes(self) -> list[dict[str, Any]]:
        return [*self.changes, *({"count": name, "rows": rows} for name, rows in self._counts.items())]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)


def current() -> Recording:
    """Return the recording that is open.

    Raises:
        NotRecorded: there is none.
    """
    recording = _current.get()
    if recording is None:
        raise NotRecorded("write inside recorded(…) or recording(…)")
    return recording


_back_then: ContextVar[datetime | None] = ContextVar("back_then", default=None)


@contextmanager
def back_then(moment: datetime) -> Iterator[None]:
    """Let events bear an earlier moment. For the loader of the demonstration, whose families were helped for months.

    Raises:
        PastIsClosed: this is no demonstration (nor its test), or the moment hasn't come yet.
    """
    if settings.MODE not in {"demo", "test"}:
        raise PastIsClosed(f"in the mode {settings.MODE} an event bears the moment in which it is written")
    if moment > timezone.now():
        raise PastIsClosed("an event bears no moment to come")
    token = _back_then.set(moment)
    try:
        yield
    finally:
        _back_then.reset(token)


@contextmanager
def recording(event: models.TextChoices, *, actor: ActedBy) -> Iterator[Recording]:
    """Record an action that makes something new or writes in bulk.

    The action says `record.about(row)` of what it made. Everything happens in one transaction.
    """
    token = _current.set(record := Recording())
    try:
        with transaction.atomic():
            yield record
            subject = record.subject
            apps.get_model("audit", "Event").objects.create(
                at=_back_then.get() or timezone.now(),
                name=event.value,
                user_id=actor.user_id,
                membership_id=actor.membership_id,
                institution_id=actor.institution_id,
                subject_type=subject._meta.label if subject else "",
                subject_id=subject.public_id if subject else None,
                changes=record.all_changes(),
            )
    finally:
        _current.reset(token)


@contextmanager
def recorded(
    event: models.TextChoices,
    *,
    actor: ActedBy,
    subject: M,
    check: Callable[[M], None] | None = None,
    version: int | None = None,
) -> Iterator[M]:
    """Record an action on a row: yields the row locked and read anew, in one transaction.

    Args:
        check: called with the fresh row; raises if the actor may not (see `Policy.recorded`).
        version: the version that the person saw when they began to edit.

    Raises:
        Stale: the row is at another version.
    """
    with recording(event, actor=actor) as record:
        fresh = record.about(subject.fresh())
        if check is not None:
            check(fresh)
        if version is not None and fresh.version != version:
            raise Stale(fresh)
        yield fresh
