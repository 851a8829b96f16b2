from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.kernel.teryt import GminaKind
from kooperacja.territory.rules.terc import (
    FAULTS_SHOWN,
    MAX_BYTES,
    Fault,
    Finding,
    PartState,
    TercError,
    UnitState,
    read_terc,
)

DATA = Path(__file__).parent.parent / "data"
TODAY = date(2026, 1, 12)
HEADER = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"
GOOD = ["99;;;;ZMYŚLONE;województwo;2024-01-01", "99;01;;;lipiański;powiat;2024-01-01"]


def read(*rows: str, header: str = HEADER, end: str = "\r\n", encoding: str = "utf-8-sig"):
    return read_terc(end.join([header, *rows, ""]).encode(encoding), today=TODAY)


def findings(*rows: str, **options):
    with pytest.raises(TercError) as refused:
        read(*rows, **options)
    return refused.value.findings


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_any_end_of_lines_with_and_without_byte_order_mark(end, encoding):
    file = read(*GOOD, "99;01;01;2;Wierzbowa Góra;gmina wiejska;2024-01-01", end=end, encoding=encoding)

    assert file.on == date(2024, 1, 1)
    assert file.units == {
        "99": UnitState("zmyślone", "województwo"),
        "9901": UnitState("lipiański", "powiat"),
        "990101": UnitState("Wierzbowa Góra", "gmina wiejska", GminaKind.RURAL),
    }
    assert file.parts == {}
    assert file.voivodeships == {"99"}
    assert file.voivodeships_with_parts == frozenset()


def test_quoted_cells_old_header_empty_lines_and_stray_spaces_are_read():
    file = read(
        '"99";"";"";"";"ZMYŚLONE" ;"województwo";"2024-01-01"',
        "",
        "   ",
        header=HEADER.replace("NAZWA_DOD", "NAZDOD").lower(),
    )

    assert file.units == {"99": UnitState("zmyślone", "województwo")}


def test_parts_are_no_units_and_know_their_gmina():
    file = read_terc((DATA / "base_2024.csv").read_bytes(), today=TODAY)

    assert set(file.units) == {
        *("98", "9801", "980101", "99", "9901", "990101", "990102", "990103", "990104", "9902", "990201"),
        *("9961", "996101", "9965", "996501"),
    }
    assert file.parts == {
        "9901044": PartState("Dąbrówka Łęczna", "miasto", GminaKind.TOWN_PART, "990104"),
        "9901045": PartState("Dąbrówka Łęczna", "obszar wiejski", GminaKind.RURAL_PART, "990104"),
        "9961029": PartState("Grodzisko-Podzamcze", "delegatura", GminaKind.CITY_DELEGATION, "996101"),
        "9961039": PartState("Grodzisko-Zarzecze", "delegatura", GminaKind.CITY_DELEGATION, "996101"),
        "9965028": PartState("Stare Miasto", "dzielnica", GminaKind.WARSAW_DISTRICT, "996501"),
        "9965038": PartState("Nowe Miasto", "dzielnica", GminaKind.WARSAW_DISTRICT, "996501"),
    }
    assert file.voivodeships == {"98", "99"}
    assert file.voivodeships_with_parts == {"99"}


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"", Finding(Fault.EMPTY)),
        (b"\xef\xbb\xbf\r\n \r\n", Finding(Fault.EMPTY)),
        (b"PK\x03\x04" + b"x" * 100, Finding(Fault.ARCHIVE)),
        (b"\x8f" * (MAX_BYTES * 2), Finding(Fault.TOO_LARGE)),
        (HEADER.encode() + "\n99;;;;ZMYŚLONE;".encode("cp1250"), Finding(Fault.NOT_UTF8, 2, value="0x8C")),
        (b'<?xml version="1.0"?><teryt>', Finding(Fault.XML, 1, value='<?xml version="1.0"?><teryt>')),
        (b"SYM;NAZWA\n", Finding(Fault.WRONG_HEADER, 1, value="SYM;NAZWA")),
        (b"x" * 300, Finding(Fault.WRONG_HEADER, 1, value="x" * 100 + "…")),
        (HEADER.encode(), Finding(Fault.NO_ROWS)),
    ],
)
def test_another_file_is_refused_as_a_whole(content, finding):
    with pytest.raises(TercError) as refused:
        read_terc(content, today=TODAY)

    assert refused.value.findings == (finding,)


@pytest.mark.parametrize(
    ("row", "fault", "column", "value"),
    [
        ("99;01;01;2;Góra;gmina wiejska", Fault.COLUMN_COUNT, "", "6"),
        ("99;01;01;2;Góra;gmina wiejska;2024-01-01;", Fault.COLUMN_COUNT, "", "8"),
        (";;;;ZMYŚLONE;województwo;2024-01-01", Fault.NOT_TWO_DIGITS, "WOJ", ""),
        ("9;01;01;2;Góra;gmina wiejska;2024-01-01", Fault.NOT_TWO_DIGITS, "WOJ", "9"),
        ("99;1;01;2;Góra;gmina wiejska;2024-01-01", Fault.NOT_TWO_DIGITS, "POW", "1"),
        ("99;01;x1;2;Góra;gmina wiejska;2024-01-01", Fault.NOT_TWO_DIGITS, "GMI", "x1"),
        ("99;01;00;2;Góra;gmina wiejska;2024-01-01", Fault.NOT_TWO_DIGITS, "GMI", "00"),
        ("99;01;²¹;2;Góra;gmina wiejska;2024-01-01", Fault.NOT_TWO_DIGITS, "GMI", "²¹"),
        ("99;;01;2;Góra;gmina wiejska;2024-01-01", Fault.POWIAT_MISSING, "POW", ""),
        ("99;01;;2;lipiański;powiat;2024-01-01", Fault.KIND_WITHOUT_GMINA, "RODZ", "2"),
        ("99;01;01;;Góra;gmina wiejska;2024-01-01", Fault.UNKNOWN_KIND, "RODZ", ""),
        ("99;01;01;7;Góra;gmina wiejska;2024-01-01", Fault.UNKNOWN_KIND, "RODZ", "7"),
        ("99;01;01;2;;gmina wiejska;2024-01-01", Fault.NAME_MISSING, "NAZWA", ""),
        ("99;01;01;2;\u200b;gmina wiejska;2024-01-01", Fault.NAME_MISSING, "NAZWA", ""),
        (f"99;01;01;2;{'G' * 101};gmina wiejska;2024-01-01", Fault.NAME_TOO_LONG, "NAZWA", "G" * 100 + "…"),
        (f"99;01;01;2;Góra;{'g' * 101};2024-01-01", Fault.NAME_TOO_LONG, "NAZWA_DOD", "g" * 100 + "…"),
        ("99;01;01;2;Góra;gmina wiejska;01.01.2024", Fault.NOT_A_DATE, "STAN_NA", "01.01.2024"),
        ("99;01;01;2;Góra;gmina wiejska;2024-02-30", Fault.NOT_A_DATE, "STAN_NA", "2024-02-30"),
        ("99;01;01;2;Góra;gmina wiejska;1024-01-01", Fault.DATE_TOO_EARLY, "STAN_NA", "1024-01-01"),
        ("99;01;01;2;Góra;gmina wiejska;2026-01-13", Fault.DATE_IN_THE_FUTURE, "STAN_NA", "2026-01-13"),
        ("99;01;01;2;Góra;gmina wiejska;2024-01-02", Fault.ANOTHER_DATE, "STAN_NA", "2024-01-02"),
        ("99;01;;;lipiański;powiat;2024-01-01", Fault.DUPLICATE, "POW", "9901"),
        ("99;;;;ZMYŚLONE;województwo;2024-01-01", Fault.DUPLICATE, "WOJ", "99"),
        ("99;02;01;2;Góra;gmina wiejska;2024-01-01", Fault.PARENT_MISSING, "POW", "9902"),
        ("98;02;;;obcy;powiat;2024-01-01", Fault.PARENT_MISSING, "WOJ", "98"),
        ("99;01;01;4;Góra;miasto;2024-01-01", Fault.GMINA_OF_PART_MISSING, "GMI", "9901014"),
        ("99;01;01;8;Góra;dzielnica;2024-01-01", Fault.GMINA_OF_PART_MISSING, "GMI", "9901018"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_column(row, fault, column, value):
    assert findings(*GOOD, row) == (Finding(fault, 4, column, value),)


def test_a_gmina_of_two_kinds_is_a_duplicate():
    rows = [f"99;01;01;{kind};Góra;gmina;2024-01-01" for kind in "12"]

    assert findings(*GOOD, *rows) == (Finding(Fault.DUPLICATE, 5, "GMI", "990101"),)


@pytest.mark.parametrize(
    "gminas",
    [
        ["99;01;01;2;Góra;gmina wiejska;2024-01-01"],
        ["99;01;01;1;Góra;gmina miejska;2024-01-01", "99;01;03;1;Dół;gmina miejska;2024-01-01"],
    ],
)
def test_a_district_needs_a_powiat_that_is_one_city(gminas):
    found = findings(*GOOD, *gminas, "99;01;09;9;Zarzecze;delegatura;2024-01-01")

    assert [finding.fault for finding in found] == [Fault.GMINA_OF_PART_MISSING]


def test_a_town_needs_an_urban_rural_gmina():
    found = findings(*GOOD, "99;01;01;2;Góra;gmina wiejska;2024-01-01", "99;01;01;4;Góra;miasto;2024-01-01")

    assert found == (Finding(Fault.GMINA_OF_PART_MISSING, 5, "GMI", "9901014"),)


def test_all_faults_of_a_row_are_told_and_reading_goes_on():
    found = findings("9;;;;;województwo;x", *GOOD, "99;01;01;6;Góra;gmina wiejska;2024-01-01")

    assert [(finding.line, finding.column) for finding in found] == [
        (2, "WOJ"),
        (2, "NAZWA"),
        (2, "STAN_NA"),
        (5, "RODZ"),
    ]


def test_a_file_damaged_throughout_is_not_read_to_its_end():
    assert len(findings(*["x"] * 5000)) == FAULTS_SHOWN
    assert len(findings(*GOOD, *[GOOD[1]] * 5000)) == FAULTS_SHOWN


def test_the_error_says_in_plain_words_what_is_wrong_and_where():
    with translation.override("en"), pytest.raises(TercError) as refused:
        read("99;01;01;7;Góra;gmina wiejska;2024-01-01", "99;01")

    assert str(refused.value) == (
        "line 2, column RODZ: the kind of a gmina is 1, 2, 3, 4, 5, 8 or 9, and here it is “7”\n"
        "line 3: 2 columns instead of 7"
    )
    assert str(Finding(Fault.EMPTY)) != ""


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_its_words(fault):
    assert "%(" not in str(Finding(fault, 7, "GMI", "x"))


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"{HEADER}\n{text}".encode("utf-8", "replace")))
def test_no_content_breaks_the_reading(content):
    try:
        file = read_terc(content, today=TODAY)
    except TercError as refused:
        findings = refused.findings
    else:
        findings = [file.units]
    assert findings
