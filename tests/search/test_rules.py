"""What is looked for is told by the shape of what was typed."""

import pytest

from kooperacja.search.rules import LONGEST, Kind, Sought, fits, has_phone, sought_in


@pytest.mark.parametrize(
    ("typed", "kind", "text", "words"),
    [
        ("S/7/2026/990101", Kind.NUMBER, "S/7/2026/990101", ()),
        (" s/7/2026 ", Kind.NUMBER, "S/7/2026", ()),
        ("7/2026", Kind.NUMBER, "7/2026", ()),
        ("44051401359", Kind.PESEL, "44051401359", ()),
        ("440514 01359", Kind.PESEL, "44051401359", ()),
        ("600 100 200", Kind.PHONE, "600100200", ()),
        ("+48 600-100-200", Kind.PHONE, "600100200", ()),
        ("0048600100200", Kind.PHONE, "600100200", ()),
        ("48 600 100 200", Kind.PHONE, "600100200", ()),
        ("48510100200", Kind.PHONE, "510100200", ()),
        ("48010112341", Kind.PHONE, "010112341", ()),  # the last digit of a PESEL would be 0
        ("48010112340", Kind.PESEL, "48010112340", ()),
        ("32-700", Kind.WORDS, "", ("32", "700")),
        ("(17) 227 10 20", Kind.PHONE, "172271020", ()),
        ("Jałowiec", Kind.WORDS, "", ("jalowiec",)),
        ("ŁÓDŹ", Kind.WORDS, "", ("lodz",)),
        ("Polna 7/2", Kind.WORDS, "", ("polna", "7", "2")),
        ("Nowak-Kowalska İrena", Kind.WORDS, "", ("nowak", "kowalska", "irena")),
    ],
)
def test_the_shape_says_what_is_meant(typed, kind, text, words):
    assert sought_in(typed) == Sought(kind, text, words)


@pytest.mark.parametrize("typed", ["", "  ", "a", "…", "12", "1234", "+", "😀", "1" * 40])
def test_too_little_or_nothing_at_all(typed):
    assert sought_in(typed) is None


def test_a_long_text_is_cut():
    assert sought_in("ab" * 5_000_000) == Sought(Kind.WORDS, words=("ab" * (LONGEST // 2),))


@pytest.mark.parametrize(
    ("words", "texts", "does"),
    [
        (("jal",), ("Kuba", "Jałowiec"), True),
        (("jal", "kub"), ("Kuba", "Jałowiec"), True),
        (("kub", "jal", "x"), ("Kuba", "Jałowiec"), False),
        (("lowiec",), ("Kuba", "Jałowiec"), False),
        (("nowak",), ("Anna", "Kowalska-Nowak"), True),
        (("wierzbowa", "71"), ("Wierzbowa Góra 71",), True),
        (("wierzbowa", "1"), ("Wierzbowa Góra 71",), False),
        (("a",), ("",), False),
    ],
)
def test_each_word_begins_a_word_of_the_text(words, texts, does):
    assert fits(words, *texts) is does


@pytest.mark.parametrize(
    ("digits", "text", "does"),
    [
        ("600100200", "600 100 200", True),
        ("600100200", "+48 600-100-200, po 15:00", True),
        ("600100201", "600 100 200", False),
        ("600100200", "", False),
    ],
)
def test_a_telephone_is_its_digits(digits, text, does):
    assert has_phone(digits, "", text) is does
