"""A list as a file: CSV and XLSX, in which nothing is run when a program opens it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from xlsxwriter import Workbook

from kooperacja.kernel.text import inert

BOM: Final = "\ufeff"
WIDTH: Final = 24  # characters


@dataclass(frozen=True)
class Table:
    """Headings, rows, and the line that says who took them and when."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    mark: str

    @property
    def lines(self) -> list[list[str]]:
        """Everything as texts, the mark below an empty line."""
        body = [[inert(as_text(cell)) for cell in row] for row in self.rows]
        return [[inert(one) for one in self.headings], *body, [], [inert(self.mark)]]


def as_text(cell: Any) -> str:
    """Return a cell as a text; days and moments as every program reads them."""
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)


def as_csv(table: Table) -> bytes:
    """Return the table as Polish spreadsheets open it: semicolons, UTF-8 that says so.

    Each cell stands between quotation marks: where commas part cells, none begins inside of one.
    """
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(table.lines)
    return (BOM + out.getvalue()).encode()


def as_xlsx(table: Table) -> bytes:
    """Return the table as a workbook of texts; the mark stands on each printed page, too."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for number, line in enumerate(table.lines):
            for place, text in enumerate(line):
                sheet.write_string(number, place, text, None if number else bold)
        sheet.set_column(0, len(table.headings) - 1, WIDTH)
        sheet.freeze_panes(1, 0)
        sheet.set_footer("&L" + table.mark.replace("&", "&&")[:200])
    return out.getvalue()


KINDS: Final = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
