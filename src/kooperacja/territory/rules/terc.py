"""Reading an official TERC file, and saying in which line and column it is wrong.

The layout: semicolons, UTF-8 with or without a byte order mark, any ends of lines, one header. A file describes whole
voivodeships on one day (STAN_NA). Nothing of a file is used unless all of it is right.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.teryt import CITY_PARTS, GminaKind, Level, level_of
from kooperacja.kernel.text import one_line
from kooperacja.territory.rules.timeline import PartState, UnitState

COLUMNS: Final = ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA")
OLD_COLUMNS: Final = tuple("NAZDOD" if column == "NAZWA_DOD" else column for column in COLUMNS)
"""The header of files from before 2016."""

MAX_BYTES: Final = 5_000_000
"""The whole register has about 0.3 MB; what is far larger is another file."""
MAX_NAME: Final = 100
FIRST_DAY: Final = date(1999, 1, 1)
"""The day from which Poland has these three tiers."""
FAULTS_SHOWN: Final = 20
"""After so many faults reading stops: the file is another one, or was damaged as a whole."""


class Fault(TextChoices):
    """Why a file, or a row of it, is refused."""

    EMPTY = "empty", _("the file is empty")
    TOO_LARGE = (
        "too_large",
        _("the file is larger than 5 MB; the whole register has less than 1 MB, so this is another file"),
    )
    ARCHIVE = "archive", _("this is a ZIP archive; unpack it and import the CSV file that is inside")
    XML = "xml", _("this is an XML file; download the same register as CSV")
    NOT_UTF8 = (
        "not_utf8",
        _("the byte %(value)s is not UTF-8; download the file anew, and don't save it in a spreadsheet"),
    )
    WRONG_HEADER = "wrong_header", _("the first line is “%(value)s”, but a TERC file begins with “%(header)s”")
    NO_ROWS = "no_rows", _("the file has a header and nothing else")
    COLUMN_COUNT = "column_count", _("%(value)s columns instead of 7")
    NOT_TWO_DIGITS = (
        "not_two_digits",
        _("“%(value)s” should be two digits, for example 02; did a spreadsheet drop the zero?"),
    )
    POWIAT_MISSING = "powiat_missing", _("a gmina needs the code of its powiat")
    KIND_WITHOUT_GMINA = "kind_without_gmina", _("only a gmina has a kind, and here the kind is “%(value)s”")
    UNKNOWN_KIND = "unknown_kind", _("the kind of a gmina is 1, 2, 3, 4, 5, 8 or 9, and here it is “%(value)s”")
    NAME_MISSING = "name_missing", _("the name is missing")
    NAME_TOO_LONG = "name_too_long", _("“%(value)s” is longer than 100 characters")
    NOT_A_DATE = "not_a_date", _("“%(value)s” should be a date such as 2025-01-31")
    DATE_TOO_EARLY = "date_too_early", _("%(value)s is before 1999-01-01, when today's voivodeships and powiats began")
    DATE_IN_THE_FUTURE = "date_in_the_future", _("%(value)s is in the future")
    ANOTHER_DATE = "another_date", _("%(value)s is another date than in the rows above; a file describes one day")
    DUPLICATE = "duplicate", _("the code %(value)s is in the file for the second time")
    PARENT_MISSING = "parent_missing", _("the unit above, %(value)s, is not in the file")
    GMINA_OF_PART_MISSING = "gmina_of_part_missing", _("%(value)s is a part of a gmina which is not in the file")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `line` counts from 1, the header included; 0 and no column mean the whole file."""

    fault: Fault
    line: int = 0
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        """Say in plain words what is wrong, and where."""
        what = str(self.fault.label) % {"value": self.value, "header": ";".join(COLUMNS)}
        where = {"line": self.line, "column": self.column, "what": what}
        if self.column:
            return gettext("line %(line)d, column %(column)s: %(what)s") % where
        return gettext("line %(line)d: %(what)s") % where if self.line else what


class TercError(ValueError):
    """A file that is no TERC file, or has faulty rows; `findings` tells all that was found."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Row:
    """One checked row. `kind` is set for a gmina or a part of one."""

    line: int
    code: str
    kind: GminaKind | None
    name: str
    addition: str
    on: date

    @property
    def key(self) -> str:
        """What may come only once: the code of a unit, or the seven digits of a part."""
        return f"{self.code}{self.kind}" if self.kind and self.kind.is_part else self.code


@dataclass(frozen=True, slots=True)
class TercFile:
    """What a file says: every unit and every part of the voivodeships in it, on one day."""

    on: date
    units: Mapping[str, UnitState]
    parts: Mapping[str, PartState]
    voivodeships: frozenset[str] = field(init=False)
    voivodeships_with_parts: frozenset[str] = field(init=False)
    """Those of which the file lists at least one part. Files made without parts don't say that parts ended."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "voivodeships", frozenset(code[:2] for code in self.units))
        object.__setattr__(self, "voivodeships_with_parts", frozenset(code[:2] for code in self.parts))


def read_terc(content: bytes, *, today: date) -> TercFile:
    """Read a whole file.

    Raises:
        TercError: with every fault, up to `FAULTS_SHOWN`.
    """
    lines = _lines(content)
    rows, findings = _rows(lines[1:], today=today)
    if not findings:
        findings = list(_contradictions(rows))
    if findings:
        raise TercError(*findings[:FAULTS_SHOWN])
    if not rows:
        raise TercError(Finding(Fault.NO_ROWS))
    return TercFile(rows[0].on, _units(rows), _parts(rows))


def _lines(content: bytes) -> list[str]:
    if not content.strip(b"\xef\xbb\xbf\r\n\t "):
        raise TercError(Finding(Fault.EMPTY))
    if content.startswith(b"PK\x03\x04"):
        raise TercError(Finding(Fault.ARCHIVE))
    if len(content) > MAX_BYTES:
        raise TercError(Finding(Fault.TOO_LARGE))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TercError(Finding(Fault.NOT_UTF8, line, value=f"0x{content[error.start]:02X}")) from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    header = tuple(cell.upper() for cell in _cells(lines[0]))
    if header not in (COLUMNS, OLD_COLUMNS):
        fault = Fault.XML if lines[0].lstrip().startswith("<") else Fault.WRONG_HEADER
        raise TercError(Finding(fault, 1, value=_short(lines[0])))
    return lines


def _cells(line: str) -> list[str]:
    return [_unquoted(cell.strip()) for cell in line.split(";")]


def _unquoted(cell: str) -> str:
    return cell[1:-1].strip() if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= MAX_NAME else f"{line[:MAX_NAME]}…"


def _rows(lines: list[str], *, today: date) -> tuple[list[Row], list[Finding]]:
    rows: list[Row] = []
    findings: list[Finding] = []
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        found, row = _row(number, line, today=today)
        if row and rows and row.on != rows[0].on:
            found = [Finding(Fault.ANOTHER_DATE, number, "STAN_NA", row.on.isoformat())]
        findings += found
        if row:
            rows.append(row)
        if len(findings) >= FAULTS_SHOWN:
            break
    return rows, findings


def _row(number: int, line: str, *, today: date) -> tuple[list[Finding], Row | None]:
    cells = _cells(line)
    if len(cells) != len(COLUMNS):
        return [Finding(Fault.COLUMN_COUNT, number, value=str(len(cells)))], None
    woj, pow_, gmi, rodz, name, addition, stan = cells
    faults = [
        *_code_faults(woj, pow_, gmi),
        *_kind_faults(gmi, rodz),
        *_name_faults(name, addition),
        *_date_faults(stan, today=today),
    ]
    findings = [Finding(fault, number, column, _short(value)) for fault, column, value in faults]
    if findings:
        return findings, None
    if not pow_:
        # The register prints voivodeships in capitals, but they are adjectives: województwo lubelskie.
        name = name.lower()
    kind = GminaKind(rodz) if rodz else None
    row = Row(number, woj + pow_ + gmi, kind, one_line(name), one_line(addition), date.fromisoformat(stan))
    return [], row


_Fault = tuple[Fault, str, str]


def _code_faults(woj: str, pow_: str, gmi: str) -> Iterator[_Fault]:
    for column, value in (("WOJ", woj), ("POW", pow_), ("GMI", gmi)):
        if (value or column == "WOJ") and not _is_pair(value):
            yield Fault.NOT_TWO_DIGITS, column, value
    if gmi and not pow_:
        yield Fault.POWIAT_MISSING, "POW", pow_


def _is_pair(value: str) -> bool:
    return len(value) == len("00") and value.isascii() and value.isdigit() and value != "00"


def _kind_faults(gmi: str, rodz: str) -> Iterator[_Fault]:
    if rodz and not gmi:
        yield Fault.KIND_WITHOUT_GMINA, "RODZ", rodz
    elif gmi and rodz not in set(GminaKind):
        yield Fault.UNKNOWN_KIND, "RODZ", rodz


def _name_faults(name: str, addition: str) -> Iterator[_Fault]:
    if not one_line(name):
        yield Fault.NAME_MISSING, "NAZWA", name
    for column, value in (("NAZWA", name), ("NAZWA_DOD", addition)):
        if len(value) > MAX_NAME:
            yield Fault.NAME_TOO_LONG, column, value


def _date_faults(stan: str, *, today: date) -> Iterator[_Fault]:
    try:
        on = date.fromisoformat(stan)
    except ValueError:
        yield Fault.NOT_A_DATE, "STAN_NA", stan
        return
    if on < FIRST_DAY:
        yield Fault.DATE_TOO_EARLY, "STAN_NA", stan
    if on > today:
        yield Fault.DATE_IN_THE_FUTURE, "STAN_NA", stan


def _contradictions(rows: list[Row]) -> Iterator[Finding]:
    """Find what only the whole file shows: the same code twice, units without the unit above them."""
    seen: set[str] = set()
    units = {row.code for row in rows if not (row.kind and row.kind.is_part)}
    cities = _cities(rows)
    urban_rural = {row.code for row in rows if row.kind is GminaKind.URBAN_RURAL}
    for row in rows:
        if row.key in seen:
            yield Finding(Fault.DUPLICATE, row.line, "GMI" if row.kind else _last_column(row.code), row.key)
        seen.add(row.key)
        if row.kind and row.kind.is_part:
            found = row.code[:4] in cities if row.kind in CITY_PARTS else row.code in urban_rural
            if not found:
                yield Finding(Fault.GMINA_OF_PART_MISSING, row.line, "GMI", row.key)
        elif level_of(row.code) is not Level.VOIVODESHIP and row.code[:-2] not in units:
            yield Finding(Fault.PARENT_MISSING, row.line, _last_column(row.code[:-2]), row.code[:-2])


def _last_column(code: str) -> str:
    return COLUMNS[len(code) // 2 - 1]


def _cities(rows: list[Row]) -> dict[str, str]:
    """Return the city of each powiat that is one: the only gmina in it, of kind 1."""
    gminas: dict[str, list[Row]] = {}
    for row in rows:
        if row.kind and row.kind.is_gmina:
            gminas.setdefault(row.code[:4], []).append(row)
    return {
        powiat: found[0].code
        for powiat, found in gminas.items()
        if len(found) == 1 and found[0].kind is GminaKind.URBAN
    }


def _units(rows: list[Row]) -> dict[str, UnitState]:
    return {
        row.code: UnitState(row.name, row.addition, row.kind) for row in rows if not (row.kind and row.kind.is_part)
    }


def _parts(rows: list[Row]) -> dict[str, PartState]:
    cities = _cities(rows)
    return {
        row.key: PartState(
            row.name, row.addition, row.kind, cities[row.code[:4]] if row.kind in CITY_PARTS else row.code
        )
        for row in rows
        if row.kind and row.kind.is_part
    }
