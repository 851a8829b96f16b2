"""A file of institutions, row by row: what each would do, and what is wrong with it. Nothing is written here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from kooperacja.kernel.text import fold
from kooperacja.territory.forms import UnitField, UnitsField, one_unit
from kooperacja.territory.models import Unit

from .models import Institution, InstitutionKind
from .rules.bodies import EDELIVERY, BodyRefusal, Described, body_refusals, plain_edelivery
from .sheets import MAX_ROWS, FileProblem, as_csv, read_sheet

__all__ = ["COLUMNS", "FileProblem", "Row", "read_file", "served", "written_out"]

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
    "od": "starts_on",
    "do": "ends_on",
}
"""Heading in the file (without regard to Polish letters and case) → field."""

HEADINGS = {column: heading for heading, column in COLUMNS.items()}
REQUIRED = ("name", "kind", "seat")
PLAIN = ("name", "address", "phone", "official_mailbox", "edelivery_address", "notices_by")
FORMULA = ("=", "@")
"""How a formula begins. A plus or a minus may begin a telephone number or a dash."""

Key = tuple[str, int, int]


@dataclass
class Row:
    """One row of a file: its number as a spreadsheet shows it, what it says, and its fate."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
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

    @property
    def changed_columns(self) -> list[str]:
        """Return the headings of the columns that would change a known institution."""
        return [HEADINGS[column] for column in self.changes] if self.institution else []


def read_file(content: bytes, *, institutions: QuerySet[Institution], units: QuerySet[Unit]) -> list[Row]:
    """Read a CSV (`;`, `,` or tab, UTF-8) or XLSX file of institutions.

    A row whose name, kind and seat are known changes that institution, its filled cells only; any other enters a new
    one. Costs as many queries as the file names different units, and a few more.

    Args:
        institutions: those that the file may change; units: those that it may name.

    Raises:
        FileProblem: it isn't such a file, lacks a column or has too many rows.
    """
    lines = read_sheet(content)
    headings = next(lines, (0, []))[1]
    columns = _columns(headings)
    read = _Reader(institutions, units)
    rows: list[Row] = []
    for number, cells in lines:
        texts = {column: cells[place] for place, column in columns.items() if place < len(cells)}
        if not any(texts.values()):
            continue
        if len(rows) == MAX_ROWS:
            raise FileProblem(_("The file has more than %(rows)d rows.") % {"rows": MAX_ROWS})
        rows.append(read.row(number, texts))
    if not rows:
        raise FileProblem(_("The file has no rows."))
    return rows


def written_out(rows: Sequence[Row]) -> str:
    """Return what was read, as CSV that `read_file` reads the same way: what the page holds between its two steps.

    Raises:
        FileProblem: it is too long for that.
    """
    return as_csv([list(COLUMNS), *([row.texts.get(column, "") for column in COLUMNS.values()] for row in rows)])


def served(areas: Iterable[Any]) -> set[int]:
    """Return the ids of the units that stay served, out of an institution's `service_areas`."""
    return {area.unit_id for area in areas if area.ends_on is None}


def _columns(headings: Sequence[str]) -> dict[int, str]:
    columns: dict[int, str] = {}
    for place, text in enumerate(headings):
        column = COLUMNS.get(fold(text))
        if column in columns.values():
            raise FileProblem(_("The column “%(column)s” stands in the file twice.") % {"column": text})
        if column is not None:
            columns[place] = column
    if missing := [HEADINGS[column] for column in REQUIRED if column not in columns.values()]:
        raise FileProblem(_("The first row lacks the column: %(columns)s.") % {"columns": ", ".join(missing)})
    return columns


class _Reader:
    """What one reading of a file knows: the kinds, the institutions, the units asked for so far."""

    def __init__(self, institutions: QuerySet[Institution], units: QuerySet[Unit]) -> None:
        self.kinds = _kinds()
        # Of several that match, the one that hasn't ended comes last and wins.
        known = institutions.order_by(F("ends_on").asc(nulls_last=True)).prefetch_related("service_areas")
        self.known: dict[Key, Institution] = {(fold(row.name), row.kind_id, row.seat_id): row for row in known}
        self.seen: dict[Key, int] = {}
        self.unit: Callable[[str], Unit | str] = cache(lambda text: _unit(text, units))

    def row(self, number: int, texts: dict[str, str]) -> Row:
        row = Row(number, texts)
        for column in REQUIRED:
            if not texts.get(column):
                row.faults.append(_("Column “%(column)s” is empty.") % {"column": HEADINGS[column]})
        for column in PLAIN:
            if texts.get(column):
                self._plain(row, column, texts[column])
        for column in ("starts_on", "ends_on"):
            if texts.get(column):
                self._day(row, column, texts[column])
        if texts.get("kind"):
            self._kind(row, texts["kind"])
        self._places(row, texts)
        if not row.faults:
            self._match(row)
        if not row.faults:
            self._check(row)
        return row

    def _plain(self, row: Row, column: str, text: str) -> None:
        text = plain_edelivery(text) if column == "edelivery_address" else text
        limit = Institution._meta.get_field(column).max_length  # type: ignore[union-attr] # plain columns all
        if limit and len(text) > limit:
            values = {"column": HEADINGS[column], "limit": limit}
            row.faults.append(_("Column “%(column)s” is longer than %(limit)d characters.") % values)
        if text.startswith(FORMULA):
            row.faults.append(_("Column “%(column)s” holds a formula.") % {"column": HEADINGS[column]})
        if column == "edelivery_address" and not EDELIVERY.fullmatch(text):
            row.faults.append(str(BodyRefusal.NOT_AN_EDELIVERY_ADDRESS.label))
        if column == "official_mailbox" and not _is_mailbox(text):
            row.faults.append(_("“%(text)s” is not an e-mail address.") % {"text": text})
        row.values[column] = text

    def _day(self, row: Row, column: str, text: str) -> None:
        try:
            row.values[column] = _as_day(text)
        except ValueError:
            row.faults.append(_("“%(text)s” is not a date like 27.03.2026.") % {"text": text})

    def _kind(self, row: Row, text: str) -> None:
        found = self.kinds.get(fold(text), [])
        if len(found) == 1:
            row.values["kind"] = found[0]
        elif found:
            codes = ", ".join(kind.code for kind in found)
            row.faults.append(_("Several kinds are called “%(text)s”: %(codes)s.") % {"text": text, "codes": codes})
        else:
            row.faults.append(_("There is no kind “%(text)s”.") % {"text": text})

    def _places(self, row: Row, texts: dict[str, str]) -> None:
        seat = [texts["seat"]] if texts.get("seat") else []
        for text, keep in [(seat, "seat"), (UnitsField.names_in(texts.get("areas", "")), "areas")]:
            found = [self.unit(name) for name in text]
            row.faults += [unit for unit in found if isinstance(unit, str)]
            units = [unit for unit in found if isinstance(unit, Unit)]
            if keep == "areas":
                row.areas = list(dict.fromkeys(units))
            elif units:
                row.values["seat"] = units[0]

    def _match(self, row: Row) -> None:
        key = (fold(row.values["name"]), row.values["kind"].pk, row.values["seat"].pk)
        if key in self.seen:
            row.faults.append(_("The same institution stands in row %(row)d, too.") % {"row": self.seen[key]})
            return
        self.seen[key] = row.number
        row.institution = self.known.get(key)
        if row.institution is None:
            row.areas = row.areas or [row.values["seat"]]
            row.changes = list(row.values)
            return
        row.changes = [name for name, value in row.values.items() if getattr(row.institution, name) != value]
        if row.areas and served(row.institution.service_areas.all()) != {unit.pk for unit in row.areas}:
            row.changes.append("areas")

    def _check(self, row: Row) -> None:
        there = row.institution
        stays = served(there.service_areas.all()) if there else set()
        starts_on = row.values.get("starts_on") or (there.starts_on if there else date.min)
        said = Described(
            name=row.values["name"],
            starts_on=starts_on,
            ends_on=row.values.get("ends_on") or (there.ends_on if there else None),
            edelivery_address=row.values.get("edelivery_address", ""),
            areas={unit.pk for unit in row.areas} or stays,
            areas_from=starts_on,
            is_entered=False,
        )
        row.faults += sorted(str(refusal.label) for refusal in body_refusals(said))


def _kinds() -> dict[str, list[InstitutionKind]]:
    """Return the kinds in use by code, name and abbreviation."""
    found: dict[str, list[InstitutionKind]] = {}
    for kind in InstitutionKind.objects.filter(in_use=True):
        for word in {fold(word) for word in (kind.abbreviation, kind.name, kind.code) if word}:
            found.setdefault(word, []).append(kind)
    return found


def _unit(text: str, units: QuerySet[Unit]) -> Unit | str:
    """Return the unit that a text names, or what is wrong with it."""
    if text.isascii() and text.isdigit() and len(text) % 2 and len(text) < len("9901011"):
        text = f"0{text}"  # a spreadsheet takes a code for a number and drops its first nought
    try:
        return one_unit(text, units, UnitField.default_error_messages)
    except ValidationError as error:
        return _("“%(text)s”: %(fault)s") % {"text": text, "fault": " ".join(error.messages)}


def _is_mailbox(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _as_day(text: str) -> date:
    """Return a date written as 27.03.2026 or as 2026-03-27, which spreadsheets give."""
    pattern = "%d.%m.%Y" if "." in text else "%Y-%m-%d"
    return datetime.strptime(text.removesuffix(" 00:00:00"), pattern).date()  # noqa: DTZ007 - a day has no zone
