"""Rows as people read them: names instead of numbers, Polish words, and nothing that a spreadsheet would run."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kooperacja.kernel.text import inert

from .kinds import NEVER_OUT
from .words import COLUMNS

AnyField = Any
"""A field of a model; Django's own class takes no parameters when the program runs."""
AT_ONCE = 500

CALLED = {
    "institutions.Institution": "name",
    "institutions.InstitutionKind": "name",
    "institutions.Function": "name",
    "territory.Unit": "name",
    "accounts.User": "name",
    "agreements.Agreement": "title",
    "partnerships.Partnership": "name",
    "cases.Case": "number",
    "concerns.Concern": "number",
    "consultations.Consultation": "number",
    "diagnosis.ScaleEdition": "name",
    "diagnosis.ScaleArea": "name",
}
"""How a row of another file is called in a cell; all others by the number that stands in their own file."""


def columns(model: type[Model], only: Sequence[str] = ()) -> list[AnyField]:
    """Return the fields that go out: all of the model's own but `NEVER_OUT`, or those that are somebody's part."""
    found = [field for field in model._meta.concrete_fields if field.name not in NEVER_OUT]
    return [field for field in found if not field.primary_key and (not only or field.name in {"public_id", *only})]


def heading(field: AnyField) -> str:
    """Return a column in words."""
    if field.name == "public_id":
        return capfirst(_("number of the row"))
    says_itself = str(field.verbose_name) != field.name.replace("_", " ")
    return capfirst(str(field.verbose_name if says_itself else COLUMNS.get(field.name, field.name)))


class Names:
    """How rows are called that others point to, asked for once."""

    def __init__(self) -> None:
        self._known: dict[str, dict[int, str]] = {}

    def learn(self, field: AnyField, rows: Iterable[Model]) -> dict[int, str]:
        """Return what the rows' values of `field` are called."""
        model: type[Model] = field.related_model
        label = model._meta.label
        known = self._known.setdefault(label, {})
        wanted = sorted({getattr(row, field.attname) for row in rows} - {None} - set(known))
        for first in range(0, len(wanted), AT_ONCE):
            known |= _called(label, model, wanted[first : first + AT_ONCE])
        return known


def _called(label: str, model: type[Model], keys: list[int]) -> dict[int, str]:
    rows = model._base_manager.filter(pk__in=keys)
    if label == "institutions.Membership":
        people = rows.values_list("pk", "user__name", "function__name", "institution__name")
        return {key: ", ".join(words) for key, *words in people}
    return {key: str(name) for key, name in rows.values_list("pk", CALLED.get(label, "public_id"))}


def cells(rows: Sequence[Model], fields: Sequence[AnyField], names: Names) -> list[list[str]]:
    """Return the rows in words, opening what is sealed."""
    called = {field.name: names.learn(field, rows) for field in fields if isinstance(field, ForeignKey)}
    return [[_cell(row, field, called.get(field.name)) for field in fields] for row in rows]


def _cell(row: Model, field: AnyField, called: dict[int, str] | None) -> str:
    value = getattr(row, field.attname)
    if called is not None:
        return called.get(value, "")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return in_words(value)


def in_words(value: Any) -> str:
    """Return a value as a cell holds it: days as 2026-01-31, moments in Polish time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def write_sheet(path: Path, first: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Write a file for spreadsheets: UTF-8 with its mark, semicolons, one line of headings.

    Each cell stands between quotation marks: where commas part cells, none begins inside of one.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(first)
        writer.writerows([inert(cell) for cell in line] for line in lines)


def model_of(label: str) -> type[Model]:
    """Return the model of that name."""
    model: type[Model] = apps.get_model(label)
    return model
