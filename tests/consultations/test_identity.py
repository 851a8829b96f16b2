"""What a question may not say, against the forms that Polish names take."""

import pytest

from kooperacja.consultations.rules.identity import Known, says_who, stems

KUBA = Known(
    names=("Kuba Jałowiec", "Magda Jałowiec-Sitarz", "Ala Wolska", "Marek Żak", "Iga X"),
    addresses=("Zapłocie, ul. Polna 14", ""),
    numbers=("87031401231", "600 000 114", "S/7/2026/990101", "", "WS.12"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dziecko w szkole podstawowej zasypia na lekcjach.", []),
        ("Kuba zasypia", ["Kuba"]),
        ("mama kuby, z kubą i o Kubie", ["kuby", "kubą", "Kubie"]),
        ("Jałowca nie było, jałowcowi, u Jałowców", ["Jałowca", "jałowcowi", "Jałowców"]),
        ("JALOWIEC", ["JALOWIEC"]),
        ("z Magdą i Magdzie", ["Magdą", "Magdzie"]),
        ("u pani Sitarzowej", ["Sitarzowej"]),
        ("pan Sitarz, Sitarza", ["Sitarz", "Sitarza"]),
        ("Wolskiej, Wolską", ["Wolskiej", "Wolską"]),
        ("Markowi, Marka", ["Markowi", "Marka"]),
        ("Żaka", ["Żaka"]),
        ("ale nie wiem", []),
        ("Ali nie ma, ala śpi", ["Ali", "ala"]),
        ("dobrze idzie", []),
        ("przy Polnej, w Zapłociu", ["Polnej", "Zapłociu"]),
        ("praca polna", []),
        ("dom przy ulicy, gmina i poczta", []),
        ("PESEL 87031401231", ["87031401231"]),
        ("tel. 600-000-114, +48 600 000 114", ["600-000-114", "48 600 000 114"]),
        ("numer 44051401359 obcy, ale jedenaście cyfr", ["44051401359"]),
        ("sprawa S/7/2026/990101", ["7/2026/990101"]),
        ("dzieci mają 2, 5 i 7 lat, od 12.11.2026", []),
        ("pisz na mama@dom.example", ["mama@dom.example"]),
        ("kubek i kubatura", []),
        ("u pana Z\u0307aka i z Ku\u200bba\u0328", ["Żaka", "Kubą"]),
    ],
)
def test_what_says_whom_it_is_about(text, found):
    assert says_who(text, KUBA) == found


def test_of_nobody_known_nothing_is_found_but_numbers_and_addresses():
    assert says_who("Kuba, Polna 14, 600 000 114, 44051401359", Known()) == ["44051401359"]


def test_long_texts_and_signs_beyond_letters_are_read():
    assert says_who("🙂 Kuba" + " x" * 20_000, KUBA) == ["Kuba"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [("kuba", "kub"), ("jalowiec", "jalowc"), ("marek", "mark"), ("beata", "beaci"), ("olga", "oldz"), ("e", "e")],
)
def test_what_the_forms_of_a_name_begin_with(name, stem):
    assert stem in stems(name)
