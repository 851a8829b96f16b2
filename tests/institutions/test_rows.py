"""A file of institutions: read as it comes, told row by row, imported whole or not at all."""

import io
import zipfile
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from kooperacja.audit.models import Event
from kooperacja.institutions import sheets
from kooperacja.institutions.actions.bodies import import_institutions
from kooperacja.institutions.models import Institution, InstitutionKind
from kooperacja.institutions.rows import FileProblem, read_file, written_out
from kooperacja.territory.models import Unit
from tests.world import SINCE, institution, make

TODAY = date(2026, 6, 10)
HEAD = "Nazwa;Rodzaj;Siedziba;Obszar;Adres;Telefon;Skrzynka;E-Doręczenia;Zawiadomienia;Od;Do"


def read(text, **limits):
    content = text if isinstance(text, bytes) else text.encode()
    with override("pl"):
        return read_file(content, institutions=Institution.objects.all(), units=Unit.objects.all(), **limits)


def rows(*lines, head=HEAD):
    return read("\n".join([head, *lines]))


def row(line, head=HEAD):
    (one,) = rows(line, head=head)
    return one


def sheet(*lines, **cells):
    """Return an XLSX with these rows of cells."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content, **changes):
    """Return the same archive with parts changed, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def test_a_row_says_everything_of_a_new_institution(world):
    one = row(
        "CUS  Lipiany;OPS;9901;990101, Stary Brzeg;Rynek 1;99 100;cus@lipiany.example;"
        "pl-12345-67890-abcde-12;Jan Kowal;01.03.2026;31.12.2029"
    )

    assert (one.number, one.fate, one.faults) == (2, "new", [])
    assert one.values == {
        "name": "CUS Lipiany",
        "kind": world.kinds["social_welfare_centre"],
        "seat": world.powiat,
        "address": "Rynek 1",
        "phone": "99 100",
        "official_mailbox": "cus@lipiany.example",
        "edelivery_address": "AE:PL-12345-67890-ABCDE-12",
        "notices_by": "Jan Kowal",
        "starts_on": date(2026, 3, 1),
        "ends_on": date(2029, 12, 31),
    }
    assert one.areas == [world.gmina, world.other_gmina]
    assert one.changed_columns == []


@pytest.mark.parametrize("word", ["OPS", "ośrodek POMOCY społecznej", "social_welfare_centre"])
def test_a_kind_goes_by_abbreviation_name_or_code(world, word):
    assert row(f"CUS;{word};990101").values["kind"].code == "social_welfare_centre"


@pytest.mark.parametrize("name", ["990101", "9901011", "Wierzbowa Góra", "WIERZBOWA GORA (990101)"])
def test_a_unit_goes_by_name_or_code(world, name):
    assert row(f"CUS;OPS;{name}").values["seat"] == world.gmina


@pytest.mark.parametrize("head", ["nazwa,rodzaj,siedziba", "SIEDZIBA;Rodzaj;nazwa", "nazwa\trodzaj\tsiedziba\tinne"])
def test_columns_stand_in_any_order_between_any_marks(world, head):
    words = {"nazwa": "CUS", "rodzaj": "OPS", "siedziba": "990101", "inne": "x"}
    mark = next(mark for mark in ";,\t" if mark in head)
    line = mark.join(words[name] for name in head.lower().split(mark))

    assert row(line, head=head).fate == "new"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (";OPS;990101", ["Kolumna „nazwa” jest pusta."]),
        ("CUS;;", ["Kolumna „rodzaj” jest pusta.", "Kolumna „siedziba” jest pusta."]),
        ("CUS;nic;990101", ["Nie ma rodzaju „nic”."]),
        ("CUS;OPS;Nigdzie", ["„Nigdzie”: Nie ma takiej jednostki w rejestrze. Sprawdź nazwę albo podaj kod TERC."]),
        (
            "CUS;OPS;990101;Nigdzie, Nigdzie",
            ["„Nigdzie”: Nie ma takiej jednostki w rejestrze. Sprawdź nazwę albo podaj kod TERC."] * 2,
        ),
        ("CUS;OPS;990101;;;;cus", ["„cus” nie jest adresem e-mail."]),
        ("CUS;OPS;990101;;;;;AE:PL-1", ["Adres do e-Doręczeń wygląda tak: AE:PL-12345-67890-ABCDE-12."]),
        (f"{'C' * 201};OPS;990101", ["Kolumna „nazwa” ma ponad 200 znaków."]),
        ("=HYPERLINK(x);OPS;990101", ["Kolumna „nazwa” zawiera formułę."]),
        ("@SUM(1);OPS;990101", ["Kolumna „nazwa” zawiera formułę."]),
        ("CUS;OPS;990101;;;;;;;31.02.2026", ["„31.02.2026” nie jest datą zapisaną jak 27.03.2026."]),
        ("CUS;OPS;990101;;;;;;;2026-03-02;2026-03-01", ["Koniec nie może być wcześniejszy niż początek."]),
    ],
)
def test_a_faulty_row_says_what_is_wrong_with_it(world, line, told):
    one = row(line)

    assert (one.fate, one.faults) == ("fault", told)


def test_a_telephone_may_begin_with_a_plus(world):
    assert row("CUS;OPS;990101;;;+48 99 100").values["phone"] == "+48 99 100"


def test_an_ambiguous_kind_is_told(world):
    make(InstitutionKind, code="other", name="inny", name_en="other", abbreviation="ops", sector=world.sector)

    assert row("CUS;OPS;990101").faults == ["Nazwę „OPS” ma kilka rodzajów: social_welfare_centre, other. Wpisz kod."]


def test_a_row_that_stands_twice(world):
    first, second = rows("CUS;OPS;990101", "cus;ops;Wierzbowa Góra")

    assert (first.fate, second.faults) == ("new", ["Ta sama instytucja jest też w wierszu 2."])


def test_known_institutions_change_where_a_cell_is_filled(world):
    same, changed = rows("GOPS Wierzbowa Góra;OPS;990101", "Szkoła w Zapłociu;SP;990101;9901;;99 100;")

    assert (same.fate, same.institution) == ("same", world.ops)
    assert (changed.fate, changed.changed_columns) == ("change", ["telefon", "obszar"])


def test_of_twins_the_one_that_works_is_meant(world):
    institution("GOPS Wierzbowa Góra", world.kinds["social_welfare_centre"], world.gmina, ends_on=SINCE)

    assert row("GOPS Wierzbowa Góra;OPS;990101").institution == world.ops


def test_a_known_institution_cannot_end_before_it_started(world):
    one = row(f"GOPS Wierzbowa Góra;OPS;990101;;;;;;;;{(SINCE - timedelta(1)).isoformat()}")

    assert one.faults == ["Koniec nie może być wcześniejszy niż początek."]


def test_reading_asks_for_each_unit_once(world, django_assert_num_queries):
    lines = [f"Świetlica {number};SP;990101;990101, Stary Brzeg" for number in range(50)]

    with django_assert_num_queries(5):
        rows(*lines)


def test_empty_rows_are_passed_over_and_numbers_are_those_of_the_spreadsheet(world):
    one, two = rows("", ";;;", 'CUS;OPS;990101;;"ul. Długa\n1"', "CUS 2;OPS;990101")

    assert (one.number, one.values["address"], two.number) == (4, "ul. Długa 1", 5)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "W pierwszym wierszu brakuje kolumny: nazwa, rodzaj, siedziba."),
        (b"nazwa;siedziba\nx;y", "W pierwszym wierszu brakuje kolumny: rodzaj."),
        (b"nazwa;Nazwa;rodzaj;siedziba\n", "Kolumna „Nazwa” występuje w pliku dwa razy."),
        (b"nazwa;rodzaj;siedziba\n;;\n", "Plik nie ma żadnego wiersza z danymi."),
        ("nazwa;rodzaj;siedziba\nŻłobek;x;y".encode("cp1250"), "CSV UTF-8"),
        ("nazwa;rodzaj;siedziba\nŻłobek;x;y".encode("utf-16"), "CSV UTF-8"),
        (b"nazwa;rodzaj;siedziba\nx\0;y;z", "CSV UTF-8"),
        (b'nazwa;rodzaj;siedziba\n"x;y;z', "Nie można odczytać wiersza 2"),
        (b'nazwa;rodzaj;siedziba\nx;y;z\n"x"x;y;z', "Nie można odczytać wiersza 3"),
        (b"\x89PNG\r\n\x1a\n\0", "CSV UTF-8"),
        (b"x" * (sheets.MAX_BYTES + 1), "Plik jest większy niż 5 MB."),
        (b"PK\x03\x04 nothing of a workbook", "Nie można odczytać pliku XLSX."),
    ],
)
def test_what_is_no_such_file(world, content, told):
    with pytest.raises(FileProblem) as problem:
        read(content)

    assert told in str(problem.value)


def test_a_byte_order_mark_and_windows_lines_are_no_hindrance(world):
    (one,) = read("\ufeffnazwa;rodzaj;siedziba\r\nCUS;OPS;990101\r\n")

    assert one.fate == "new"


def test_too_many_rows(world, monkeypatch):
    monkeypatch.setattr("kooperacja.institutions.rows.MAX_ROWS", 2)
    assert len(rows("A;OPS;990101", "B;OPS;990101")) == 2

    with pytest.raises(FileProblem, match="więcej niż 2"):
        rows("A;OPS;990101", "B;OPS;990101", "C;OPS;990101")


# XLSX


def test_numbers_and_dates_of_a_spreadsheet_come_as_people_mean_them(world):
    make(Unit, level="voivodeship", code="02", name="testowe")
    head = ["Nazwa", "Rodzaj", "Siedziba", "Telefon", "Obszar", "Od", "Do"]
    line = ["CUS", "OPS", 990101, 991002030.0, "990101", NOON, "31.12.2026"]
    one, two = read(sheet(head, line, ["WUP", "OPS", 2, 1.5, None, date(2026, 3, 1), None]))

    assert (one.faults, two.faults) == ([], [])
    assert (one.values["phone"], one.values["starts_on"], one.values["ends_on"]) == (
        "991002030",
        date(2026, 3, 1),
        date(2026, 12, 31),
    )
    assert two.values["seat"].code == "02"  # the spreadsheet had dropped the nought
    assert two.values["phone"] == "1.5"


def test_a_formula_without_a_value_is_an_empty_cell(world):
    (one,) = read(sheet(["nazwa", "rodzaj", "siedziba"], ["=A1", "OPS", 990101]))

    assert one.faults == ["Kolumna „nazwa” jest pusta."]


def test_what_an_error_in_a_cell_says_is_no_unit(world):
    book = sheet(["nazwa", "rodzaj", "siedziba"], ["CUS", "OPS", "#REF!"])
    (one,) = read(book)

    assert one.fate == "fault"


def test_a_cell_far_away_is_refused_before_it_is_read(world):
    for place, told in (("A1048576", "wierszy"), ("XFD2", "kolumn")):
        with pytest.raises(FileProblem, match=told):
            read(sheet(["nazwa", "rodzaj", "siedziba"], ["CUS", "OPS", "990101"], **{place: "x"}))


def test_an_archive_that_unpacks_into_too_much_is_refused(world, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1_000_000)
    bomb = repacked(sheet(["nazwa"]), **{"xl/media.xml": b"0" * 1_100_000})

    assert len(bomb) < 20_000
    with pytest.raises(FileProblem, match="po rozpakowaniu"):
        read(bomb)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "part",
    [
        '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="latin1"?><worksheet/>',
        b'<worksheet><sheetData><row r="1"><c r="&#65;1"/></row></sheetData></worksheet>',
        b"<worksheet><sheetData>",
    ],
)
def test_a_sheet_made_to_deceive_is_refused(world, part):
    with pytest.raises(FileProblem):
        read(repacked(sheet(["nazwa"]), **{SHEET: part}))


def test_cells_without_an_address_are_read_in_turn(world):
    cells = "".join(f"<c t='inlineStr'><is><t>{word}</t></is></c>" for word in ("nazwa", "rodzaj", "siedziba"))
    values = "".join(f"<c t='inlineStr'><is><t>{word}</t></is></c>" for word in ("CUS", "OPS", "990101"))
    part = (
        "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        f"<sheetData><row>{cells}</row><row>{values}</row></sheetData></worksheet>"
    )
    (one,) = read(repacked(sheet(["nazwa"]), **{SHEET: part.encode()}))

    assert one.fate == "new"


def test_parts_that_are_no_workbook_are_left_out(world):
    (one,) = read(repacked(sheet(["nazwa", "rodzaj", "siedziba"], ["CUS", "OPS", 990101]), **{"content.xml": b"x"}))

    assert one.fate == "new"


def test_an_archive_without_a_workbook(world):
    with pytest.raises(FileProblem):
        read(repacked(sheet(["nazwa"]), **{"xl/workbook.xml": None}))


# importing

NOON = datetime(2026, 3, 1, 12)  # noqa: DTZ001 - a spreadsheet knows no zone
NEW = ["CUS Lipiany;OPS;9901;990101, 990102;;99 100;;;;01.03.2026", "Żłobek;SP;990101"]
CHANGED = "GOPS Wierzbowa Góra;OPS;990101;990102;;99 200;;;;01.02.2026"


def test_an_import_is_one_event_with_counts(world):
    found = rows(*NEW, CHANGED, "Szkoła w Zapłociu;SP;990101")

    assert import_institutions(found, actor=world.operator.actor, today=TODAY) == 3

    cus, nursery = Institution.objects.get(name="CUS Lipiany"), Institution.objects.get(name="Żłobek")
    assert {(area.unit.code, area.starts_on) for area in cus.service_areas.all()} == {
        ("990101", date(2026, 3, 1)),
        ("990102", date(2026, 3, 1)),
    }
    assert (nursery.folded, nursery.starts_on, nursery.seat) == ("zlobek", TODAY, world.gmina)
    ops = Institution.objects.get(pk=world.ops.pk)
    assert (ops.phone, ops.starts_on, ops.official_mailbox) == ("99 200", date(2026, 2, 1), world.ops.official_mailbox)
    assert [area.unit for area in ops.service_areas.on(TODAY)] == [world.other_gmina]
    event = Event.objects.get(name="institutions.imported")
    counts = {change["count"]: change["rows"] for change in event.changes if "count" in change}
    assert counts == {
        "institutions.Institution created": 2,
        "institutions.ServiceArea created": 3,
        "rows of the file": 4,
    }


def test_the_second_time_everything_stays_as_it_is(world):
    lines = [*NEW, CHANGED]
    import_institutions(rows(*lines), actor=world.operator.actor, today=TODAY)

    again = rows(*lines)
    assert [one.fate for one in again] == ["same"] * 3
    assert import_institutions(again, actor=world.operator.actor, today=TODAY) == 0


def test_a_row_that_changes_no_area_leaves_areas_alone(world):
    import_institutions(rows("GOPS Wierzbowa Góra;OPS;990101;;;99 200"), actor=world.operator.actor, today=TODAY)

    assert [area.ends_on for area in world.ops.service_areas.all()] == [None]


def test_a_file_with_a_fault_is_not_imported_at_all(world):
    found = rows(*NEW, "CUS 3;nic;990101")

    with pytest.raises(ValueError, match="faults"):
        import_institutions(found, actor=world.operator.actor, today=TODAY)
    assert not Institution.objects.filter(name="CUS Lipiany").exists()


def test_only_operators_import(world):
    with pytest.raises(PermissionDenied):
        import_institutions(rows(*NEW), actor=world.admin.actor, today=TODAY)


def test_what_the_page_holds_reads_the_same(world):
    found = rows(*NEW, "Dom „Pod Lipą”; x;SP;990101".replace("; x", ""), CHANGED)
    again = read(written_out(found))

    assert [(one.values, one.areas) for one in again] == [(one.values, one.areas) for one in found]


def test_what_is_too_long_to_hold_is_refused(world, monkeypatch):
    found = rows(*NEW)
    monkeypatch.setattr(sheets, "MAX_HELD", 50)

    with pytest.raises(FileProblem):
        written_out(found)
