"""An offer to another centre speaks of a family; once that is no longer true, nobody reads it or carries it out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Read
from kooperacja.cases.actions.life import note_death
from kooperacja.cases.actions.participation import withdraw_basis
from kooperacja.cases.actions.people import PersonDetails, edit_person, leave_case
from kooperacja.cases.models import BasisKind, How, ParticipationBasis
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.persons.models import Person
from kooperacja.transfers.actions.content import Offer, is_true
from kooperacja.transfers.actions.transferring import accept_transfer, note_letter_sent, offer_transfer
from kooperacja.transfers.rules import TransferRefusal
from tests.cases.changing import again, change, key, told
from tests.world import as_, make

pytestmark = pytest.mark.django_db


def offer(world, **fields):
    """The mother agreed that the plan goes along; the mother and her child move."""
    told = {
        "persons": [world.person, world.child],
        "destination": world.other_ops,
        "agreed": [world.person],
        "agreed_on": timezone.localdate(world.now),
        "how": How.WRITING,
        "with_plan": True,
        "summary": "Wspólna praca od roku.",
    }
    return offer_transfer(world.case, Offer(**{**told, **fields}), actor=world.lead.actor, now=world.now)


@pytest.fixture
def free(world):
    change(world.handover, state="withdrawn", ended_at=world.now)
    change(world.transfer, state="withdrawn", ended_at=world.now)
    return world


@pytest.fixture
def offered(free):
    free.transfer = offer(free)
    return free


@pytest.fixture
def letter(free):
    free.transfer = offer(free, destination=None, body="MOPS Lipowo")
    return free


def withdraws(world):
    basis, day = again(world.basis), timezone.localdate(world.now)
    act = {"actor": world.lead.actor, "now": world.now}
    withdraw_basis(basis, ended_on=day, how=How.ORALLY, version=basis.version, **act)


def _dies(world, person):
    day, row = timezone.localdate(world.now), again(person)
    note_death(world.case, row, day, about=False, version=row.version, actor=world.lead.actor, now=world.now)


def mother_dies(world):
    _dies(world, world.person)


def child_dies(world):
    """Nobody has asked yet on what the child's taking part rests."""
    assert not world.child.bases.exists()
    _dies(world, world.child)


def leaves(world):
    day = timezone.localdate(world.now)
    leave_case(world.case, world.person, day, moves_out=False, actor=world.lead.actor, now=world.now)


CHANGES = pytest.mark.parametrize("changes", [withdraws, mother_dies, child_dies, leaves])


def accept(world):
    return accept_transfer(
        world.transfer,
        unit=world.other_gmina,
        lead=world.neighbour_head.membership,
        deputy=None,
        actor=world.neighbour_head.actor,
        now=world.now,
    )


def send_letter(world):
    day = timezone.localdate(world.now)
    return note_letter_sent(world.transfer, number="1", sent_on=day, actor=world.lead.actor, now=world.now)


def page_of(client, world, who, name="transfer"):
    return as_(client, getattr(world, who)).get(reverse(f"transfers:{name}", args=[world.transfer.public_id]))


def right_ends(world):
    """A guardian's right ends, of which no action tells this room."""
    change(world.guardianship, ends_on=timezone.localdate(world.now) - timedelta(days=1))


@CHANGES
def test_an_offer_lapses_and_both_sides_are_told(offered, changes):
    changes(offered)

    row = again(offered.transfer)
    assert (row.state, row.reason) == ("withdrawn", "Rodzina zmieniła się od czasu propozycji.")
    assert row.answered_by == offered.lead.membership
    kinds = {(one.kind, one.recipient) for one in told(offered)}
    assert ("transfer_withdrawn", offered.neighbour_head.user) in kinds
    assert {("transfer_lapsed", who.user) for who in (offered.lead, offered.deputy)} <= kinds
    with pytest.raises(TransitionNotAllowed):
        accept(offered)


@CHANGES
def test_a_letter_that_waits_to_be_sent_lapses(letter, changes):
    changes(letter)

    assert again(letter.transfer).state == "withdrawn"


def test_to_a_letter_that_was_sent_an_answer_is_still_noted(letter):
    send_letter(letter)

    withdraws(letter)

    assert again(letter.transfer).state == "sent"


def test_another_telephone_ends_no_offer(offered):
    row = again(offered.person)
    details = PersonDetails(row.first_name, row.surname, birth_date=row.birth_date, phone="600 000 009")
    edit_person(row, details, version=row.version, actor=offered.lead.actor, now=offered.now)

    assert again(offered.transfer).state == "offered"
    accept(offered)


def test_what_no_action_told_of_is_found_out_when_it_is_read(offered, client):
    right_ends(offered)

    theirs = page_of(client, offered, "neighbour_head")
    mine = page_of(client, offered, "lead").content.decode()

    shown = theirs.content.decode()
    assert "Wspólna praca" not in shown
    assert offered.word("adult_surname") not in shown
    assert "Poproś drugi ośrodek o nową propozycję" in shown
    assert not theirs.context["may_answer"]
    assert "Wspólna praca" in mine
    assert "Wycofaj ją" in mine


def test_what_no_action_told_of_is_found_out_when_it_is_accepted(offered, client):
    right_ends(offered)

    with pytest.raises(Refused) as refused:
        accept(offered)

    assert refused.value.refusals == {TransferRefusal.FAMILY_CHANGED}
    assert again(offered.transfer).state == "offered"
    data = {"unit": offered.other_gmina.pk, "lead": offered.neighbour_head.membership.pk}
    address = reverse("transfers:transfer_accept", args=[offered.transfer.public_id])
    page = as_(client, offered.neighbour_head).post(address, data).content.decode()
    assert "Rodzina zmieniła się od czasu tej propozycji" in page


def test_a_letter_of_another_family_is_neither_printed_nor_sent(letter, client):
    assert page_of(client, letter, "lead", "transfer_letter").status_code == 200
    right_ends(letter)

    answer = page_of(client, letter, "lead", "transfer_letter")

    assert answer.url == reverse("transfers:transfer", args=[letter.transfer.public_id])
    with pytest.raises(Refused) as refused:
        send_letter(letter)
    assert refused.value.refusals == {TransferRefusal.FAMILY_CHANGED}


def test_who_answers_is_not_noted_as_a_reader_of_the_other_centres_people(offered, client):
    page_of(client, offered, "neighbour_head")

    assert "persons.Person" not in str([row.rows for row in Read.objects.all()])


def test_somebody_whose_record_was_joined_with_another_is_the_same_person(offered):
    one = make(Person, centre=offered.ops, first_name="Ola", surname="Druga")
    change(offered.case.case_persons.get(person=offered.child), person=one)
    change(offered.guardianship, ward=one)
    change(one, birth_date=offered.child.birth_date)
    change(offered.child, merged_into=one)

    assert is_true(again(offered.transfer), now=offered.now)


@pytest.mark.parametrize("about", [{}, {"persons": [key()]}])
def test_an_offer_that_does_not_say_of_whom_it_speaks_is_not_true(offered, about):
    change(offered.transfer, about=about)

    assert not is_true(again(offered.transfer), now=offered.now)


def silent(world, person):
    day = timezone.localdate(world.now)
    row = {"kind": BasisKind.AGREEMENT, "state": "refused", "stated_on": day, "how": How.ORALLY}
    make(ParticipationBasis, case=world.case, person=person, **row)


def test_of_a_child_who_takes_no_part_only_the_contact_goes(free):
    silent(free, free.child)

    row = offer(free)

    assert row.content["goals"] == []
    assert "birth_date" not in row.content["persons"][1]
    assert is_true(row, now=free.now)


def test_who_takes_no_part_agrees_to_nothing(free):
    change(free.basis, state="withdrawn")

    with pytest.raises(Refused) as refused:
        offer(free)

    assert refused.value.refusals == {TransferRefusal.TAKES_NO_PART}
