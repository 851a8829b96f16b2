"""Rows of persons as people paste and save them: encodings, separators, dates, headings, and every fault kindly."""

from datetime import date

import pytest
from stdnum.pl.pesel import calc_check_digit

from kooperacja.cases.person_rows import FileProblem, read_people, template, written_out

TODAY = date(2026, 11, 28)
YOUNG = "0922061234"
YOUNG_PESEL = YOUNG + calc_check_digit(YOUNG)
HEAD = "imię;nazwisko;data urodzenia;PESEL;telefon;e-mail"


def read(text, encoding="utf-8"):
    return read_people(text if isinstance(text, bytes) else text.encode(encoding), today=TODAY)


def faults(text):
    return [fault for row in read(text).rows for fault in row.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_however_it_was_saved(encoding, sign):
    text = f"{HEAD}\r\nŁucja;Żółć;14.03.1987;;600 100 200;lucja@poczta.example\r\n".replace(";", sign)
    sheet = read(text, encoding)

    [row] = sheet.rows
    assert (row.number, row.name, row.birth_date, row.faults, sheet.ignored) == (
        2,
        "Łucja Żółć",
        date(1987, 3, 14),
        [],
        [],
    )
    assert row.details.phone == "600 100 200"
    assert row.details.email == "lucja@poczta.example"


@pytest.mark.parametrize("text", ["14.03.1987", "1987-03-14", "14-03-1987", "14.03.1987 r.", "14/03/1987", "14.3.1987"])
def test_days_as_people_write_them(text):
    assert read(f"Anna;Nowak;{text}").rows[0].birth_date == date(1987, 3, 14)


def test_without_headings_the_order_tells():
    sheet = read("Anna\tNowak\t29.02.2008\nJan\tGaj\n")

    assert [(row.number, row.name, row.birth_date) for row in sheet.rows] == [
        (1, "Anna Nowak", date(2008, 2, 29)),
        (2, "Jan Gaj", None),
    ]


def test_columns_in_any_order_and_others_left_out():
    sheet = read("NAZWISKO;Dochód;Imię;Nr PESEL:\nNowak;2000;Anna;\n\n;;;\nGaj;0;Jan;")

    assert sheet.ignored == ["Dochód"]
    assert [row.name for row in sheet.rows] == ["Anna Nowak", "Jan Gaj"]
    assert "2000" not in written_out(sheet.rows)


def test_columns_beyond_the_sixth_are_named():
    assert len(read("Anna;Nowak;;;;;zasiłek").ignored) == 1


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (";Nowak", "imię"),
        ("Anna;", "nazwisko"),
        ("Anna;Nowak;31.02.1990", "data urodzenia"),
        ("Anna;Nowak;01.01.2030", "data urodzenia"),
        ("Anna;Nowak;01.01.1850", "data urodzenia"),
        ("Anna;Nowak;;123", "PESEL"),
        ("Anna;Nowak;01.01.1990;" + YOUNG_PESEL, "PESEL"),
        ("Anna;Nowak;;;;nie-adres", "e-mail"),
        ('=HYPERLINK("http://x");Nowak', "imię"),
        ("Anna;@SUM(A1)", "nazwisko"),
        ("A" * 101 + ";Nowak", "imię"),
        ("Anna;Nowak;;1234567890", "PESEL"),
    ],
)
def test_each_fault_is_found_at_its_column(text, at):
    assert {heading for heading, _words in faults(text)} == {at}


def test_a_plus_begins_a_telephone():
    assert faults("Anna;Nowak;;;+48 600 100 200") == []


def test_a_nought_that_the_spreadsheet_dropped_comes_back():
    assert read(f"Ola;Nowak;;{int(YOUNG_PESEL)}").rows[0].details.pesel == YOUNG_PESEL


def test_the_same_person_twice():
    assert [at for at, _words in faults("Anna;Nowak;1.1.1990\nANNA;Nowak;1990-01-01")] == ["nazwisko"]
    assert [at for at, _words in faults(f"Ola;Nowak;;{YOUNG_PESEL}\nEla;Gaj;;{YOUNG_PESEL}")] == ["PESEL"]
    assert [at for at, _words in faults(";\t;x\n;\t;x")] != []


def test_emoji_and_what_can_not_be_seen():
    [row] = read("Anna 🙂;No\u200bwak").rows

    assert (row.name, row.faults) == ("Anna 🙂 Nowak", [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n;;\n",
        HEAD.encode(),
        b"Anna;No\0wak",
        b'Anna;"Nowak',
        b"PK\x03\x04not a sheet",
        b"nazwisko;nazwisko\nNowak;Gaj",
        "imię;telefon\nAnna;600".encode(),
        b"\x81\x98",
        ("Anna;Nowak\n" * 31).encode(),
    ],
    ids=[
        "empty",
        "empty lines",
        "headings alone",
        "NUL",
        "a lone quote",
        "a broken XLSX",
        "a column twice",
        "no surname",
        "no encoding",
        "31 rows",
    ],
)
def test_what_is_no_such_sheet_is_said_in_a_sentence(content):
    with pytest.raises(FileProblem):
        read(content)


def test_thirty_are_read():
    assert len(read("\n".join(f"Osoba{chr(65 + n // 10)}{'x' * n};Nowak" for n in range(30))).rows) == 30


def test_what_the_page_holds_reads_the_same():
    sheet = read(f"{HEAD}\n\"Anna;Maria\";'Nowak';14.03.1987;;+48 600;a@b.pl")
    again = read(written_out(sheet.rows))

    assert [(row.number, row.texts) for row in again.rows] == [(row.number, row.texts) for row in sheet.rows]


def test_the_template_is_one():
    with pytest.raises(FileProblem):
        read(template())
    assert read(template() + b"Anna;Nowak").rows[0].name == "Anna Nowak"
