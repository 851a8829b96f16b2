"""Persons pasted from a spreadsheet or uploaded, row by row, and what is wrong with each. Nothing is written here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kooperacja.institutions.sheets import FileProblem, as_csv, read_sheet
from kooperacja.kernel.pesel import PeselError, check_pesel
from kooperacja.kernel.text import fold
from kooperacja.persons.models import Person
from kooperacja.persons.rules import PersonRefusal, person_refusals

from .actions.people import PersonDetails

__all__ = ["HEADINGS", "MAX_PEOPLE", "FileProblem", "PersonRow", "Sheet", "read_people", "template", "written_out"]

MAX_PEOPLE: Final = 30
HEADINGS: Final = {
    "first_name": "imię",
    "surname": "nazwisko",
    "birth_date": "data urodzenia",
    "pesel": "PESEL",
    "phone": "telefon",
    "email": "e-mail",
}
"""Field → heading of its column, in the order in which columns stand that nothing is written above."""

COLUMNS: Final = {
    **{fold(heading): name for name, heading in HEADINGS.items()},
    "imiona": "first_name",
    "ur.": "birth_date",
    "urodzony": "birth_date",
    "urodzona": "birth_date",
    "nr pesel": "pesel",
    "tel.": "phone",
    "numer telefonu": "phone",
    "email": "email",
    "adres e-mail": "email",
}
"""Heading, without regard to Polish letters and case → field."""

REQUIRED: Final = ("first_name", "surname")
FORMULA: Final = ("=", "@")
PESEL_WITHOUT_NOUGHT: Final = 10
DAY_PATTERNS: Final = ("%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")

AT: Final = {
    PersonRefusal.BORN_IN_THE_FUTURE: "birth_date",
    PersonRefusal.TOO_OLD: "birth_date",
}


@dataclass
class PersonRow:
    """One row: its number as a spreadsheet shows it, what it says, and what is wrong, as (heading, words)."""

    number: int
    texts: dict[str, str]
    faults: list[tuple[str, str]] = field(default_factory=list)
    birth_date: date | None = None

    @property
    def name(self) -> str:
        """First name and surname, as far as they are there."""
        return f"{self.texts.get('first_name', '')} {self.texts.get('surname', '')}".strip()

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Everything else that the row says, as (heading, text)."""
        return [(HEADINGS[name], text) for name, text in self.texts.items() if text and name not in REQUIRED]

    @property
    def details(self) -> PersonDetails:
        """What is known of the person; only of a row without faults."""
        return PersonDetails(**{**self.texts, "birth_date": self.birth_date})  # type: ignore[arg-type] # texts and a day


@dataclass(frozen=True)
class Sheet:
    """What was read: the rows, and the columns that are left out."""

    rows: list[PersonRow]
    ignored: list[str]

    @property
    def faulty(self) -> list[PersonRow]:
        return [row for row in self.rows if row.faults]


def read_people(content: bytes, *, today: date) -> Sheet:
    """Read a CSV (`;`, `,` or tab; UTF-8 or cp1250) or XLSX of persons, with headings or in the order of `HEADINGS`.

    Raises:
        FileProblem: it isn't such a file, lacks a column, is empty or has too many rows.
    """
    lines = ((number, cells) for number, cells in read_sheet(content, also="cp1250") if any(cells))
    first = next(lines, None)
    if first is None:
        raise FileProblem(_("There are no rows."))
    columns, ignored = _columns(first[1])
    rows: list[PersonRow] = []
    for number, cells in _with(first, lines, is_heading=columns is not None):
        if len(rows) == MAX_PEOPLE:
            raise FileProblem(_("There are more than %(rows)d rows. Divide them.") % {"rows": MAX_PEOPLE})
        rows.append(_row(number, cells, columns or dict(enumerate(HEADINGS)), today))
    if not rows:
        raise FileProblem(_("There are no rows."))
    _compare(rows)
    return Sheet(rows, ignored)


def written_out(rows: Sequence[PersonRow]) -> str:
    """Return what was read as CSV that `read_people` reads the same way: what the page holds between its two steps.

    Each row stands where it stood, without headings, so that it keeps its number.
    """
    cells = {row.number: [row.texts.get(name, "") for name in HEADINGS] for row in rows}
    return as_csv([cells.get(number, []) for number in range(1, max(cells) + 1)])


def template() -> bytes:
    """Return a file to fill in, as Excel opens it: with the mark of UTF-8 and semicolons."""
    return b"\xef\xbb\xbf" + as_csv([list(HEADINGS.values())]).encode()


def _with(first: Any, others: Iterator[Any], *, is_heading: bool) -> Iterator[Any]:
    if not is_heading:
        yield first
    yield from others


def _columns(cells: Sequence[str]) -> tuple[dict[int, str] | None, list[str]]:
    """Return place → field, and the headings that are left out; None if the first row is no heading."""
    columns: dict[int, str] = {}
    for place, text in enumerate(cells):
        name = COLUMNS.get(fold(text).rstrip(":"))
        if name is None:
            continue
        if name in columns.values():
            raise FileProblem(_("The column “%(column)s” stands there twice.") % {"column": text})
        columns[place] = name
    if not columns:
        return None, [_("column %(number)d") % {"number": place + 1} for place in range(len(HEADINGS), len(cells))]
    if missing := [HEADINGS[name] for name in REQUIRED if name not in columns.values()]:
        raise FileProblem(_("The first row lacks the column: %(columns)s.") % {"columns": ", ".join(missing)})
    return columns, [text for place, text in enumerate(cells) if text and place not in columns]


def _row(number: int, cells: Sequence[str], columns: dict[int, str], today: date) -> PersonRow:
    texts = {name: cells[place] for place, name in columns.items() if place < len(cells)}
    row = PersonRow(number, {name: texts.get(name, "") for name in HEADINGS})
    _check_texts(row)
    row.texts["pesel"] = _pesel(row.texts["pesel"], today)
    if text := row.texts["birth_date"]:
        row.birth_date = _day(text)
        if row.birth_date is None:
            _find_fault(row, "birth_date", _("“%(text)s” is not a date like 14.03.1987.") % {"text": text[:40]})
    refusals = person_refusals(birth=row.birth_date, pesel=row.texts["pesel"], said_to_be_a_child=False, today=today)
    for refusal in sorted(refusals):
        _find_fault(row, AT.get(refusal, "pesel"), str(refusal.label))
    return row


def _check_texts(row: PersonRow) -> None:
    for name, text in row.texts.items():
        if name in REQUIRED and not text:
            _find_fault(row, name, _("It is empty."))
        limit = Person._meta.get_field(name).max_length if name not in ("birth_date", "pesel") else None  # type: ignore[union-attr] # a column
        if limit and len(text) > limit:
            _find_fault(row, name, _("It is longer than %(limit)d characters.") % {"limit": limit})
        if text.startswith(FORMULA):
            _find_fault(row, name, _("It is a formula, not a text."))
    if text := row.texts["email"]:
        try:
            validate_email(text)
        except ValidationError:
            _find_fault(row, "email", _("“%(text)s” is not an e-mail address.") % {"text": text[:80]})


def _find_fault(row: PersonRow, name: str, words: str) -> None:
    row.faults.append((HEADINGS[name], words))


def _pesel(text: str, today: date) -> str:
    """Return the digits; a spreadsheet that took PESEL for a number dropped its first nought."""
    digits = text.replace(" ", "")
    if digits.isdecimal() and len(digits) == PESEL_WITHOUT_NOUGHT:
        try:
            return check_pesel(f"0{digits}", today=today)
        except PeselError:
            return digits
    return digits


def _day(text: str) -> date | None:
    for pattern in DAY_PATTERNS:
        try:
            return datetime.strptime(text.removesuffix(" r."), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _compare(rows: Sequence[PersonRow]) -> None:
    """Find whoever stands there twice: by PESEL, or by name and date of birth."""
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        keys: list[tuple[Any, ...]] = [(fold(row.name), row.birth_date)]
        if row.texts["pesel"]:
            keys.append((row.texts["pesel"],))
        for key in keys:
            if key in seen and row.name:
                name = "pesel" if len(key) == 1 else "surname"
                _find_fault(row, name, _("The same person stands in row %(row)d, too.") % {"row": seen[key]})
            seen.setdefault(key, row.number)
