"""The pages of several homes: what a form writes, what a mistake answers, who reads which address, what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import CaseHousehold, CasePerson
from kooperacja.persons.models import Household, HouseholdMember, Kinship, Person
from tests.cases.changing import again, change, close, day, key
from tests.counting import queries_of
from tests.world import SINCE, as_, make

pytestmark = pytest.mark.django_db


def url(name, *rows):
    return reverse(f"cases:{name}", args=[row.public_id for row in rows])


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


def typed(world, **more):
    return {
        "idempotency_key": key(),
        "label": "u taty",
        "unit": world.gmina.pk,
        "address": "Lipowa 3",
        "time_shared": "co drugi weekend 🏡",
        **day("starts_on", SINCE),
        **more,
    }


def test_write_down_another_home(world, lead):
    told = typed(world, who=[str(world.child.public_id)])
    assert lead.get(url("household_add", world.case)).status_code == 200
    answer = lead.post(url("household_add", world.case), told)

    assert answer.url == url("people", world.case)
    home = CaseHousehold.objects.latest("pk").household
    assert (home.label, home.time_shared) == ("u taty", "co drugi weekend 🏡")
    assert home.members.get().person == world.child
    count = Household.objects.count()
    assert lead.post(url("household_add", world.case), told).url == answer.url
    assert Household.objects.count() == count
    page = lead.get(url("people", world.case)).content.decode()
    assert "u taty" in page
    assert "tylko osoba prowadząca i jej zastępca" in page


def test_a_mistake_is_shown_at_its_field_and_nothing_is_lost(world, lead):
    answer = lead.post(url("household_add", world.case), typed(world, label="", address=" "))

    form = answer.context["form"]
    assert form.errors["label"] == ["Napisz, jak rodzina nazywa ten dom, albo podaj adres."]
    assert form["time_shared"].value() == "co drugi weekend 🏡"
    tomorrow = day("starts_on", timezone.localdate() + timedelta(1))
    assert lead.post(url("household_add", world.case), typed(world, **tomorrow)).context["form"].errors["starts_on"]
    long = lead.post(url("household_add", world.case), typed(world, time_shared="x" * 10_000)).context["form"]
    assert long.errors["time_shared"]


def test_change_a_home_and_of_two_the_second_sees_both(world, lead):
    home = world.second_household
    page = lead.get(url("household_edit", world.case, home))
    assert page.context["form"].initial["shown_to_team"]
    told = {**typed(world), "version": home.version}

    assert lead.post(url("household_edit", world.case, home), told).url == url("people", world.case)
    assert again(home).label == "u taty"
    assert not CaseHousehold.objects.get(household=home).shown_to_team
    answer = lead.post(url("household_edit", world.case, home), {**told, "label": "u babci"})
    assert answer.status_code == 409
    assert "u babci" in answer.content.decode()
    assert "u taty" in answer.content.decode()


def test_end_a_home(world, lead):
    home, today = world.second_household, timezone.localdate()
    told = {**typed(world), "version": home.version, **day("ends_on", today)}
    lead.post(url("household_edit", world.case, home), told)

    assert again(home).ends_on == today
    page = lead.get(url("people", world.case)).content.decode()
    assert "Wcześniejsze domy" in page
    told = {**told, "version": again(home).version, **day("ends_on", SINCE - timedelta(1))}
    assert lead.post(url("household_edit", world.case, home), told).context["form"].errors["ends_on"]


def test_the_main_home_has_neither_end_nor_choice(world, lead):
    page = lead.get(url("household_edit", world.case, world.household))

    assert {"ends_on", "shown_to_team"}.isdisjoint(page.context["form"].fields)
    assert url("household_main", world.case, world.household) not in page.content.decode()
    told = {**typed(world), "version": world.household.version}
    assert lead.post(url("household_edit", world.case, world.household), told).status_code == 302


def test_move_in_and_out(world, lead):
    home, today = world.second_household, timezone.localdate()
    address = url("household_move", world.case, home)
    told = {"idempotency_key": key(), "who": str(world.person.public_id), "what": "in", **day("day", today)}
    assert lead.get(address).status_code == 200

    assert lead.post(address, told).status_code == 302
    assert lead.post(address, told).status_code == 302
    assert home.members.filter(person=world.person, ends_on=None).count() == 1
    twice = lead.post(address, {**told, "idempotency_key": key()})
    assert twice.context["form"].errors["who"] == ["Ta osoba już tu mieszka."]
    lead.post(address, {**told, "idempotency_key": key(), "what": "out"})
    assert home.members.get(person=world.person).ends_on == today
    assert world.household.members.filter(person=world.person, ends_on=None).exists()
    gone = lead.post(address, {**told, "idempotency_key": key(), "what": "out"})
    assert gone.context["form"].errors["who"] == ["Ta osoba tu nie mieszka."]


def test_choose_the_main_home(world, lead):
    address = url("household_main", world.case, world.second_household)
    assert "Adres głównego domu widzi każdy" in lead.get(address).content.decode()

    assert lead.post(address).status_code == 302
    assert again(world.case).home == world.second_household
    change(world.shown_household, ends_on=timezone.localdate())
    answer = lead.post(url("household_main", world.case, world.shown_household))
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_a_home_of_another_case_has_no_page_here(world, lead):
    other = make(Household, centre=world.ops, unit=world.gmina)
    twin = make(
        type(world.case),
        number="S/8/2026/990101",
        centre=world.ops,
        household=other,
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

    for name in ("household_edit", "household_move", "household_main"):
        assert lead.get(url(name, twin, world.second_household)).status_code == 404
        assert lead.get(url(name, world.case, other)).status_code == 404


def test_in_a_closed_case_homes_are_read(world, lead):
    close(world)

    page = lead.get(url("people", world.case)).content.decode()
    assert world.word("second_address") in page
    assert url("household_move", world.case, world.second_household) not in page
    assert lead.get(url("household_edit", world.case, world.second_household)).status_code == 403
    assert lead.get(url("household_add", world.case)).status_code == 403


def test_a_member_reads_the_homes_that_the_team_may_know(client, world):
    page = as_(client, world.member).get(url("people", world.case)).content.decode()

    assert world.word("address") in page
    assert world.word("shown_address") in page
    for hidden in ("second_address", "second_label", "time_shared", "child_first_name"):
        assert world.word(hidden) not in page


def test_a_member_who_sees_own_actions_alone_reads_no_home(client, world):
    change(world.team["member"], level="action")

    page = as_(client, world.member).get(url("people", world.case)).content.decode()

    assert world.word("address") not in page
    assert world.word("shown_address") not in page


def test_what_a_member_sees_tells_the_lead_the_addresses(world, lead):
    page = lead.get(url("member_sight", world.case_member)).content.decode()

    assert world.word("shown_address") in page
    assert world.word("second_address") not in page


def test_the_page_of_a_person_says_in_which_homes(world, lead):
    page = lead.get(url("person", world.case, world.child)).content.decode()

    assert world.word("second_label") in page


def grow(world):
    """Add people, each with a home, kin, a guardianship and a basis."""
    for number in range(3):
        one = make(Person, centre=world.ops, first_name="Osoba", surname=f"Testowa {number}")
        make(CasePerson, case=world.case, person=one, added_on=SINCE)
        home = make(Household, centre=world.ops, unit=world.gmina, label=f"dom {number}")
        make(CaseHousehold, case=world.case, household=home)
        for who in (one, world.child):
            make(HouseholdMember, household=home, person=who, starts_on=SINCE)
        make(Kinship, person=one, relative=world.child, kind="other")
        make(type(world.guardianship), ward=world.child, guardian=one, kind="carer", starts_on=SINCE)
        fields = {"kind": "agreement", "state": "given", "stated_on": SINCE, "how": "orally"}
        make(type(world.basis), case=world.case, person=one, **fields)


@pytest.mark.parametrize("who", ["lead", "member"])
def test_the_family_page_costs_no_query_a_row(client, world, who):
    as_(client, getattr(world, who))
    address = url("people", world.case)
    few = queries_of(client, address)
    grow(world)

    assert queries_of(client, address) == few


def test_the_page_of_a_person_costs_no_query_a_row(world, lead):
    address = url("person", world.case, world.child)
    few = queries_of(lead, address)
    grow(world)

    assert queries_of(lead, address) == few


def test_the_paper_file_names_the_homes_that_the_team_may_know(client, world):
    page = reverse("cases:file_note", args=[world.case.public_id])
    change(world.case.further_homes.get(household=world.second_household), shown_to_team=False)
    html = as_(client, world.lead).get(page).content.decode()
    assert world.word("address") in html
    assert world.word("shown_address") in html
    assert world.second_household.address not in html

    change(world.person, letters_are_safe=False)
    assert world.word("shown_address") not in client.get(page).content.decode()
