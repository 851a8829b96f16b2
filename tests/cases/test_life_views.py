"""The pages of births, deaths and past kinship: what they write, show and hide, in gentle words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import CasePerson
from kooperacja.persons.models import Guardianship, Kinship, Person
from tests.cases.changing import again, change, day, key
from tests.world import SINCE, as_, make

pytestmark = pytest.mark.django_db


def url(name, *rows):
    return reverse(f"cases:{name}", args=[row.public_id for row in rows])


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


@pytest.fixture
def today():
    return timezone.localdate()


def text(client, address):
    return client.get(address).content.decode()


def told_of(person, on, **more):
    return {"version": again(person).version, **day("died_on", on), **more}


def test_a_death_is_noted_shown_gently_and_undone_on_the_same_page(world, lead, today):
    page = url("person", world.case, world.person)
    form = lead.get(url("person_death", world.case, world.person))
    assert form.context["partners"]
    answer = lead.post(url("person_death", world.case, world.person), told_of(world.person, today, died_about="on"))

    assert answer.url == page
    body = text(lead, page)
    assert "Ta osoba nie żyje" in body
    assert "około" in body
    for hidden in ("adult_phone", "safe_contact"):
        assert world.word(hidden) not in body
    assert url("basis_record", world.case, world.person) not in body
    assert url("person_leave", world.case, world.person) not in body
    assert world.word("child_first_name") in body  # for whom somebody else must decide now
    family = text(lead, url("people", world.case))
    assert "Osoby, które zmarły" in family
    assert world.word("adult_phone") not in family
    assert world.word("adult_phone") not in text(lead, url("view", world.case))

    undo = lead.post(url("person_death_undo", world.case, world.person))
    assert undo.url == page
    body = text(lead, page)
    assert world.word("adult_phone") in body
    assert "Ta osoba nie żyje, " not in body
    assert not again(world.person).has_died


def test_of_the_plan_the_lead_sees_what_to_decide(world, lead, today):
    lead.post(url("person_death", world.case, world.child), told_of(world.child, today))

    body = text(lead, url("person", world.case, world.child))
    for what in ("goal", "member_action", "lead_action"):
        assert world.word(what) in body
    overview = text(lead, url("view", world.case))
    assert "Do Twojej decyzji" in overview
    assert url("person", world.case, world.child) in overview
    for action in (world.action, world.other_action):
        change(action, state="cancelled")
    assert "Do Twojej decyzji" not in text(lead, url("view", world.case))


def test_a_day_that_cant_be_is_shown_at_its_field(world, lead, today):
    address = url("person_death", world.case, world.person)
    for on in (today + timedelta(1), again(world.person).birth_date - timedelta(1)):
        assert lead.post(address, told_of(world.person, on)).context["form"].errors["died_on"]
    assert lead.post(address, {"version": 1}).context["form"].errors["died_on"]


def test_of_two_who_write_the_second_sees_both(world, lead, today):
    told = told_of(world.person, today)
    change(world.person, has_died=True, died_on=today - timedelta(3))

    assert lead.post(url("person_death", world.case, world.person), told).status_code == 409


def test_a_partner_who_loses_the_case_meets_nothing(client, world, today):
    as_(client, world.lead).post(url("person_death", world.case, world.person), told_of(world.person, today))

    as_(client, world.member)
    assert client.get(url("people", world.case)).status_code == 404
    assert client.get(url("person", world.case, world.person)).status_code == 404


def test_who_has_died_is_offered_nowhere(world, lead, today):
    change(world.person, has_died=True, died_on=today)
    name = world.word("adult_surname")
    for address in (
        url("goal_add", world.case),
        reverse("transfers:transfer_outside", args=[world.case.public_id]),
        reverse("reviews:hold", args=[world.case.public_id]),
        reverse("diagnosis:hold", args=[world.case.public_id]),
        url("household_add", world.case),
    ):
        assert name not in text(lead, address), address
    assert "dzień śmierci" in text(lead, url("file_note", world.case))


# Births


def born(on, parents, **more):
    return {
        "idempotency_key": key(),
        "first_name": "Ola",
        "surname": "Testowa",
        **day("born", on),
        "parents": [str(one.public_id) for one in parents],
        **more,
    }


def test_a_child_is_born_today(world, lead, today):
    page = lead.get(url("child_born", world.case))
    assert page.context["form"].initial["home"] == str(world.household.public_id)
    told = born(today, [world.person], home=str(world.household.public_id))
    answer = lead.post(url("child_born", world.case), told)

    child = Person.objects.latest("pk")
    assert answer.url == url("person", world.case, child)
    assert child.households.get().household == world.household
    assert child.guardians.get().guardian == world.person
    assert lead.post(url("child_born", world.case), told).url == answer.url
    assert Person.objects.latest("pk") == child
    assert "0 lat" in text(lead, answer.url)


def test_a_child_that_is_not_born_yet_is_refused_kindly(world, lead, today):
    answer = lead.post(url("child_born", world.case), born(today + timedelta(90), [world.person], home=""))

    assert "Dziecko jeszcze się nie urodziło" in answer.context["form"].errors["born"][0]


def test_a_birth_without_parent_or_in_a_home_without_one(world, lead, today):
    answer = lead.post(url("child_born", world.case), born(today, [], home=""))
    assert answer.context["form"].errors["parents"]
    answer = lead.post(
        url("child_born", world.case), born(today, [world.person], home=str(world.second_household.public_id))
    )
    assert answer.context["form"].errors["home"]
    assert not Person.objects.filter(case_persons__added_on=today).exists()


# Kinship with days, and the end of a guardianship


@pytest.fixture
def husband(world):
    one = make(Person, centre=world.ops, first_name="Adam", surname="Testowy")
    make(CasePerson, case=world.case, person=one, added_on=SINCE)
    return one


def test_a_marriage_begins_and_ends(world, lead, husband, today):
    told = {"idempotency_key": key(), "relative": husband.public_id, "kind": "spouse", **day("starts_on", SINCE)}
    lead.post(url("kinship_add", world.case, world.person), told)
    row = Kinship.objects.get(kind="spouse")
    assert row.starts_on == SINCE
    page = url("person", world.case, world.person)
    assert "Dawniej" not in text(lead, page)

    address = url("kinship_dates", world.case, world.person, row)
    assert lead.get(address).status_code == 200
    assert lead.get(url("kinship_dates", world.case, husband, row)).status_code == 200
    dated = {"version": row.version, **day("starts_on", SINCE), **day("ends_on", today)}
    assert lead.post(address, dated).url == page
    assert again(row).ends_on == today
    assert "Dawniej" in text(lead, page)
    assert lead.post(address, {**dated, **day("ends_on", today - timedelta(1))}).status_code == 409
    early = {"version": again(row).version, **day("starts_on", today), **day("ends_on", SINCE)}
    assert lead.post(address, early).context["form"].errors["ends_on"]


def test_parentage_has_no_days(world, lead):
    address = url("kinship_dates", world.case, world.person, world.kinship)

    answer = lead.post(address, {"version": world.kinship.version, **day("starts_on", SINCE)})

    assert answer.context["form"].errors["starts_on"]
    assert address not in text(lead, url("person", world.case, world.person))


def test_the_kinship_of_somebody_else_has_no_page_here(world, lead, husband):
    other = make(Person, centre=world.ops, first_name="Ktoś", surname="Spoza")
    row = make(Kinship, person=husband, relative=other, kind="partner")

    assert lead.get(url("kinship_dates", world.case, world.person, row)).status_code == 404


def test_the_end_of_a_guardianship_is_corrected(world, lead, today):
    address = url("guardian_end", world.case, world.child, world.guardianship)
    lead.post(address, day("left_on", today))
    assert address in text(lead, url("person", world.case, world.child))
    assert lead.get(address).context["form"].initial == {"left_on": today}

    lead.post(address, day("left_on", today - timedelta(1)))
    assert again(world.guardianship).ends_on == today - timedelta(1)
    assert lead.post(address, {}).status_code == 302
    assert Guardianship.objects.get(pk=world.guardianship.pk).ends_on is None
    assert lead.post(address, {}).context["form"].errors["left_on"]
