"""Everything that points to a person, in whatever room: found by the models' relations, so that nothing is forgotten.

What hangs on a person is moved to another record and back again by `Trail`, which notes how each row was.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Q

from kooperacja.audit.models import AuditedModel
from kooperacja.persons.models import Person
from kooperacja.vault.fields import EncryptedField

from ..models import Merge

Said = dict[str, str | None]


@cache
def columns() -> dict[type[AuditedModel], tuple[str, ...]]:
    """Return the models that point to persons, with the names of those fields; not what joins records itself."""
    found: dict[type[AuditedModel], tuple[str, ...]] = {}
    for relation in Person._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if relation.auto_created and relation.is_relation and model not in (Person, Merge):
            found[model] = (*found.get(model, ()), relation.field.name)  # type: ignore[union-attr] # one that points here
    return dict(sorted(found.items(), key=lambda item: item[0]._meta.label))


def hanging_on(people: Collection[Person], *, lock: bool = False) -> list[AuditedModel]:
    """Return every row that points to one of these people, in a constant order; one query a model."""
    return [row for model, names in columns().items() for row in _rows(model, names, people, lock=lock)]


def _rows(
    model: type[AuditedModel], names: Collection[str], people: Collection[Person], *, lock: bool
) -> Iterator[AuditedModel]:
    points = Q()
    for name in names:
        points |= Q(**{f"{name}__in": [one.pk for one in people]})
    rows = model.objects.filter(points).order_by("pk")
    yield from rows.select_for_update(of=("self",)) if lock else rows


def key_of(row: AuditedModel) -> str:
    """Return a name of the row: "room.Model:key"."""
    return f"{row._meta.label}:{row.pk}"


def said(row: AuditedModel) -> Said:
    """Return what the row says, as texts; without its version, and without what is computed from the rest."""
    return {
        field.attname: None if getattr(row, field.attname) is None else _as_text(field, row)
        for field in row._meta.concrete_fields
        if field.name != "version" and not isinstance(field, models.BinaryField)
    }


def digest(row: AuditedModel) -> str:
    """Return a short text that is another one as soon as the row says anything else."""
    return hashlib.sha256(json.dumps(said(row), sort_keys=True).encode()).hexdigest()[:32]


def digests(people: Collection[Person], *, lock: bool = False) -> dict[str, str]:
    """Return the digests of these people and of all that hangs on them."""
    return {key_of(row): digest(row) for row in [*people, *hanging_on(people, lock=lock)]}


def put(row: AuditedModel, texts: Mapping[str, str | None]) -> None:
    """Let the row say this, as `said` gave it; without saving."""
    for field in row._meta.concrete_fields:
        if field.attname in texts:
            text = texts[field.attname]
            setattr(row, field.attname, None if text is None else _from_text(field, text))


def _as_text(field: Any, row: AuditedModel) -> str:
    if isinstance(field, EncryptedField):
        return field.to_text(getattr(row, field.attname))
    return str(field.value_to_string(row))


def _from_text(field: Any, text: str) -> Any:
    return field.from_text(text) if isinstance(field, EncryptedField) else field.to_python(text)


class Trail:
    """Changes rows, and notes how they were; only inside a recording."""

    def __init__(self) -> None:
        self.before: dict[str, Said] = {}
        self.removed: list[dict[str, Any]] = []

    def change(self, row: AuditedModel, **values: Any) -> None:
        """Save the row with these values."""
        self.note(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    def note(self, row: AuditedModel) -> None:
        """Note how the row is, if it is the first time."""
        self.before.setdefault(key_of(row), said(row))

    def remove(self, row: AuditedModel) -> None:
        """Delete a row of which there is another one that says the same."""
        self.removed.append({"model": row._meta.label, "said": said(row)})
        row.delete()
