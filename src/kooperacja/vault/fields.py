"""Encrypted model fields: what the database holds of a family or a reporter, nobody can read without the key.

A value is sealed for its place, `table.column:public_id`, so the model needs a `public_id` that is set before the
first save (a UUID made in Python). Opening is lazy, on first access of the attribute. The database can neither
search, sort nor compare these fields. Empty text is stored as empty bytes: that something is missing is no secret.
"""

import json
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from uuid import UUID

from django.core import checks
from django.db import models
from django.db.models.lookups import IsNull
from django.db.models.query_utils import DeferredAttribute

from . import keys

T = TypeVar("T")

Opened = dict[str, set[UUID]]

_opened: ContextVar[Opened | None] = ContextVar("opened", default=None)


@contextmanager
def noting_what_is_opened() -> Iterator[Opened]:
    """Collect which rows are opened meanwhile: model label → public ids. This is what a read event is made of."""
    opened: Opened = {}
    outer = _opened.get()
    token = _opened.set(opened)
    try:
        yield opened
    finally:
        _opened.reset(token)
        if outer is not None:  # what is noted inside is noted outside, too
            for model, ids in opened.items():
                outer.setdefault(model, set()).update(ids)


@contextmanager
def compared_by_machine() -> Iterator[None]:
    """Let the machine compare what is sealed without taking it for read: nobody sees a value of it.

    Whoever shows anything of a row afterwards, be it only that something in it is alike, says so by `note`.
    """
    token = _opened.set(None)
    try:
        yield
    finally:
        _opened.reset(token)


class Sealed(bytes):
    """Bytes as they lie in the database."""

    __slots__ = ()


@dataclass(frozen=True)
class _AsStored:
    """What the database holds of an opened value: saving it unchanged writes the same bytes.

    Kept as text, not as the value: a dict is changed in place.
    """

    public_id: UUID
    text: str
    sealed: Sealed


def _as_stored(name: str) -> str:
    """Name the place in an instance where an opened value lies beside its sealed bytes."""
    return f"_{name}_as_stored"


class _SealedAttribute(DeferredAttribute):
    """Opens the value on first access and keeps it in the instance; every access is noted."""

    field: "EncryptedField[Any]"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        name, state = self.field.attname, instance.__dict__
        if isinstance(value := self.field.held_by(instance), Sealed):
            state[name] = self.field.reveal(value, instance.public_id)
            state[_as_stored(name)] = _AsStored(instance.public_id, self.field.to_text(state[name]), value)
        elif _as_stored(name) in state:
            self.field.note(instance.public_id)  # a row may outlive the request in which it was opened first
        return state[name]

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


if TYPE_CHECKING:

    class _Field(models.Field[T, T], Generic[T]):
        """Django's field, which takes type arguments only while types are checked."""

else:

    class _Field(models.Field, Generic[T]):
        pass


class EncryptedField(_Field[T], Generic[T]):
    """The base of the encrypted fields. Subclasses say how a value becomes text and back."""

    descriptor_class = _SealedAttribute
    reads_are_recorded: bool

    def __init__(self, *args: Any, reads_are_recorded: bool = True, **kwargs: Any) -> None:
        self.reads_are_recorded = reads_are_recorded
        super().__init__(*args, **kwargs)

    @abstractmethod
    def to_text(self, value: Any) -> str:
        """Return the value as text."""

    @abstractmethod
    def from_text(self, text: str) -> Any:
        """Return the value that `to_text` made this text of."""

    def note(self, public_id: UUID) -> None:
        """Note that somebody looks at this column of this row."""
        if self.reads_are_recorded and (opened := _opened.get()) is not None:
            opened.setdefault(self.model._meta.label, set()).add(public_id)

    def held_by(self, instance: models.Model) -> Any:
        """Return what the instance holds, sealed or opened; a deferred column is read from the database first."""
        state = instance.__dict__
        if self.attname not in state:
            rows = type(instance)._base_manager.using(instance._state.db).filter(pk=instance.pk)
            state[self.attname] = rows.values_list(self.attname, flat=True).get()
        return state[self.attname]

    def reveal(self, sealed: bytes, public_id: UUID) -> Any:
        """Open the bytes of this column, as `values()` gives them, of the row with this `public_id`."""
        return self.revealing()(sealed, public_id)

    def revealing(self) -> "Reveal":
        """Return what `reveal` does, for many rows: what is the same for all of them is looked up once."""
        ring, place, note, from_text = keys.ring(), self._context(""), self.note, self.from_text

        def reveal(sealed: bytes, public_id: UUID) -> Any:
            note(public_id)
            text = ring.open(bytes(sealed), context=f"{place}{public_id}").decode() if len(sealed) else ""
            return from_text(text)

        return reveal

    def _context(self, public_id: UUID | str) -> str:
        return f"{self.model._meta.db_table}.{self.column}:{public_id}"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if not self.reads_are_recorded:
            kwargs["reads_are_recorded"] = False
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        if self.unique or getattr(self, "db_index", False):
            found.append(checks.Error("an encrypted field can't be indexed", obj=self, id="vault.E001"))
        if not any(field.name == "public_id" for field in self.model._meta.local_fields):
            found.append(checks.Error("an encrypted field needs public_id in its model", obj=self, id="vault.E002"))
        if self.name in _compared_by(self.model._meta):
            found.append(checks.Error("the database can't sort or compare this field", obj=self, id="vault.E003"))
        return found

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.held_by(model_instance)
        public_id: UUID = model_instance.public_id  # type: ignore[attr-defined] # vault.E002 demands it
        if isinstance(value, Sealed) and value and add:
            keys.ring().open(value, context=self._context(public_id))  # a copied row must not carry another's bytes
        if value is None or isinstance(value, Sealed):
            return value
        text = self.to_text(value)
        before: _AsStored | None = model_instance.__dict__.get(_as_stored(self.attname))
        if before is not None and (before.public_id, before.text) == (public_id, text):
            return before.sealed  # nothing changed, so the bytes don't either, and the log says so
        if self.max_length is not None and len(text) > self.max_length:
            raise ValueError(f"{self.name} has {len(text)} characters, {self.max_length} are the most")
        sealed = Sealed(keys.ring().seal(text.encode(), context=self._context(public_id)) if text else b"")
        model_instance.__dict__[_as_stored(self.attname)] = _AsStored(public_id, text, sealed)
        return sealed

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002 - Django's signature
        if value is None:
            return None
        if value in ("", {}):  # what a migration gives the rows that are there when a field is added
            value = Sealed()
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is encrypted: save the instance, queries can't set or compare it")
        return connection.Database.Binary(value)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_lookup(self, lookup_name: str) -> Any:
        return IsNull if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> Any:  # noqa: ARG002 - Django's signature
        return None

    def value_to_string(self, obj: models.Model) -> str:  # noqa: ARG002 - Django's signature
        raise TypeError("encrypted fields are not serialised")


Reveal = Callable[[bytes, UUID], Any]
"""Takes the bytes of one column and the `public_id` of their row; returns the value."""


def revealing(model: type[models.Model], *names: str) -> list[Reveal]:
    """Return what opens each of these columns, for rows that come by `values_list()`."""
    fields = (cast("EncryptedField[Any]", model._meta.get_field(name)) for name in names)
    return [field.revealing() for field in fields]


def _compared_by(meta: Any) -> set[str]:
    """Return the fields by which a model's indexes, constraints and order make the database compare rows."""
    named = [*meta.indexes, *(c for c in meta.constraints if isinstance(c, models.UniqueConstraint))]
    names = [name for index in named for name in index.fields]
    return {str(name).lstrip("-") for name in [*names, *meta.ordering, *chain.from_iterable(meta.unique_together)]}


class EncryptedTextField(EncryptedField[str]):
    """Text; `max_length` counts its characters. Missing text is the empty string, never NULL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("blank"):
            kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def to_text(self, value: str) -> str:
        return value

    def from_text(self, text: str) -> str:
        return text


class EncryptedDateField(EncryptedField[date | None]):
    """A date or None."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["null"] = True
        super().__init__(*args, **kwargs)

    def to_text(self, value: date) -> str:
        if isinstance(value, datetime):
            raise TypeError("a moment is no date: it couldn't be read back")
        return value.isoformat()

    def from_text(self, text: str) -> date:
        return date.fromisoformat(text)


class EncryptedJSONField(EncryptedField[dict[str, Any]]):
    """A JSON object: half-written forms, held posts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def to_text(self, value: dict[str, Any]) -> str:
        return json.dumps(value, ensure_ascii=False)

    def from_text(self, text: str) -> dict[str, Any]:
        return dict(json.loads(text)) if text else {}
