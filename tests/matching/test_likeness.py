"""What counts as alike, as tables: Polish letters, slips, forms of names, changed and double surnames, houses."""

from datetime import date

import pytest

from kooperacja.kernel.likeness import near, stem
from kooperacja.matching.rules import Home, Reason, Strength, home_of, known_person, likeness, strength, told_of

TODAY = date(2026, 11, 22)


def told(who, address="", also=""):
    return told_of(who, also=also, address=address, told_on=TODAY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kowalska", "kowalski"),
        ("kowalskich", "kowalska"),
        ("wysoccy", "wysocka"),
        ("sitarzowie", "sitarz"),
        ("nowakowa", "nowak"),
        ("cichosza", "cichosz"),
    ],
)
def test_forms_of_one_surname_have_one_stem(one, other):
    assert stem(one) == stem(other)


def test_a_short_surname_keeps_its_end():
    assert stem("gaj") == "gaj"
    assert stem("lis") != stem("las")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("sitarz", "sitraz", True),  # two letters swapped
        ("sitarz", "sitasz", True),
        ("sitarz", "sikora", False),
        ("jan", "jas", False),  # too short for a slip
        ("brzeczyszczykiewicz", "brzenczyszczykievicz", True),  # two slips in a long one
    ],
)
def test_slips_are_forgiven_by_length(one, other, alike):
    assert near(one, other) is alike


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("ul. Polna 12 m. 3", Home(("polna",), "12", "3")),
        ("POLNA 12/3", Home(("polna",), "12", "3")),
        ("ul. 3 Maja 5/7", Home(("3maja",), "5", "7")),
        ("11-go Listopada 5", Home(("11listopada",), "5", "")),
        ("Polna 12A", Home(("polna",), "12a", "")),
        ("Wierzbowa Góra 71, 00-123 Lipiany", Home(("wierzbowa", "gora", "lipiany"), "71", "")),
        ("dom przy przystanku", Home(("przy", "przystanku"), "", "")),
        ("", Home()),
        ("😀 12", Home((), "12", "")),
    ],
)
def test_a_house_is_read_as_people_write_it(text, home):
    assert home_of(text) == home


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Wierzbowa Góra 71", "wierzbowa gora 71", Reason.SAME_HOME),
        ("Wierzbowa Góra 71", "Wierzbwa Góra 71, gm. Wierzbowa Góra", Reason.SAME_HOME),
        ("Polna 12/3", "ul. Polna 12 m 3", Reason.SAME_HOME),
        ("Polna 12", "Polna 12/3", Reason.NEAR_HOME),
        ("Polna 12/4", "Polna 12/3", None),
        ("3 Maja 5", "ul. 3-go maja 5", Reason.SAME_HOME),
        ("3 Maja 5", "3 Maja 7", None),
        ("3 Maja 5", "1 Maja 5", None),
        ("Polna 12", "Polna 13", None),
        ("Polna 12, Zapłocie", "Leśna 12, Zapłocie", None),
        ("Zapłocie", "Zapłocie", None),
    ],
)
def test_addresses(one, other, reason):
    found = likeness(told("", one), told("", other)) & {Reason.SAME_HOME, Reason.NEAR_HOME}

    assert found == ({reason} if reason else frozenset())


@pytest.mark.parametrize(
    ("who", "person", "reasons"),
    [
        ("Pan Sitarz", ("Henryk", "Sitarz", None), {Reason.SAME_SURNAME}),
        ("Pan Sitasz", ("Henryk", "Sitarz", None), {Reason.NEAR_SURNAME}),
        ("Heniek Sitarz", ("Henryk", "Sitarz", None), {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}),
        ("Hania Nowak", ("Anna", "Nowak-Kowalska", None), {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}),
        ("Anna Kowalska ur. 14.03.1987", ("Anna", "Wójcik", date(1987, 3, 14)),
         {Reason.SAME_FIRST_NAME, Reason.SAME_BIRTH}),
        ("Anna ur. 3.4.1987", ("Anna", "Wójcik", date(1987, 3, 4)), {Reason.SAME_FIRST_NAME, Reason.NEAR_BIRTH}),
        ("Anna ur. 31.02.1987", ("Anna", "Wójcik", date(1987, 4, 3)), {Reason.SAME_FIRST_NAME}),
        ("Sitarz, ok. 74 lata", ("Henryk", "Sitarz", date(1952, 1, 5)), {Reason.SAME_SURNAME, Reason.AGE_FITS}),
        ("Sitarz, 999 lat", ("Henryk", "Sitarz", date(1952, 1, 5)), {Reason.SAME_SURNAME}),
        ("pani sitarz, sąsiadka", ("Ewa", "Sitarz", None), {Reason.SAME_SURNAME}),
        ("henryk sitarz", ("Henryk", "Sitarz", None), {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}),
        ("HENRYK SITARZ", ("Henryk", "Sitarz", None), {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}),
        ("Henryk sitarz", ("Henryk", "Sitarz", None), {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}),
        ("Ewa, 1987-03-14", ("Ewa", "Wójcik", date(1987, 3, 14)), {Reason.SAME_FIRST_NAME, Reason.SAME_BIRTH}),
        ("Ewa, 14 marca 1987", ("Ewa", "Wójcik", date(1987, 3, 14)), {Reason.SAME_FIRST_NAME, Reason.SAME_BIRTH}),
        ("Ewa, 29.02.2024", ("Ewa", "Wójcik", date(2024, 2, 29)), {Reason.SAME_FIRST_NAME, Reason.SAME_BIRTH}),
        ("Sitarz, rocznik 1952", ("Henryk", "Sitarz", date(1952, 1, 5)), {Reason.SAME_SURNAME, Reason.AGE_FITS}),
        ("Sitarz ur. w 1952 r.", ("Henryk", "Sitarz", date(1952, 1, 5)), {Reason.SAME_SURNAME, Reason.AGE_FITS}),
        ("İpek Işık", ("Ipek", "Isik", None), {Reason.SAME_SURNAME}),
        ("Oksana Kowal", ("Oksana", "Kowal", None), {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}),
        ("😀 Sitarz", ("Henryk", "Sitarz", None), {Reason.SAME_SURNAME}),
        ("mieszkaniec bloku", ("Henryk", "Sitarz", None), set()),
        ("Łucja Żółć", ("Lucja", "Zolc", None), {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}),
    ],
)  # fmt: skip
def test_who_a_concern_names_against_a_person_of_a_case(who, person, reasons):
    first_name, surname, birth = person

    assert likeness(told(who), known_person(first_name, surname, birth)) == reasons


def test_a_pesel_is_taken_only_if_it_can_be_one():
    right, wrong = told("Anna 87031401231"), told("Anna 12345678901")

    assert right.pesels == {"87031401231"}
    assert wrong.pesels == frozenset()
    assert Reason.SAME_PESEL in likeness(right, known_person("Ewa", "Lis", None, pesel="87031401231"))


@pytest.mark.parametrize("written", ["87031401231", "870314 01231", "870314-01231", "8 7 0 3 1 4 0 1 2 3 1"])
def test_a_pesel_is_read_as_people_write_it_and_tells_the_birth(written):
    found = told(f"Anna {written}")

    assert found.pesels == {"87031401231"}
    assert Reason.SAME_BIRTH in likeness(found, known_person("Anna", "Lis", date(1987, 3, 14)))


def test_a_child_born_today_and_a_very_long_text_are_read():
    found = told(f"Zosia Lis, ur. 22.11.2026 {'a' * 10_000_000}")

    assert Reason.SAME_BIRTH in likeness(found, known_person("Zofia", "Lis", TODAY))


def test_a_first_name_outside_the_list_counts_as_the_person_has_it():
    assert known_person("Żaklina", "Lis", None).first_names == {"zaklina"}


def test_all_names_under_which_somebody_is_known_count_alike():
    known = known_person("Anna", "Kot", None, also=[("", "Lis-Sitarz"), ("Ewa", "")])

    assert (known.first_names, known.surnames) == ({"anna", "ewa"}, {"kot", "lis", "sitarz"})


def test_children_are_known_by_first_name_and_age():
    found = told("Jałowiec", also="Kuba, 9 lat").years

    assert 2017 in found
    assert told("", also="Kuba").first_names == {"jakub"}


@pytest.mark.parametrize(
    ("reasons", "how_much"),
    [
        (set(), None),
        ({Reason.SAME_SURNAME}, None),
        ({Reason.SAME_FIRST_NAME, Reason.AGE_FITS}, None),
        ({Reason.SAME_SURNAME, Reason.AGE_FITS}, Strength.POSSIBLE),
        ({Reason.SAME_HOME}, Strength.POSSIBLE),
        ({Reason.SAME_FIRST_NAME, Reason.SAME_BIRTH}, Strength.POSSIBLE),
        ({Reason.SAME_HOME, Reason.SAME_SURNAME}, Strength.STRONG),
        ({Reason.SAME_PESEL}, Strength.STRONG),
    ],
)
def test_how_much_must_speak_for_it(reasons, how_much):
    assert strength(frozenset(reasons)) == how_much
