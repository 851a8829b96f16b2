from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.kernel.teryt import (
    CITY_PARTS,
    GMINA_KINDS,
    URBAN_RURAL_PARTS,
    GminaKind,
    Level,
    TerytError,
    level_of,
    pairs,
    parent_code,
    split_gmina_code,
    voivodeship_code,
)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("99", Level.VOIVODESHIP, None),
        ("9901", Level.POWIAT, "99"),
        ("990101", Level.GMINA, "9901"),
    ],
)
def test_a_code_tells_its_level_and_parent(code, level, parent):
    assert level_of(code) is level
    assert parent_code(code) == parent
    assert voivodeship_code(code) == "99"


@pytest.mark.parametrize("code", ["", "9", "990", "99010", "9901012", "00", "9900", "990100", "9a", "９９", "99\n"])
@pytest.mark.parametrize("question", [level_of, parent_code, voivodeship_code])
def test_what_is_no_code_is_refused(code, question):
    with pytest.raises(TerytError, match="no territorial code"):
        question(code)


def test_pairs():
    assert pairs("990102") == ("99", "01", "02")


def test_seven_digits_are_a_code_and_a_kind():
    assert split_gmina_code("9901012") == ("990101", GminaKind.RURAL)


@pytest.mark.parametrize("text", ["990101", "9901016", "9901010", "99010122", "9901", "990101x"])
def test_other_than_seven_digits_with_a_kind_are_refused(text):
    with pytest.raises(TerytError):
        split_gmina_code(text)


def test_only_the_first_three_kinds_are_gminas():
    assert {kind for kind in GminaKind if kind.is_gmina} == GMINA_KINDS == {"1", "2", "3"}
    assert {kind for kind in GminaKind if kind.is_part} == URBAN_RURAL_PARTS | CITY_PARTS == {"4", "5", "8", "9"}


@given(st.text(max_size=8))
def test_no_text_breaks_the_reading_of_a_code(text):
    with suppress(TerytError):
        assert len(text) == {Level.VOIVODESHIP: 2, Level.POWIAT: 4, Level.GMINA: 6}[level_of(text)]
