"""All data of an institution in one folder, for its written order: files for spreadsheets, and pages to read."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.agreements.models import Agreement
from kooperacja.audit.models import Event, Read
from kooperacja.audit.reads import record_read
from kooperacja.audit.recording import recording
from kooperacja.cases.models import Case
from kooperacja.institutions.models import Institution
from kooperacja.vault.fields import noting_what_is_opened

from ..events import LeavingEvent
from ..kinds import KINDS, LOGS, Kind
from ..models import HandOver
from ..sheets import AT_ONCE, Names, cells, columns, heading, in_words, model_of, write_sheet
from ..words import SHEETS
from .pages import case_on_paper

PAGE = "leaving:hand_over_data"
"""How the recorded read calls it."""
OF_OTHERS = "_u_innych"
"""With this ends the name of a file of parts of what others own."""


class FolderTaken(Exception):
    """There is something in the folder already; nothing is ever written over."""


@dataclass
class Sheet:
    """One file as the README describes it."""

    name: str
    title: str
    columns: list[tuple[str, str]]
    count: int = 0


@dataclass
class Block:
    """What a page of a case says out of one file."""

    title: str
    headings: list[str]
    rows: list[list[str]] = field(default_factory=list)

    @property
    def filled(self) -> list[list[tuple[str, str]]]:
        """Each row as pairs of words; what is empty is left out."""
        pairs = ([pair for pair in zip(self.headings, row, strict=True) if pair[1]] for row in self.rows)
        return list(pairs)


def hand_over_data(
    institution: Institution, folder: Path, *, order: str, asked_by: str, now: datetime
) -> tuple[HandOver, list[Sheet]]:
    """Write everything that is the institution's into a new folder, and record that it was done and what was read.

    The words of others stay out (`kinds`). It is the host's act for the institution's written order.

    Raises:
        FolderTaken: the folder is there and not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(str(folder))
    half = folder.with_name(f"{folder.name}.niepelne")
    if half.exists():  # of a run that was cut off; it may hold what somebody still looks for
        raise FolderTaken(str(half))
    half.mkdir(mode=0o700, parents=True)
    seen = prints(institution)  # before anything is read: what changes meanwhile is noticed by the erasure
    host = Actor(institution_id=institution.pk)
    try:
        with translation.override("pl"), noting_what_is_opened() as opened:
            sheets = _Writer(institution, half, now=now).write()
        with recording(LeavingEvent.HANDED_OVER, actor=host) as record:
            done = HandOver(
                institution=institution,
                order=order,
                asked_by=asked_by,
                done_at=now,
                counts={sheet.name: sheet.count for sheet in sheets},
                prints=seen,
            )
            record.about(done).save()
            record_read(opened, page=PAGE, actor=host)  # written before the folder gets its name
        half.replace(folder)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return done, sheets


def prints(institution: Institution) -> dict[str, str]:
    """Return what the institution's rows look like from outside, kind by kind: another print, another content."""
    found = {}
    for kind in KINDS:
        if kind.sheet:
            known = {one.name for one in model_of(kind.model)._meta.concrete_fields}
            seen = ["pk", *(["version"] if "version" in known else ["name", "email"])]
            rows = (*kind.of(institution).values_list(*seen), *_parts(kind, institution).values_list(*seen))
            found[kind.sheet] = hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()
    return found


def title(name: str) -> str:
    """Return what a file is called in words."""
    own = str(SHEETS[name.removesuffix(OF_OTHERS)])
    return f"{own} – {_('part of it in things of others')}" if name.endswith(OF_OTHERS) else own


def _parts(kind: Kind, institution: Institution) -> Any:
    return kind.parts_of(institution) if kind.part else kind.rows.none()


class _Writer:
    """Writes one folder; gathers on the way what the pages of the cases say."""

    def __init__(self, institution: Institution, folder: Path, *, now: datetime) -> None:
        self.institution, self.folder, self.now = institution, folder, now
        self.names = Names()
        self.blocks: dict[int, list[Block]] = {}

    def write(self) -> list[Sheet]:
        sheets = [sheet for kind in KINDS if kind.sheet for sheet in self._kind(kind)]
        sheets += [self._log(label, name) for label, name in LOGS.items()]
        pages = self._pages()
        scans = self._scans()
        context = {"institution": self.institution, "sheets": sheets, "pages": pages, "scans": scans, "now": self.now}
        readme = render_to_string("leaving/readme.txt", context)
        (self.folder / "README.txt").write_text(readme, encoding="utf-8-sig")
        return sheets

    def _kind(self, kind: Kind) -> Iterator[Sheet]:
        """Write what the institution owns, and apart from it what is its part of rows of others."""
        yield self._sheet(kind, kind.sheet, kind.of(self.institution), ())
        if kind.part and (own := _parts(kind, self.institution)).exists():
            yield self._sheet(kind, f"{kind.sheet}{OF_OTHERS}", own, kind.fields)

    def _sheet(self, kind: Kind, name: str, rows: Any, only: tuple[str, ...]) -> Sheet:
        model = model_of(kind.model)
        fields = columns(model, only)
        sheet = Sheet(name, title(name), [(one.name, heading(one)) for one in fields])
        write_sheet(self.folder / f"{name}.csv", [one.name for one in fields], self._lines(kind, sheet, rows, fields))
        return sheet

    def _lines(self, kind: Kind, sheet: Sheet, rows: Any, fields: list[Any]) -> Iterator[list[str]]:
        of_case = _cases_of(
            kind, rows, with_parts="case" in {one.name for one in fields} or not sheet.name.endswith(OF_OTHERS)
        )
        block_of: dict[int, Block] = {}
        for some in _some_at_once(rows.order_by("pk")):
            for row, line in zip(some, cells(some, fields, self.names), strict=True):
                sheet.count += 1
                for case in of_case.get(row.pk, ()):
                    if case not in block_of:
                        block_of[case] = Block(sheet.title, [heading(one) for one in fields[1:]])
                        self.blocks.setdefault(case, []).append(block_of[case])
                    block_of[case].rows.append(line[1:])
                yield line

    def _log(self, label: str, name: str) -> Sheet:
        """Write who of the institution did and read what, and when."""
        model: Any = {"audit.Event": Event, "audit.Read": Read}[label]
        fields = [one for one in model._meta.concrete_fields if not one.primary_key]
        sheet = Sheet(name, title(name), [(one.name, heading(one)) for one in fields])
        rows = model.objects.filter(institution_id=self.institution.pk).order_by("pk")
        sheet.count = rows.count()
        lines = ([in_words(getattr(row, one.attname)) for one in fields] for row in rows.iterator(AT_ONCE))
        write_sheet(self.folder / f"{name}.csv", [one.name for one in fields], lines)
        return sheet

    def _pages(self) -> int:
        """Write a page a case: of an own case the note for the file, and all that the files say about it."""
        folder = self.folder / "sprawy"
        folder.mkdir()
        shutil.copyfile(cast(str, finders.find("ui/app.css")), folder / "wyglad.css")
        for case in Case.objects.filter(pk__in=list(self.blocks)).select_related("centre").order_by("pk"):
            own = case.centre_id == self.institution.pk
            context = {"case": case, "is_own": own, "blocks": self.blocks[case.pk], "institution": self.institution}
            context |= case_on_paper(case) if own else {}
            page = render_to_string("leaving/case.html", context | {"today": timezone.localdate(self.now)})
            (folder / f"{slugify(case.number.replace('/', '-'))}.html").write_text(page, encoding="utf-8")
        return len(self.blocks)

    def _scans(self) -> int:
        """Copy the scans of the agreements that the institution signed."""
        found = 0
        for agreement in Agreement.objects.filter(parties__institution=self.institution).exclude(scan="").distinct():
            if agreement.scan.name and default_storage.exists(agreement.scan.name):
                to = self.folder / "skany"
                to.mkdir(exist_ok=True)
                with agreement.scan.open("rb") as scan:
                    (to / f"{agreement.public_id}.pdf").write_bytes(scan.read())
                found += 1
        return found


def _some_at_once(rows: Any) -> Iterator[list[Model]]:
    some: list[Model] = []
    for row in rows.iterator(AT_ONCE):
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _cases_of(kind: Kind, rows: Any, *, with_parts: bool) -> dict[int, set[int]]:
    """Return on which cases' pages each row stands."""
    found: dict[int, set[int]] = {}
    if kind.case and with_parts:
        for key, case in rows.order_by().values_list("pk", kind.case):
            if case is not None:
                found.setdefault(key, set()).add(case)
    return found
