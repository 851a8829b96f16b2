"""The pages by which records are joined, taken apart and made two: who opens them, what they say, what they write."""

import uuid

import pytest
from django.urls import reverse

from kooperacja.cases.actions.splitting import Share
from kooperacja.cases.models import CasePerson, Goal, Merge
from kooperacja.persons.models import GuardianKind, Guardianship, Kinship, KinshipKind, Person
from tests.cases.test_merging import agree, merge
from tests.cases.twins import second_case, somebody, twins
from tests.counting import queries_of
from tests.world import SINCE, as_, make


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


@pytest.fixture
def pair(world):
    return twins(world)


def url(name, *rows):
    return reverse(f"cases:{name}", args=[row.public_id for row in rows])


def told(pair, **more):
    versions = {"version": pair.one.version, "twin_version": pair.two.version}
    chosen = dict.fromkeys(("surname", "phone", "email", "safe_contact"), "first")
    return {"idempotency_key": str(uuid.uuid4()), **versions, **chosen, **more}


def test_the_page_of_a_person_leads_to_the_other_record(world, lead, pair):
    body = lead.get(url("person", world.case, pair.one)).content.decode()
    assert url("person_twin", world.case, pair.one) in body

    page = lead.get(url("person_twin", world.case, pair.one))
    assert [one.person for one in page.context["alike"]] == [pair.two]
    assert url("person_merge", world.case, pair.one, pair.two) in page.content.decode()
    answer = lead.post(url("person_twin", world.case, pair.one), {"twin": pair.two.public_id})
    assert answer.url == url("person_merge", world.case, pair.one, pair.two)


def test_nobody_else_to_choose(world, client):
    case = second_case(world, leads=("colleague",))
    person = somebody(world, case)
    page = as_(client, world.colleague).get(url("person_twin", case, person))

    assert "Nie ma nikogo innego" in page.content.decode()


def test_both_records_side_by_side_with_what_follows(world, lead, pair):
    make(Kinship, person=pair.two, relative=world.child, kind=KinshipKind.OTHER)
    make(Guardianship, ward=world.child, guardian=pair.two, kind=GuardianKind.CARER, starts_on=SINCE)
    make(Goal, case=pair.case, person=pair.two, text="Praca")
    make(CasePerson, case=world.case, person=pair.two, added_on=SINCE)
    agree(world.case, pair.one)
    agree(world.case, pair.two)
    page = lead.get(url("person_merge", world.case, pair.one, pair.two))
    form = page.context["form"]

    assert {name: form[name].initial for name in ("surname", "phone", "email", "safe_contact")} == {
        "surname": "second",
        "phone": "first",
        "email": "second",
        "safe_contact": "second",
    }
    assert "first_name" not in form.fields
    assert len(page.context["consequences"]) == 7


def test_join_two_records(world, lead, pair):
    address = url("person_merge", world.case, pair.one, pair.two)
    typed = told(pair, email="second", surname="second")
    answer = lead.post(address, typed)

    person = Person.objects.get(pk=pair.one.pk)
    assert answer.url == url("person", world.case, pair.one)
    assert (person.surname, person.email, person.phone, person.safe_contact) == (
        "Zielińska",
        "anna@poczta.example",
        "600 100 200",
        "",
    )
    assert lead.post(address, typed).url == answer.url
    assert lead.get(url("person", pair.case, pair.two)).url == url("person", pair.case, pair.one)
    assert lead.post(url("person_merge", pair.case, pair.two, pair.one), typed).status_code == 404
    body = lead.get(answer.url).content.decode()
    assert "Zielińska" in body
    assert Merge.objects.filter(into=person).count() == 1


def test_an_earlier_agreement_stays_to_be_read(world, lead, pair):
    make(CasePerson, case=world.case, person=pair.two, added_on=SINCE)
    agree(world.case, pair.one, SINCE.replace(month=4))
    agree(world.case, pair.two, SINCE.replace(month=2))
    merge(world, pair.one, pair.two)

    assert "1.02.2026" in lead.get(url("person", world.case, pair.one)).content.decode()


def test_relatives_are_told_apart(world, lead):
    page = lead.get(url("person_merge", world.case, world.person, world.child))
    assert len(page.context["against"]) == 1

    typed = {"idempotency_key": uuid.uuid4(), "version": 1, "twin_version": 1}
    typed |= {name: "first" for name in page.context["form"].fields if name not in typed}
    answer = lead.post(url("person_merge", world.case, world.person, world.child), typed)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_somebody_changed_a_record_meanwhile(world, lead, pair):
    answer = lead.post(url("person_merge", world.case, pair.one, pair.two), told(pair, twin_version=9))

    assert answer.status_code == 409
    assert not Merge.objects.filter(into=pair.one).exists()


@pytest.mark.parametrize("who", ["deputy", "member", "former", "colleague", "intake", "head", "neighbour", "outsider"])
def test_others_do_not_learn_of_the_other_record(client, world, pair, who):
    """The deputy leads the village's case; of the other record's case they see nothing."""
    browser = as_(client, getattr(world, who))
    answer = browser.get(url("person_merge", world.case, pair.one, pair.two))
    assert answer.status_code == (403 if who == "member" else 404)
    if who == "deputy":
        page = browser.get(url("person_twin", world.case, pair.one))
        assert "Zielińska" not in page.content.decode()


def test_a_record_in_a_case_of_somebody_else_has_no_such_link(world, lead, pair):
    theirs = second_case(world, "S/9/2026/990101", leads=("colleague",))
    make(CasePerson, case=theirs, person=pair.one, added_on=SINCE)

    assert (
        url("person_twin", world.case, pair.one) not in lead.get(url("person", world.case, pair.one)).content.decode()
    )
    assert lead.get(url("person_twin", world.case, pair.one)).status_code == 403


def test_take_it_back(world, lead, pair):
    done = merge(world, pair.one, pair.two)
    address = url("merge_undo", world.case, done)
    assert address in lead.get(url("person", world.case, pair.one)).content.decode()
    assert lead.get(address).context["prevents"] == []

    assert lead.post(address).url == url("people", world.case)
    assert lead.get(url("person", pair.case, pair.two)).status_code == 200
    assert lead.post(address).context["form"].non_field_errors()
    assert address not in lead.get(url("person", world.case, pair.one)).content.decode()


def test_what_prevents_it_is_said(world, lead, pair):
    done = merge(world, pair.one, pair.two)
    make(Goal, case=world.case, person=pair.one, text="Nowy cel")
    address = url("merge_undo", world.case, done)

    assert len(lead.get(address).context["prevents"]) == 1
    answer = lead.post(address)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert url("person_split", world.case, pair.one) in answer.content.decode()


def test_a_merge_has_its_page_in_its_own_cases_alone(world, lead, pair):
    done = merge(world, pair.one, pair.two)

    assert lead.get(url("merge_undo", second_case(world, "S/9/2026/990101"), done)).status_code == 404


def items(page, **second):
    """Everything to the first, save fields whose label has these words."""
    typed = {"idempotency_key": str(uuid.uuid4()), "version": page.context["person"].version}
    for name, field in page.context["form"].fields.items():
        if name.startswith("item_"):
            typed[name] = next((share for words, share in second.items() if words in str(field.label)), Share.FIRST)
    return typed


def test_make_two_people(world, lead, pair):
    make(CasePerson, case=pair.case, person=pair.one, added_on=SINCE)
    make(Kinship, person=world.child, relative=pair.one, kind=KinshipKind.OTHER)
    make(Kinship, person=pair.one, relative=world.person, kind=KinshipKind.SIBLING)
    make(Guardianship, ward=world.child, guardian=pair.one, kind=GuardianKind.CARER, starts_on=SINCE)
    make(Guardianship, ward=pair.one, guardian=world.person, kind=GuardianKind.CURATOR, starts_on=SINCE)
    make(Goal, case=world.case, person=pair.one, text="Praca blisko domu")
    agree(world.case, pair.one)
    agree(world.case, world.child, given_by=pair.one)
    address = url("person_split", world.case, pair.one)
    page = lead.get(address)
    assert len([name for name in page.context["form"].fields if name.startswith("item_")]) == 10
    assert "Praca blisko domu" in page.content.decode()

    typed = {**items(page), "first_name": "Hanna", "surname": "Nowak"}
    answer = lead.post(address, typed)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()

    typed = {**items(page, **{pair.case.number: Share.SECOND}), "first_name": "Hanna", "surname": "Nowak"}
    assert lead.post(address, typed).status_code == 302
    second = Person.objects.get(split_from=pair.one)
    assert (second.name, [place.case for place in second.case_persons.all()]) == ("Hanna Nowak", [pair.case])
    body = lead.get(url("person", pair.case, second)).content.decode()
    assert url("person_merge", pair.case, second, pair.one) in body


def test_two_people_of_a_record_that_was_changed_meanwhile(world, lead, pair):
    page = lead.get(url("person_split", world.case, pair.one))
    typed = {**items(page), "first_name": "Hanna", "surname": "Nowak", "version": 7}

    assert lead.post(url("person_split", world.case, pair.one), typed).status_code == 409


def test_pages_cost_the_same_for_many(world, lead, pair):
    pages = [url("person_twin", world.case, pair.one), url("person_merge", world.case, pair.one, pair.two)]
    few = [queries_of(lead, address) for address in pages]
    for number in range(6):
        somebody(world, world.case, first_name=f"Osoba{number}", surname=f"Inna{number}")
        make(Goal, case=pair.case, person=pair.two, text=f"Cel {number}")

    assert [queries_of(lead, address) for address in pages] == few
