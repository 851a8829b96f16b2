"""Adding several persons at once, and being asked whether somebody is known: pages, answers, rows."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kooperacja.audit.models import Read
from kooperacja.cases.models import Case, CasePerson
from kooperacja.persons.models import Person
from tests.cases.test_people_views import typed
from tests.cases.twins import twins
from tests.world import as_

ROWS = "imię\tnazwisko\tdata urodzenia\tdochód\nEwa\tGaj\t14.03.1987\t2000\nOla\tGaj\t\t\n"
BORN = {"birth_date_day": "6", "birth_date_month": "5", "birth_date_year": "1990"}


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


@pytest.fixture
def address(world):
    return reverse("cases:person_import", args=[world.case.public_id])


def held(page, **more):
    form = page.context["held"]
    fields = {name: form[name].value() for name in ("rows", "idempotency_key", "lives_there")}
    return {**{name: value for name, value in fields.items() if value}, **more}


def test_look_then_add(world, lead, address):
    assert "osoby.csv" in lead.get(reverse("cases:person_template")).headers["Content-Disposition"]
    assert lead.get(address).status_code == 200
    page = lead.post(address, {"pasted": ROWS, "lives_there": "on"})
    body = page.content.decode()
    assert "dochód" in body
    assert "2000" not in body.replace("2000-", "")
    assert world.case.case_persons.count() == 2

    sent = held(page)
    answer = lead.post(address, sent)
    assert answer.url == reverse("cases:people", args=[world.case.public_id])
    assert lead.post(address, sent).url == answer.url
    assert [one.person.name for one in world.case.case_persons.order_by("pk")][2:] == ["Ewa Gaj", "Ola Gaj"]
    assert world.household.members.count() == 4


def test_a_file_of_a_polish_excel(world, lead, address):
    file = SimpleUploadedFile("osoby.csv", "imię;nazwisko\nŻaneta;Źródłowska\n".encode("cp1250"))
    page = lead.post(address, {"file": file})
    assert "Żaneta Źródłowska" in page.content.decode()

    lead.post(address, held(page))
    added = CasePerson.objects.latest("pk").person
    assert added.name == "Żaneta Źródłowska"
    assert not added.households.exists()


def test_faults_are_shown_at_the_row_and_the_column(world, lead, address):
    page = lead.post(address, {"pasted": "Ewa;\nOla;Gaj;31.02.1990\n=HYPERLINK(1);Gaj"})

    assert [row.number for row in page.context["sheet"].faulty] == [1, 2, 3]
    assert page.context["held"] is None
    assert page.context["form"]["pasted"].value().startswith("Ewa;")
    assert "31.02.1990" in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "pasted"),
        ({"pasted": " \n"}, "pasted"),
        ({"pasted": 'Ewa;"Gaj'}, "pasted"),
        ({"file": SimpleUploadedFile("a.csv", b"Ewa;Ga\0j")}, "file"),
        ({"pasted": "x" * 100_001}, "pasted"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 1_000_001)}, "file"),
        ({"file": SimpleUploadedFile("a.csv", b"\x81\x98")}, "file"),
    ],
    ids=["nothing", "spaces", "a lone quote", "NUL", "too much text", "a large file", "no sheet"],
)
def test_what_is_no_sheet_is_said_at_its_field(lead, address, sent, field):
    page = lead.post(address, sent)

    assert page.status_code == 200
    assert page.context["form"].errors[field]


def test_who_is_alike_is_asked_about_and_used(world, lead, address):
    pair = twins(world)
    page = lead.post(address, {"pasted": "Ania;Zielinska;6.5.1990\nEwa;Gaj\nAnna;Nowak", "lives_there": "on"})
    assert page.context["alike"] == {1, 3}
    assert pair.case.number in page.content.decode()

    unanswered = lead.post(address, held(page))
    assert unanswered.status_code == 200
    assert set(unanswered.context["held"].errors) == {"same_as_1", "same_as_3"}
    assert world.case.case_persons.count() == 3

    choices = dict(page.context["held"].fields["same_as_3"].choices)
    somebody_else = next(key for key in choices if key.startswith("else:"))
    lead.post(address, held(page, same_as_1=str(pair.two.public_id), same_as_3=somebody_else))
    assert [one.person.name for one in world.case.case_persons.order_by("pk")][3:] == [
        "Anna Zielińska",
        "Ewa Gaj",
        "Anna Nowak",
    ]
    assert Person.objects.filter(pk=pair.two.pk, case_persons__case=world.case).exists()


@pytest.mark.parametrize("rows", ["imię;nazwisko\nEwa;", "imię;nazwisko", ""])
def test_what_the_page_held_is_read_again(world, lead, address, rows):
    answer = lead.post(address, {"rows": rows, "idempotency_key": str(uuid.uuid4())})

    assert answer.status_code == (200 if "Ewa" in rows else 302)
    assert world.case.case_persons.count() == 2


def test_the_same_person_is_asked_about_while_adding_one(world, lead):
    pair = twins(world)
    address = reverse("cases:person_add", args=[world.case.public_id])
    told = typed(first_name="Ania", surname="Zielinska", lives_there="on", **BORN)
    page = lead.post(address, told)

    body = page.content.decode()
    assert page.status_code == 200
    assert pair.case.number in body
    assert "1990" in body
    assert page.context["form"]["first_name"].value() == "Ania"
    assert str(pair.two.public_id) in Read.objects.filter(page="cases:person_add").latest("pk").rows["persons.Person"]

    answer = lead.post(address, {**told, "same_as": str(pair.two.public_id)})
    assert answer.url == reverse("cases:person", args=[world.case.public_id, pair.two.public_id])
    assert world.case.case_persons.filter(person=pair.two).exists()
    assert lead.post(address, told).url == answer.url


def test_somebody_else_goes_on_but_not_past_those_who_were_not_shown(world, lead):
    pair = twins(world)
    address = reverse("cases:person_add", args=[world.case.public_id])
    told = typed(first_name="Anna", surname="Nowak", **BORN)
    shown = f"else:{pair.one.public_id}"
    assert lead.post(address, {**told, "same_as": shown}).status_code == 200

    answer = lead.post(address, {**told, "same_as": f"{shown},{pair.two.public_id}"})
    assert answer.status_code == 302
    assert Person.objects.filter(case_persons__case=world.case).count() == 4


def test_of_persons_of_others_nothing_is_told(client, world):
    """The page of the deputy, who doesn't lead the other case, is the same with and without that person."""
    pair = twins(world)
    browser = as_(client, world.deputy)
    address = reverse("cases:person_add", args=[world.case.public_id])

    answer = browser.post(address, typed(first_name="Anna", surname="Zielińska", birth_date_day="7"))
    assert pair.case.number not in answer.content.decode()
    assert browser.post(address, {**typed(first_name="Ewa", surname="Zielińska", **BORN)}).status_code == 302
    forged = typed(first_name="Jan", surname="Gaj", same_as=str(pair.two.public_id))
    made = browser.post(address, forged).url
    assert str(pair.two.public_id) not in made


def test_opening_a_case_asks_for_each_person(world, lead):
    pair = twins(world)
    address = reverse("cases:open")
    told = {
        "idempotency_key": str(uuid.uuid4()),
        "unit": world.gmina.pk,
        "lead": world.lead.membership.pk,
        "osoba-TOTAL_FORMS": "3",
        "osoba-INITIAL_FORMS": "0",
        "osoba-MIN_NUM_FORMS": "1",
        "osoba-0-first_name": "Anna",
        "osoba-0-surname": "Zielińska",
        "osoba-1-first_name": "Ewa",
        "osoba-1-surname": "Gaj",
    }
    page = lead.post(address, told)
    assert page.status_code == 200
    assert pair.case.number in page.content.decode()
    assert Case.objects.count() == 2

    assert lead.post(address, {**told, "osoba-0-same_as": str(pair.two.public_id)}).status_code == 302
    made = Case.objects.latest("pk")
    assert [place.person.name for place in made.case_persons.order_by("pk")] == ["Anna Zielińska", "Ewa Gaj"]
    assert made.case_persons.filter(person=pair.two).exists()


@pytest.mark.parametrize("who", ["deputy", "member", "colleague", "neighbour"])
def test_who_adds_people(client, world, address, who):
    expected = {"deputy": 200, "member": 403}.get(who, 404)

    assert as_(client, getattr(world, who)).get(address).status_code == expected
