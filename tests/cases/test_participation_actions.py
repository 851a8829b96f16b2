"""Taking part: what is written down, what a withdrawal closes at once, who is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.participation import (
    Said,
    guardians_who_may_agree,
    record_basis,
    what_a_withdrawal_brings,
    withdraw_basis,
)
from kooperacja.cases.events import BasisEvent
from kooperacja.cases.models import BasisKind, CasePerson, How, ParticipationBasis, SecondGuardian
from kooperacja.cases.policies import CASES, PERSONS
from kooperacja.cases.rules.participation import Answer, BasisRefusal, Consequence
from kooperacja.cases.states import BasisState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from kooperacja.persons.models import GuardianKind, Guardianship, Person
from tests.world import SINCE, make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def act(world):
    return {"actor": world.lead.actor, "now": world.now}


@pytest.fixture
def mothers_word(world, today):
    """What the mother says for the child."""
    return Said(BasisKind.AGREEMENT, today, how=How.ORALLY, given_by=world.person, own_view="Chcę tańczyć")


@pytest.fixture
def father(world):
    row = make(Person, centre=world.ops, first_name="Ojciec", surname="Testowy", birth_date=date(1985, 1, 1))
    make(CasePerson, case=world.case, person=row, added_on=SINCE)
    make(Guardianship, ward=world.child, guardian=row, kind=GuardianKind.PARENT, starts_on=SINCE)
    return row


def sent():
    """Messages other than the one that the village has."""
    return Message.objects.exclude(kind=MessageKind.values[0])


def told(kind):
    return set(Message.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def withdraw(world, basis, **changes):
    told = {"ended_on": timezone.localdate(), "how": How.ORALLY, "version": basis.version, "actor": world.lead.actor}
    return withdraw_basis(basis, **{**told, "now": world.now, **changes})


def test_a_guardian_agrees_for_a_child(world, act, mothers_word):
    record_basis(world.case, world.child, mothers_word, version=None, **act)

    basis = ParticipationBasis.objects.get(person=world.child)
    assert (basis.state, basis.given_by, basis.own_view) == (BasisState.GIVEN, world.person, "Chcę tańczyć")
    assert not basis.of_adult
    assert PERSONS.allows(world.member.actor, Permission.PERSON_VIEW, world.child)
    assert Event.objects.latest("pk").name == BasisEvent.RECORDED
    assert not sent().exists()


def test_both_guardians_are_asked(world, act, mothers_word, father):
    with pytest.raises(Refused) as refused:
        record_basis(world.case, world.child, mothers_word, version=None, **act)
    assert refused.value.refusals == {BasisRefusal.OTHER_GUARDIAN_UNTOLD}

    unasked = replace(
        mothers_word, second_guardian=SecondGuardian.NOT_ASKED, second_guardian_reason="nie wiadomo gdzie"
    )
    basis = record_basis(world.case, world.child, unasked, version=None, **act)
    assert basis.second_guardian_reason == "nie wiadomo gdzie"

    agrees = replace(unasked, second_guardian=SecondGuardian.GIVEN)
    basis = record_basis(world.case, world.child, agrees, version=basis.version, **act)
    assert (basis.second_guardian, basis.second_guardian_reason) == (SecondGuardian.GIVEN, "")


def test_who_may_agree_for_a_child(world, today, father):
    carer = make(Person, centre=world.ops, first_name="Ciotka", surname="Testowa")
    make(CasePerson, case=world.case, person=carer, added_on=SINCE)
    make(Guardianship, ward=world.child, guardian=carer, kind=GuardianKind.CARER, starts_on=SINCE)
    elsewhere = make(Person, centre=world.ops, first_name="Ktoś", surname="Spoza")
    make(Guardianship, ward=world.child, guardian=elsewhere, kind=GuardianKind.LEGAL, starts_on=SINCE)

    found = guardians_who_may_agree(world.case, world.child, on=today)

    assert found == {world.person.pk: world.person, father.pk: father}
    assert guardians_who_may_agree(world.case, world.child, on=date(2020, 1, 1)) == {}


def test_an_order_holds_without_asking(world, act, today):
    said = Said(BasisKind.COURT_ORDER, today, how=How.ORALLY, reference="III Nsm 12/26", given_by=world.person)
    basis = record_basis(world.case, world.child, said, version=None, **act)

    assert (basis.state, basis.reference, basis.how, basis.given_by) == (BasisState.GIVEN, "III Nsm 12/26", "", None)


def test_an_adult_has_no_second_guardian_and_no_childs_view(world, act, today):
    said = Said(
        BasisKind.AGREEMENT, today, how=How.WRITING, second_guardian=SecondGuardian.GIVEN, own_view="x", reference="y"
    )
    basis = record_basis(world.case, world.person, said, version=world.basis.version, **act)

    assert (basis.pk, basis.second_guardian, basis.own_view, basis.reference) == (
        world.basis.pk,
        SecondGuardian.NOT_APPLICABLE,
        "",
        "",
    )


@pytest.mark.parametrize("version", [None, 99])
def test_two_people_write_down_one_basis(world, act, today, version):
    said = Said(BasisKind.AGREEMENT, today, how=How.WRITING)
    with pytest.raises(Stale):
        record_basis(world.case, world.person, said, version=version, **act)


def test_nobody_who_left_takes_part(world, act, today):
    stranger = make(Person, centre=world.ops, first_name="Ktoś", surname="Spoza")
    with pytest.raises(Refused) as refused:
        record_basis(world.case, stranger, Said(BasisKind.AGREEMENT, today, how=How.WRITING), version=None, **act)

    assert refused.value.refusals == {BasisRefusal.NOT_IN_THE_CASE}


def test_a_refusal_after_an_agreement_is_a_withdrawal(world, act, today):
    said = Said(BasisKind.AGREEMENT, today, Answer.REFUSED, how=How.ORALLY)
    with pytest.raises(TransitionNotAllowed):
        record_basis(world.case, world.person, said, version=world.basis.version, **act)


@pytest.mark.parametrize("who", ["member", "colleague", "head", "intake", "neighbour", "admin", "operator"])
def test_only_who_leads_writes_down_a_basis(world, today, who):
    actor = getattr(world, who).actor
    said = Said(BasisKind.AGREEMENT, today, how=How.WRITING)
    with pytest.raises(PermissionDenied):
        record_basis(world.case, world.person, said, version=world.basis.version, actor=actor, now=world.now)
    with pytest.raises(PermissionDenied):
        withdraw(world, world.basis, actor=actor)


def test_the_last_adults_withdrawal_closes_the_case_to_partners_at_once(world, today):
    assert CASES.allows(world.member.actor, Permission.CASE_VIEW, world.case)
    assert what_a_withdrawal_brings(world.basis) == set(Consequence)

    withdraw(world, world.basis)

    basis = ParticipationBasis.objects.get(pk=world.basis.pk)
    assert (basis.state, basis.stated_on, basis.how) == (BasisState.WITHDRAWN, today, How.ORALLY)
    assert not CASES.allows(world.member.actor, Permission.CASE_VIEW, world.case)
    assert not PERSONS.permitted(world.member.actor, Permission.PERSON_VIEW).exists()
    assert CASES.allows(world.lead.actor, Permission.CASE_EDIT, world.case)
    assert told(MessageKind.CASE_ENDED_FOR_YOU) == {"Celina Szkolna"}
    assert told(MessageKind.BASIS_CHANGED) == {"Zofia Zastępowska"}
    assert Event.objects.latest("pk").name == BasisEvent.WITHDRAWN
    words = repr(list(Message.objects.values()))
    assert all(word not in words for word in world.canaries.values())


def test_one_persons_withdrawal_closes_that_person_alone(world, act, mothers_word):
    basis = record_basis(world.case, world.child, mothers_word, version=None, **act)
    assert what_a_withdrawal_brings(basis) == {Consequence.PERSON_CLOSED}

    withdraw(world, basis)

    member = world.member.actor
    assert CASES.allows(member, Permission.CASE_VIEW, world.case)
    assert list(PERSONS.permitted(member, Permission.PERSON_VIEW)) == [world.person]
    assert told(MessageKind.BASIS_CHANGED) == {"Celina Szkolna", "Zofia Zastępowska"}
    assert not told(MessageKind.CASE_ENDED_FOR_YOU)


def test_an_order_that_ends_needs_no_word_of_the_person(world, act, today):
    said = Said(BasisKind.COURT_ORDER, today, reference="III Nsm 12/26")
    basis = record_basis(world.case, world.person, said, version=world.basis.version, **act)

    assert withdraw(world, basis, how="").state == BasisState.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"how": ""}, BasisRefusal.NO_HOW),
        ({"ended_on": timezone.localdate() + timedelta(1)}, BasisRefusal.IN_THE_FUTURE),
        ({"ended_on": SINCE - timedelta(1)}, BasisRefusal.BEFORE_IT_BEGAN),
    ],
)
def test_a_withdrawal_says_when_and_how(world, change, refusal):
    with pytest.raises(Refused) as refused:
        withdraw(world, world.basis, **change)

    assert refused.value.refusals == {refusal}
    assert ParticipationBasis.objects.get(pk=world.basis.pk).state == BasisState.GIVEN


def test_nobody_withdraws_twice(world):
    withdraw(world, world.basis)
    with pytest.raises(Stale):
        withdraw(world, world.basis)
    with pytest.raises(TransitionNotAllowed):
        withdraw(world, ParticipationBasis.objects.get(pk=world.basis.pk))


def test_who_withdrew_may_come_back(world, act, today):
    withdraw(world, world.basis)
    version = ParticipationBasis.objects.get(pk=world.basis.pk).version
    said = Said(BasisKind.AGREEMENT, today, how=How.WRITING)
    record_basis(world.case, world.person, said, version=version, **act)

    assert CASES.allows(world.member.actor, Permission.CASE_VIEW, world.case)


def test_a_refusal_of_somebody_who_never_agreed_disturbs_nobody(world, act, today):
    refused = Said(BasisKind.AGREEMENT, today, Answer.REFUSED, how=How.ORALLY)
    withdraw(world, world.basis)
    before = Message.objects.count()
    record_basis(world.case, world.child, refused, version=None, **act)

    assert Message.objects.count() == before


def test_a_childs_withdrawal_in_a_case_without_partners_is_told_to_the_lead_alone(world, act, mothers_word):
    basis = record_basis(world.case, world.child, mothers_word, version=None, **act)
    withdraw(world, world.basis)
    before = set(Message.objects.values_list("pk", flat=True))
    withdraw(world, basis)

    assert {one.recipient.name for one in sent().exclude(pk__in=before)} == {"Zofia Zastępowska"}
