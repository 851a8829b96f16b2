"""Rows of cells out of a CSV or XLSX file that somebody uploaded: as text, within limits, however it was made.

An XLSX is a ZIP of XML. Small ones can be made to unpack into gigabytes, or to name a cell in the last row and column
of a sheet, for which a reader would hold the whole rectangle. So the archive is unpacked within a limit into one of
our own, and the cells' addresses are looked at before the reader sees them.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from kooperacja.kernel.text import one_line

MAX_BYTES = 5_000_000
MAX_ROWS = 5_000
MAX_UNPACKED = 50_000_000
MAX_HELD = 2_000_000
"""Bytes of the text that a page holds between its two steps: below what Django takes in a form."""

MAX_COLUMNS = 100
EMPTY_ROWS = 1_000
"""Rows that may lie empty between filled ones."""

PARTS = re.compile(r"\[Content_Types\]\.xml|(_rels|xl)/[\w./-]*\.(xml|rels)", re.ASCII)
ATTRIBUTE = rb"""\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')"""
PLACED = re.compile(rb"<(?:\w+:)?(?:c|row)((?:" + ATTRIBUTE + rb")*)")
PLACE = re.compile(rb"""\sr\s*=\s*["']([^"']*)""")
ADDRESS = re.compile(rb"([A-Z]{0,3})([0-9]{1,7})")

Line = tuple[int, list[str]]


class FileProblem(Exception):
    """The file as a whole can't be read; the message says why in a plain sentence."""


def read_sheet(content: bytes, *, also: str = "") -> Iterator[Line]:
    """Yield (number as a spreadsheet shows it, cells as tidy texts) of a CSV or of an XLSX's first sheet.

    Args:
        also: the encoding of a CSV that isn't UTF-8, such as "cp1250", in which a Polish Excel saves it.

    Raises:
        FileProblem: it is neither, or too large.
    """
    if len(content) > MAX_BYTES:
        raise FileProblem(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 1_000_000})
    return _xlsx(content) if content.startswith(b"PK") else _csv(content, also)


def as_csv(lines: Sequence[Sequence[str]]) -> str:
    """Return the lines as CSV that `read_sheet` reads.

    Raises:
        FileProblem: it is longer than a page may hold.
    """
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(lines)
    text = out.getvalue()
    if len(text.encode()) > MAX_HELD:
        raise FileProblem(_("The file holds too much text. Divide it into smaller ones."))
    return text


def _csv(content: bytes, also: str) -> Iterator[Line]:
    try:
        text = _decoded(content, also)
    except UnicodeDecodeError as error:
        raise FileProblem(_not_a_sheet()) from error
    if "\0" in text:
        raise FileProblem(_not_a_sheet())
    first = text.split("\n", 1)[0]
    delimiter = max(";", ",", "\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [one_line(cell) for cell in cells]
    except csv.Error as error:
        raise FileProblem(_("Row %(row)d can't be read: check its quotation marks.") % {"row": number + 1}) from error


def _decoded(content: bytes, also: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if not also:
            raise
        return content.decode(also)


def _not_a_sheet() -> str:
    return _("The file is neither XLSX nor CSV in UTF-8. In a spreadsheet choose “Save as” and “CSV UTF-8” or XLSX.")


def _xlsx(content: bytes) -> Iterator[Line]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(_unpacked(content)))
        table = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise FileProblem(_("The file can't be read as XLSX.")) from error
    for number, cells in enumerate(table, start=1):
        yield number, [one_line(_cell(cell)) for cell in cells]


def _unpacked(content: bytes) -> bytes:
    """Return the same workbook in an archive of our own: the parts of an XLSX alone, uncompressed, within the limit."""
    ours = io.BytesIO()
    left = MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(ours, "w") as made:
        for name in given.namelist():
            if not PARTS.fullmatch(name):
                continue
            with given.open(name) as part:
                data = part.read(left + 1)
            left -= len(data)
            if left < 0:
                raise FileProblem(_("The file is too large when unpacked."))
            _look_at_addresses(data)  # whatever its name: the workbook says which parts are sheets
            made.writestr(name, data)
    return ours.getvalue()


def _look_at_addresses(part: bytes) -> None:
    """Refuse a part that names cells far away, or that isn't in UTF-8, in which they could hide."""
    if b"\0" in part or re.search(rb"encoding\s*=\s*[\"'](?!utf-8)", part[:200], re.IGNORECASE):
        raise FileProblem(_("The file can't be read as XLSX."))
    for placed in PLACED.finditer(part):
        place = PLACE.search(placed[1])
        address = ADDRESS.fullmatch(place[1]) if place else None
        if place and not address:
            raise FileProblem(_("The file can't be read as XLSX."))
        if address and int(address[2]) > MAX_ROWS + EMPTY_ROWS:
            raise FileProblem(_("The file has more than %(rows)d rows.") % {"rows": MAX_ROWS})
        if address and _column(address[1]) > MAX_COLUMNS:
            raise FileProblem(_("The file has more than %(columns)d columns.") % {"columns": MAX_COLUMNS})


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27; without letters 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _cell(cell: Any) -> str:
    """Return a cell as text; a code that the spreadsheet took for a number keeps no fraction."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
