"""A file of institutions, row by row: what each would do, and what is wrong with it. Nothing is written here."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from kooperacja.kernel.text import fold
from kooperacja.territory.forms import UnitField, one_unit
from kooperacja.territory.models import Unit

from .models import Institution, InstitutionKind

COLUMNS = {
    "nazwa": "name",
    "rodzaj": "kind",
    "siedziba": "seat",
    "obszar": "areas",
    "adres": "address",
    "telefon": "phone",
    "skrzynka": "official_mailbox",
    "e-doreczenia": "edelivery_address",
    "zawiadomienia": "notices_by",
}
"""Heading in the file (without regard to Polish letters and case) → field."""

REQUIRED = ("name", "kind", "seat")
MAX_ROWS = 5_000
MAX_BYTES = 5_000_000


class FileProblem(Exception):
    """The file as a whole can't be read; the message says why in a plain sentence."""


@dataclass
class Row:
    """One row of a file: its number as a spreadsheet shows it, what it says, and its fate."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    areas: list[Unit] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    institution: Institution | None = None
    changes: list[str] = field(default_factory=list)

    @property
    def fate(self) -> str:
        """Return fault, new, change or same."""
        if self.faults:
            return "fault"
        if self.institution is None:
            return "new"
        return "change" if self.changes else "same"


def read_file(content: bytes, *, institutions: QuerySet[Institution], units: QuerySet[Unit]) -> list[Row]:
    """Read a CSV (`;` or `,`, UTF-8) or XLSX file of institutions.

    A row whose name, kind and seat are known changes that institution; any other enters a new one.

    Args:
        institutions: those that the file may change; units: those that it may name.

    Raises:
        FileProblem: it isn't such a file, lacks a column or has too many rows.
    """
    if len(content) > MAX_BYTES:
        raise FileProblem(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 1_000_000})
    lines = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    headings = next(lines, (0, []))[1]
    columns = {number: COLUMNS[key] for number, text in enumerate(headings) if (key := fold(text.strip())) in COLUMNS}
    if missing := [name for name, column in COLUMNS.items() if column in REQUIRED and column not in columns.values()]:
        raise FileProblem(_("The first row lacks the column: %(columns)s.") % {"columns": ", ".join(missing)})
    kinds = _kinds()
    known = {(fold(row.name), row.kind_id, row.seat_id): row for row in institutions.prefetch_related("service_areas")}
    rows: list[Row] = []
    seen: dict[tuple[str, int, int], int] = {}
    for number, cells in lines:
        texts = {column: cells[place].strip() for place, column in columns.items() if place < len(cells)}
        if not any(texts.values()):
            continue
        if len(rows) == MAX_ROWS:
            raise FileProblem(_("The file has more than %(rows)d rows.") % {"rows": MAX_ROWS})
        row = Row(number)
        _fill(row, texts, kinds, units)
        if not row.faults:
            _match(row, known, seen)
        rows.append(row)
    if not rows:
        raise FileProblem(_("The file has no rows."))
    return rows


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblem(_("The file is neither XLSX nor CSV in UTF-8.")) from error
    if "\0" in text:
        raise FileProblem(_("The file is neither XLSX nor CSV in UTF-8."))
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise FileProblem(_("Row %(row)d can't be read.") % {"row": reader.line_num}) from error


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        table = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 2)
    except (CalamineError, ValueError, IndexError) as error:
        raise FileProblem(_("The file can't be read as XLSX.")) from error
    for number, cells in enumerate(table, start=1):
        yield number, [_cell(cell) for cell in cells]


def _cell(cell: Any) -> str:
    """Return a cell as text; a code that the spreadsheet took for a number keeps no fraction."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _kinds() -> dict[str, InstitutionKind]:
    """Return the kinds in use by code, name and abbreviation."""
    found: dict[str, InstitutionKind] = {}
    for kind in InstitutionKind.objects.filter(in_use=True):
        for word in filter(None, (kind.abbreviation, kind.name, kind.code)):
            found[fold(word)] = kind
    return found


def _fill(row: Row, texts: dict[str, str], kinds: dict[str, InstitutionKind], units: QuerySet[Unit]) -> None:
    headings = {column: name for name, column in COLUMNS.items()}
    for column in REQUIRED:
        if not texts.get(column):
            row.faults.append(_("Column “%(column)s” is empty.") % {"column": headings[column]})
    for column, text in texts.items():
        if column in ("kind", "seat", "areas"):
            continue
        limit = Institution._meta.get_field(column).max_length  # type: ignore[union-attr] # plain columns all
        if limit and len(text) > limit:
            row.faults.append(
                _("Column “%(column)s” is longer than %(limit)d characters.")
                % {"column": headings[column], "limit": limit},
            )
        row.values[column] = text
    if mailbox := texts.get("official_mailbox"):
        try:
            validate_email(mailbox)
        except ValidationError:
            row.faults.append(_("“%(text)s” is not an e-mail address.") % {"text": mailbox})
    if name := texts.get("kind"):
        row.values["kind"] = kinds.get(fold(name))
        if row.values["kind"] is None:
            row.faults.append(_("There is no kind “%(text)s”.") % {"text": name})
    if place := texts.get("seat"):
        row.values["seat"] = _unit(row, place, units)
    names = [part.strip() for part in texts.get("areas", "").split(",") if part.strip()]
    found = [_unit(row, name, units) for name in names] or [row.values.get("seat")]
    row.areas = [unit for unit in found if unit is not None]


def _unit(row: Row, text: str, units: QuerySet[Unit]) -> Unit | None:
    try:
        return one_unit(text, units, UnitField.default_error_messages)
    except ValidationError as error:
        row.faults.append(f"“{text}”: {' '.join(error.messages)}")
        return None


def _match(row: Row, known: dict[tuple[str, int, int], Institution], seen: dict[tuple[str, int, int], int]) -> None:
    key = (fold(row.values["name"]), row.values["kind"].pk, row.values["seat"].pk)
    if key in seen:
        row.faults.append(_("The same institution stands in row %(row)d, too.") % {"row": seen[key]})
        return
    seen[key] = row.number
    row.institution = known.get(key)
    row.changes = _changes(row) if row.institution else list(row.values)


def _changes(row: Row) -> list[str]:
    found = [name for name, value in row.values.items() if getattr(row.institution, name) != value]
    if row.institution and _served(row.institution.service_areas.all()) != {unit.pk for unit in row.areas}:
        found.append("areas")
    return found


def _served(areas: Iterable[Any]) -> set[int]:
    return {area.unit_id for area in areas if area.ends_on is None}
