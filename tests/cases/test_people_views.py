"""The pages of the family: who opens them, what they show, what a form writes."""

import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from stdnum.pl.pesel import calc_check_digit

from kooperacja.audit.models import Read
from kooperacja.cases.actions.people import leave_case
from kooperacja.cases.forms.people import PersonEditForm
from kooperacja.cases.models import CasePerson
from kooperacja.persons.models import Guardianship, Household, Kinship, Person
from tests.cases.changing import change
from tests.cases.test_policies import close
from tests.world import SINCE, as_, make

PESEL = "9001011234" + calc_check_digit("9001011234")


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


def url(name, *rows):
    return reverse(f"cases:{name}", args=[row.public_id for row in rows])


def typed(**more):
    return {
        "idempotency_key": str(uuid.uuid4()),
        "first_name": "Marek",
        "surname": "Testowy",
        "letters_are_safe": "on",
        **more,
    }


@pytest.fixture
def outside(world):
    """Somebody of the same centre who isn't in the case."""
    return make(Person, centre=world.ops, first_name="Ktoś", surname="Spoza")


def test_the_lead_sees_the_whole_family(world, lead):
    body = lead.get(url("people", world.case)).content.decode()

    for what in ("adult_first_name", "child_first_name", "adult_phone", "safe_contact", "address"):
        assert world.word(what) in body
    assert "14 marca 1987" in body
    assert world.person.pesel not in body


def test_the_page_of_a_person_shows_pesel_to_the_lead_alone(client, world):
    body = as_(client, world.lead).get(url("person", world.case, world.person)).content.decode()
    assert world.person.pesel in body
    assert world.word("child_first_name") in body

    body = as_(client, world.member).get(url("person", world.case, world.person)).content.decode()
    assert world.word("adult_phone") in body
    assert world.person.pesel not in body
    assert "1987" not in body
    assert world.word("child_first_name") not in body


def test_a_member_sees_the_contact_of_those_who_agreed(client, world):
    body = as_(client, world.member).get(url("people", world.case)).content.decode()

    assert world.word("adult_surname") in body
    assert world.word("address") in body
    assert world.word("child_first_name") not in body
    assert client.get(url("person", world.case, world.child)).status_code == 404


def test_reading_the_family_is_recorded(world, lead):
    lead.get(url("people", world.case))

    rows = Read.objects.get(page="cases:people").rows
    assert set(rows["persons.Person"]) == {str(world.person.public_id), str(world.child.public_id)}


def test_a_person_of_another_case_has_no_page_here(world, lead, outside):
    assert lead.get(url("person", world.case, outside)).status_code == 404


def test_somebody_whom_the_lead_may_see_has_no_page_in_another_case(world, lead):
    """The person is of this case; the address names a case of which they aren't."""
    twin = make(
        type(world.case),
        number="S/8/2026/990101",
        centre=world.ops,
        household=world.household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    make(
        type(world.case_member),
        case=twin,
        role="lead",
        institution=world.ops,
        membership=world.lead.membership,
        joined_on=SINCE,
    )

    assert lead.get(url("people", twin)).status_code == 200
    assert lead.get(url("person", twin, world.person)).status_code == 404


def test_add_a_person(world, lead):
    told = typed(birth_date_day="1", birth_date_month="1", birth_date_year="1990", lives_there="on", pesel=PESEL)
    answer = lead.post(url("person_add", world.case), told)

    person = Person.objects.with_pesel(PESEL).get()
    assert answer.url == url("person", world.case, person)
    assert (person.birth_date, person.letters_are_safe) == (date(1990, 1, 1), True)
    assert world.household.members.filter(person=person).exists()
    assert lead.post(url("person_add", world.case), told).url == answer.url
    assert Person.objects.with_pesel(PESEL).count() == 1


@pytest.mark.parametrize(
    ("pesel", "message"),
    [("123", "PESEL ma 11 cyfr."), (PESEL[:-1] + str((int(PESEL[-1]) + 1) % 10), "ostatnia cyfra nie pasuje")],
)
def test_a_wrong_pesel_is_shown_at_its_field(world, lead, pesel, message):
    answer = lead.post(url("person_add", world.case), typed(pesel=pesel))

    assert answer.status_code == 200
    assert any(message in error for error in answer.context["form"].errors["pesel"])


def test_the_same_pesel_is_a_warning_that_can_be_overruled(world, lead):
    lead.post(url("person_add", world.case), typed(pesel=PESEL))
    answer = lead.post(url("person_add", world.case), typed(first_name="Drugi", pesel=PESEL))
    assert "pesel_is_right" in answer.context["form"].fields
    assert Person.objects.with_pesel(PESEL).count() == 1

    answer = lead.post(url("person_add", world.case), typed(first_name="Drugi", pesel=PESEL, pesel_is_right="on"))
    assert answer.status_code == 302
    assert Person.objects.with_pesel(PESEL).count() == 2


def test_change_a_person(world, lead):
    page = lead.get(url("person_edit", world.case, world.child))
    assert page.context["form"].initial["version"] == world.child.version
    told = typed(version=world.child.version, is_minor="on", safe_contact="przez  babcię")
    answer = lead.post(url("person_edit", world.case, world.child), told)

    child = Person.objects.get(pk=world.child.pk)
    assert answer.url == url("person", world.case, world.child)
    assert (child.name, child.birth_date, child.is_minor) == ("Marek Testowy", None, True)


def test_two_people_change_one_person(world, lead):
    first = typed(version=world.child.version, surname="Pierwsza")
    lead.post(url("person_edit", world.case, world.child), first)
    answer = lead.post(url("person_edit", world.case, world.child), {**first, "surname": "Druga"})

    assert answer.status_code == 409
    body = answer.content.decode()
    assert "Pierwsza" in body
    assert "Druga" in body
    assert Person.objects.get(pk=world.child.pk).surname == "Pierwsza"


def test_a_refused_change_is_shown(world, lead):
    told = typed(version=world.child.version, pesel="1")
    answer = lead.post(url("person_edit", world.case, world.child), told)

    assert answer.context["form"].errors["pesel"]


def test_change_the_address(world, lead):
    told = {"version": world.household.version, "unit": world.gmina.pk, "address": "ul. Nowa 1"}
    assert lead.get(url("address_edit", world.case)).status_code == 200
    assert lead.post(url("address_edit", world.case), told).status_code == 302
    assert Household.objects.get(pk=world.household.pk).address == "ul. Nowa 1"

    answer = lead.post(url("address_edit", world.case), {**told, "address": "ul. Inna 2"})
    assert answer.status_code == 409
    assert "ul. Nowa 1" in answer.content.decode()


def day(prefix, value):
    return {f"{prefix}_day": value.day, f"{prefix}_month": value.month, f"{prefix}_year": value.year}


@pytest.mark.parametrize(
    ("what", "lives_there", "in_the_case"),
    [("household", False, True), ("both", False, False), ("case", True, False)],
)
def test_a_person_leaves(world, lead, what, lives_there, in_the_case):
    lead.post(url("person_leave", world.case, world.child), {"what": what, **day("left_on", timezone.localdate())})

    assert world.household.members.filter(person=world.child, ends_on=None).exists() is lives_there
    assert CasePerson.objects.filter(person=world.child, left_on=None).exists() is in_the_case
    body = lead.get(url("people", world.case)).content.decode()
    assert ("Sprawa dotyczyła też" in body) is not in_the_case


def test_a_day_before_joining_is_shown_at_its_field(world, lead):
    told = {"what": "both", **day("left_on", date(2020, 1, 1))}
    answer = lead.post(url("person_leave", world.case, world.child), told)

    assert answer.context["form"].errors["left_on"]


def test_who_lives_elsewhere_can_only_leave_the_case_and_come_back(world, lead):
    lead.post(
        url("person_leave", world.case, world.child), {"what": "household", **day("left_on", timezone.localdate())}
    )
    page = lead.get(url("person_leave", world.case, world.child))
    assert [value for value, _label in page.context["form"].fields["what"].choices] == ["case"]

    leave_case(world.case, world.child, timezone.localdate(), moves_out=False, actor=world.lead.actor, now=world.now)
    assert lead.get(url("person", world.case, world.child)).status_code == 200
    lead.post(url("person_come_back", world.case, world.child))
    lead.post(url("person_move_in", world.case, world.child))
    assert CasePerson.objects.filter(person=world.child, left_on=None).exists()
    assert world.household.members.filter(person=world.child, ends_on=None).exists()


def test_relatives(world, lead):
    made = lead.post(url("person_add", world.case), typed())
    aunt = Person.objects.get(public_id=made.url.rstrip("/").rsplit("/", 1)[1])
    told = {"idempotency_key": str(uuid.uuid4()), "relative": aunt.public_id, "kind": "sibling"}
    assert lead.get(url("kinship_add", world.case, world.child)).status_code == 200
    assert lead.post(url("kinship_add", world.case, world.child), told).status_code == 302
    assert Kinship.objects.filter(person=aunt, relative=world.child).exists()

    again = {**told, "idempotency_key": str(uuid.uuid4())}
    answer = lead.post(url("kinship_add", world.case, world.child), again)
    assert answer.context["form"].errors["relative"]


def test_remove_a_relative(world, lead, outside):
    stranger = make(
        Kinship, person=outside, relative=make(Person, centre=world.ops, first_name="A", surname="B"), kind="other"
    )
    assert lead.post(url("kinship_remove", world.case, world.person, stranger)).status_code == 404

    assert lead.post(url("kinship_remove", world.case, world.person, world.kinship)).status_code == 302
    assert not Kinship.objects.filter(pk=world.kinship.pk).exists()


def test_guardians(world, lead):
    made = lead.post(url("person_add", world.case), typed())
    aunt = Person.objects.get(public_id=made.url.rstrip("/").rsplit("/", 1)[1])
    told = {
        "idempotency_key": str(uuid.uuid4()),
        "guardian": aunt.public_id,
        "kind": "limited",
        **day("starts_on", SINCE),
    }
    answer = lead.post(url("guardian_add", world.case, world.child), told)
    assert answer.context["form"].errors["scope"]

    assert lead.post(url("guardian_add", world.case, world.child), {**told, "scope": "nadzór"}).status_code == 302
    row = Guardianship.objects.get(guardian=aunt)
    body = lead.get(url("person", world.case, aunt)).content.decode()
    assert world.word("child_first_name") in body

    end = url("guardian_end", world.case, world.child, row)
    assert lead.post(end, day("left_on", date(2020, 1, 1))).context["form"].errors["left_on"]
    assert lead.post(end, day("left_on", timezone.localdate())).status_code == 302
    assert Guardianship.objects.get(pk=row.pk).ends_on == timezone.localdate()


def test_a_form_has_only_what_the_reader_may_see():
    form = PersonEditForm(shown={"first_name", "surname", "phone"})

    assert set(form.fields) == {"first_name", "surname", "phone", "version"}


@pytest.mark.parametrize("who", ["member", "colleague", "head", "former", "neighbour", "region", "admin", "operator"])
def test_only_who_leads_writes(client, world, who):
    as_(client, getattr(world, who))
    before = Person.objects.count(), Kinship.objects.count()
    for address in (
        url("person_add", world.case),
        url("person_edit", world.case, world.person),
        url("person_leave", world.case, world.person),
        url("kinship_remove", world.case, world.person, world.kinship),
        url("address_edit", world.case),
    ):
        assert client.post(address, typed()).status_code in {403, 404}
    assert (Person.objects.count(), Kinship.objects.count()) == before


def test_a_closed_case_is_only_read(world, lead):
    close(world)

    page = lead.get(url("people", world.case))
    assert page.status_code == 200
    assert "Dodaj osobę" not in page.content.decode()
    assert lead.get(url("person", world.case, world.child)).status_code == 200
    assert lead.get(url("person_add", world.case)).status_code == 403


def test_where_letters_are_unsafe_no_paper_bears_the_address(world, lead):
    sheets = {name: url(name, world.case) for name in ("file_note", "plan_print")}
    assert world.word("address") in lead.get(sheets["file_note"]).content.decode()
    assert "Nie wysyłaj tej kartki" not in lead.get(sheets["plan_print"]).content.decode()
    change(world.child, letters_are_safe=False)

    paper = lead.get(sheets["file_note"]).content.decode()
    assert world.word("address") not in paper
    assert "Nie wysyłać listów" in paper
    assert "Nie wysyłaj tej kartki" in lead.get(sheets["plan_print"]).content.decode()


def test_an_earlier_surname_is_for_who_leads(client, world):
    as_(client, world.lead)
    edit = reverse("cases:person_edit", args=[world.case.public_id, world.person.public_id])
    before = client.get(edit).context["form"].initial
    told = {"first_name": before["first_name"], "surname": "Nowa", "former_surname": "Żurawińska  "}
    client.post(edit, {**told, "version": before["version"]})

    page = reverse("cases:person", args=[world.case.public_id, world.person.public_id])
    assert "Żurawińska" in client.get(page).content.decode()
    assert "Żurawińska" not in as_(client, world.member).get(page).content.decode()


@pytest.mark.parametrize("name", ["first_name", "surname", "former_surname", "pesel", "phone", "email"])
def test_no_browser_keeps_what_was_typed_of_somebody(client, world, name):
    page = as_(client, world.lead).get(reverse("cases:person_add", args=[world.case.public_id]))

    assert page.context["form"].fields[name].widget.attrs["autocomplete"] == "off"
