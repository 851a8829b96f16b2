"""The pages of taking part: what the form asks, what it writes, what a withdrawal says before."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.actions.participation import Said, record_basis
from kooperacja.cases.models import BasisKind, CasePerson, How, ParticipationBasis
from kooperacja.cases.rules.participation import Answer
from kooperacja.cases.states import BasisState
from kooperacja.persons.models import GuardianKind, Guardianship, Person
from tests.cases.test_policies import change
from tests.world import SINCE, as_, make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


@pytest.fixture
def newcomer(world):
    """An adult of the case who hasn't been asked yet."""
    row = make(Person, centre=world.ops, first_name="Ola", surname="Nowa", birth_date=date(1990, 1, 1))
    make(CasePerson, case=world.case, person=row, added_on=SINCE)
    return row


def record(world, person):
    return reverse("cases:basis_record", args=[world.case.public_id, person.public_id])


def withdraw(basis):
    return reverse("cases:basis_withdraw", args=[basis.public_id])


def day(value, prefix="stated_on"):
    return {f"{prefix}_day": value.day, f"{prefix}_month": value.month, f"{prefix}_year": value.year}


def test_an_adult_agrees(world, lead, newcomer, today):
    form = lead.get(record(world, newcomer)).context["form"]
    assert {"given_by", "own_view", "second_guardian"}.isdisjoint(form.fields)

    told = {"kind": "agreement", "answer": "given", "how": "orally", **day(today)}
    assert lead.post(record(world, newcomer), told).url == reverse("cases:people", args=[world.case.public_id])
    basis = ParticipationBasis.objects.get(person=newcomer)
    assert (basis.state, basis.how, basis.of_adult) == (BasisState.GIVEN, How.ORALLY, True)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "agreement"}, "answer"),
        ({"kind": "agreement", "answer": "given"}, "how"),
        ({"kind": "court_order"}, "order_number"),
        ({"kind": "statutory_duty"}, "provision"),
    ],
)
def test_what_is_missing_is_shown_at_its_field(world, lead, newcomer, told, field):
    answer = lead.post(record(world, newcomer), {**told, **day(timezone.localdate())})

    assert list(answer.context["form"].errors) == [field]
    assert not ParticipationBasis.objects.filter(person=newcomer).exists()


@pytest.mark.parametrize(("kind", "field"), [("court_order", "order_number"), ("statutory_duty", "provision")])
def test_an_order_or_a_duty(world, lead, newcomer, kind, field):
    lead.post(record(world, newcomer), {"kind": kind, field: "III Nsm 12/26", **day(timezone.localdate())})

    basis = ParticipationBasis.objects.get(person=newcomer)
    assert (basis.reference, basis.state) == ("III Nsm 12/26", BasisState.GIVEN)
    assert lead.get(record(world, newcomer)).context["form"].initial[field] == "III Nsm 12/26"
    assert "III Nsm 12/26" in lead.get(reverse("cases:people", args=[world.case.public_id])).content.decode()


def test_a_guardian_answers_for_a_child(world, lead, today):
    form = lead.get(record(world, world.child)).context["form"]
    assert [key for key, _name in form.fields["given_by"].choices] == [str(world.person.public_id)]

    told = {"kind": "agreement", "answer": "given", "how": "writing", "second_guardian": "none", **day(today)}
    assert lead.post(record(world, world.child), told).context["form"].errors["given_by"]

    told |= {"given_by": str(world.person.public_id), "own_view": "Chcę grać w piłkę"}
    assert lead.post(record(world, world.child), told).status_code == 302
    basis = ParticipationBasis.objects.get(person=world.child)
    assert (basis.given_by, basis.own_view) == (world.person, "Chcę grać w piłkę")
    body = lead.get(reverse("cases:person", args=[world.case.public_id, world.child.public_id])).content.decode()
    assert "Chcę grać w piłkę" in body


def test_with_another_guardian_nothing_is_chosen_in_advance(world, lead):
    father = make(Person, centre=world.ops, first_name="Ojciec", surname="Testowy")
    make(CasePerson, case=world.case, person=father, added_on=SINCE)
    make(Guardianship, ward=world.child, guardian=father, kind=GuardianKind.PARENT, starts_on=SINCE)

    form = lead.get(record(world, world.child)).context["form"]
    assert form.initial["second_guardian"] is None
    assert len(form.fields["given_by"].choices) == 2


def test_a_child_without_a_guardian(world, lead, today):
    change(world.guardianship, ends_on=SINCE)

    page = lead.get(record(world, world.child))
    assert "nie ma zapisanego opiekuna" in page.content.decode()
    told = {"kind": "agreement", "answer": "asked", **day(today)}
    assert lead.post(record(world, world.child), told).status_code == 302
    assert ParticipationBasis.objects.get(person=world.child).state == BasisState.ASKED


def test_an_adult_with_a_legal_guardian(world, lead, newcomer, today):
    make(Guardianship, ward=newcomer, guardian=world.person, kind=GuardianKind.LEGAL, starts_on=SINCE)
    form = lead.get(record(world, newcomer)).context["form"]
    assert [key for key, _name in form.fields["given_by"].choices] == ["", str(world.person.public_id)]

    told = {"kind": "agreement", "answer": "given", "how": "writing", "given_by": str(world.person.public_id)}
    lead.post(record(world, newcomer), {**told, **day(today)})
    assert ParticipationBasis.objects.get(person=newcomer).given_by == world.person


def test_a_refusal_is_kept_and_may_change(world, lead, newcomer, today):
    told = {"kind": "agreement", "how": "orally", **day(today)}
    lead.post(record(world, newcomer), {**told, "answer": "refused"})
    basis = ParticipationBasis.objects.get(person=newcomer)
    assert basis.state == BasisState.REFUSED

    lead.post(record(world, newcomer), {**told, "answer": "given", "version": basis.version})
    assert ParticipationBasis.objects.get(person=newcomer).state == BasisState.GIVEN


def test_what_was_given_is_corrected_here_and_withdrawn_elsewhere(world, lead):
    page = lead.get(record(world, world.person))

    assert [key for key, _label in page.context["form"].fields["answer"].choices] == ["given"]
    assert withdraw(world.basis) in page.content.decode()


def test_two_people_write_down_one_basis(world, lead, today):
    told = {"kind": "agreement", "answer": "given", "how": "orally", "version": world.basis.version, **day(today)}
    assert lead.post(record(world, world.person), told).status_code == 302
    answer = lead.post(record(world, world.person), {**told, "how": "electronic"})

    assert answer.status_code == 409
    assert "elektronicznie" in answer.content.decode()
    assert ParticipationBasis.objects.get(pk=world.basis.pk).how == How.ORALLY


def test_before_a_withdrawal_the_page_says_what_will_happen(world, lead):
    page = lead.get(withdraw(world.basis))

    assert page.context["loses_case"] is True
    body = page.content.decode()
    assert "tracą całą sprawę" in body
    assert "Celina Szkolna" in body


def test_a_withdrawal_of_one_of_two_leaves_the_case_open(world, lead, newcomer, today):
    said = Said(BasisKind.AGREEMENT, today, Answer.GIVEN, how=How.WRITING)
    record_basis(world.case, newcomer, said, version=None, actor=world.lead.actor, now=world.now)

    assert lead.get(withdraw(world.basis)).context["loses_case"] is False


def test_withdraw(client, world, lead, today):
    told = {"version": world.basis.version, **day(today)}
    assert lead.post(withdraw(world.basis), told).context["form"].errors["how"]
    early = {**told, **day(date(2020, 1, 1)), "how": "orally"}
    assert lead.post(withdraw(world.basis), early).context["form"].errors["stated_on"]

    assert lead.post(withdraw(world.basis), {**told, "how": "orally"}).status_code == 302
    assert ParticipationBasis.objects.get(pk=world.basis.pk).state == BasisState.WITHDRAWN
    assert lead.post(withdraw(world.basis), {**told, "how": "orally"}).status_code == 409
    assert "nie ma czego wycofywać" in lead.get(withdraw(world.basis)).content.decode()
    assert as_(client, world.member).get(reverse("cases:view", args=[world.case.public_id])).status_code == 404


def test_an_order_ends_without_a_word(world, lead, newcomer, today):
    lead.post(record(world, newcomer), {"kind": "court_order", "order_number": "III Nsm 12/26", **day(today)})
    basis = ParticipationBasis.objects.get(person=newcomer)
    assert "how" not in lead.get(withdraw(basis)).context["form"].fields

    lead.post(withdraw(basis), {"version": basis.version, **day(today)})
    assert ParticipationBasis.objects.get(pk=basis.pk).state == BasisState.WITHDRAWN


def test_who_came_of_age_is_to_be_asked(world, lead, today):
    said = Said(BasisKind.AGREEMENT, today, how=How.WRITING, given_by=world.person)
    record_basis(world.case, world.child, said, version=None, actor=world.lead.actor, now=world.now)
    people = reverse("cases:people", args=[world.case.public_id])
    assert "jest już pełnoletnia" not in lead.get(people).content.decode()

    change(world.child, birth_date=date(today.year - 18, 1, 1))
    assert "jest już pełnoletnia" in lead.get(people).content.decode()


@pytest.mark.parametrize("who", ["member", "colleague", "head", "former", "neighbour", "region", "admin", "operator"])
def test_only_who_leads_sees_and_writes(client, world, today, who):
    as_(client, getattr(world, who))
    told = {"kind": "agreement", "answer": "given", "how": "orally", "version": world.basis.version, **day(today)}
    for address in (record(world, world.person), withdraw(world.basis)):
        assert client.get(address).status_code in {403, 404}
        assert client.post(address, told).status_code in {403, 404}
    assert ParticipationBasis.objects.get(pk=world.basis.pk).version == world.basis.version
