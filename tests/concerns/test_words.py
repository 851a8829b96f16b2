import pytest

from kooperacja.concerns.words import ALL_STARTS, WordHint, hints


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dziecko przychodzi głodne od dwóch tygodni, w cienkiej kurtce.", set()),
        ("Rozmawiał z nim psycholog szkolny i pedagog.", set()),
        ("To zwykła patologia.", {WordHint.LABEL}),
        ("PATOLOGICZNA rodzina", {WordHint.LABEL}),
        ("Ojciec to alkoholik", {WordHint.LABEL}),
        ("zul spod sklepu", {WordHint.LABEL}),
        ("rodzina problemowa", {WordHint.LABEL}),
        ("ofiara przemocy", {WordHint.LABEL}),
        ("Matka ma depresję i schizofrenię.", {WordHint.DIAGNOSIS}),
        ("jest chory psychicznie", {WordHint.DIAGNOSIS}),
        ("był skazany, ma wyrok", {WordHint.CONVICTION}),
        ("Mają założoną Niebieską Kartę", {WordHint.CARD}),
        ("procedura Niebieskiej  Karty", {WordHint.CARD}),
        ("numer 44051401359", {WordHint.NUMBER}),
        ("numer 440514 01359", {WordHint.NUMBER}),
        ("telefon 600 100 200", set()),
        ("konto 123456789012345", set()),
        ("dziecko mówi: „tata krzyczy”", {WordHint.QUOTE}),
        ('dziecko mówi: "tata krzyczy"', {WordHint.QUOTE}),
        ("", set()),
        ("🙂 İstanbul ıI", set()),
    ],
)
def test_what_does_not_belong_in_a_concern(text, found):
    assert set(hints([text])) == found


def test_long_numbers_are_not_repeated():
    assert "44051401359" not in str(hints(["44051401359"]))


def test_every_text_is_looked_at():
    assert set(hints(["Widać brud.", "alkoholik", "ma wyrok"])) == {WordHint.LABEL, WordHint.CONVICTION}


def test_the_page_warns_of_the_same_words_while_somebody_writes():
    assert {"patolog", "pesel", "niebieska kart"} <= set(ALL_STARTS)
