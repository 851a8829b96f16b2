import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.kernel.text import _fold_any, fold, inert, many_lines, one_line, without_invisible

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
        ("zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("Z\u0307aba", "zaba"),  # a letter and its mark typed apart
        ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
        ("Straße", "strasse"),
        ("Groß Æsir Øre", "gross aesir ore"),
        ("  Wola \t\u00a0 Duża\n", "wola duza"),
        ("Wo\u200bla\u00ad", "wola"),
        ("Kowalska-Nowak", "kowalska-nowak"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_small_and_capital_letters_fold_alike(text):
    polish = "".join(sign for sign in text if sign.isascii()) + "ąćęłńóśźż"

    assert fold(polish.upper()) == fold(polish.lower()) == fold(polish)


def test_invisible_characters_go_and_line_ends_stay():
    assert without_invisible("a\x00b\u200bc\u202ed\ufeffe\ud800f\tg\r\nh\ri\u2028j\x85k") == "abcdef\tg\nh\ni\nj\nk"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Jan\n Kowalski ", "Jan Kowalski"),
        ("Jan\u00a0Kowalski", "Jan Kowalski"),
        ("Z\u0307uraw", "Żuraw"),
        ("\x00", ""),
    ],
)
def test_one_line(text, line):
    assert one_line(text) == line


def test_many_lines_keep_their_paragraphs():
    assert many_lines(" Rano  głodny. \r\n\r\n\r\n\r\nBez kurtki.\x07 \n") == "Rano  głodny.\n\nBez kurtki."


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text):
    assert one_line(one_line(text)) == one_line(text)
    assert many_lines(many_lines(text)) == many_lines(text)


@given(ANY_TEXT)
def test_clean_text_can_be_stored_anywhere(text):
    for clean in (one_line(text), many_lines(text), fold(text)):
        clean.encode()
        assert "\x00" not in clean
        assert not {unicodedata.category(sign) for sign in clean if sign not in {"\n", "\t"}} & {"Cc", "Cf", "Cs"}


@given(ANY_TEXT | st.text("ąĆęłŻźaZ İıß\t\n\x00", max_size=12))
def test_the_short_way_of_folding_leads_where_the_long_one_does(text):
    assert fold(text) == _fold_any(text)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+48",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "  =1",
        "\xa0=1",
        "\n=1",
        "\u200b=1",
        "\ufeff=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
    ],
)
def test_what_looks_like_a_formula_is_made_inert(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "S/1/2026", "a=1", "pilne - dziś"])
def test_other_texts_stay(text):
    assert inert(text) == text
