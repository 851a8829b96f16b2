"""Passing a case to another centre: what goes, who answers, and that the old team loses it at one moment."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.closing import Closing, GoalResult, close_case, reopen_case
from kooperacja.cases.models import Case, ClosureReason, How, Role
from kooperacja.cases.policies import CASES, PERSONS
from kooperacja.cases.rules.team import AppointingRefusal
from kooperacja.cases.states import GoalAction
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.transfers.actions.content import Offer
from kooperacja.transfers.actions.transferring import (
    accept_transfer,
    decline_transfer,
    offer_transfer,
    withdraw_transfer,
)
from kooperacja.transfers.models import Transfer
from kooperacja.transfers.policies import TRANSFERS
from kooperacja.transfers.rules import LetterRefusal, TransferRefusal
from tests.cases.changing import again, change, close, last_event, told
from tests.world import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def free(world):
    """The world without an offer that waits."""
    change(world.handover, state="withdrawn", ended_at=world.now)
    change(world.transfer, state="withdrawn", ended_at=world.now)
    return world


def send(world, by="lead", **fields):
    fields = {"destination": world.other_ops, "persons": [world.person, world.child], **fields}
    return offer_transfer(world.case, Offer(**fields), actor=getattr(world, by).actor, now=world.now)


def agreed(world):
    return {
        "agreed": [world.person],
        "agreed_on": timezone.localdate(world.now),
        "how": How.WRITING,
        "with_plan": True,
        "summary": "Wspólna praca od roku.",
    }


def accept(world, row, by="neighbour", **who):
    lead = who.pop("lead", world.neighbour_head).membership
    actor = getattr(world, by).actor
    return accept_transfer(row, unit=world.other_gmina, lead=lead, deputy=None, actor=actor, now=world.now)


def test_without_agreement_identity_and_contact_alone_go(free):
    row = again(send(free))

    assert row.content["persons"] == [
        {
            "first_name": free.person.first_name,
            "surname": free.person.surname,
            "phone": free.person.phone,
            "email": "",
            "safe_contact": free.person.safe_contact,
            "letters_are_safe": True,
            "is_minor": False,
        },
        {
            "first_name": free.child.first_name,
            "surname": free.child.surname,
            "phone": "",
            "email": "",
            "safe_contact": "",
            "letters_are_safe": True,
            "is_minor": True,
        },
    ]
    assert set(row.content) == {"persons", "address"}
    assert (row.agreed_on, row.how, row.who_agreed, row.state) == (None, "", "", "offered")


def test_with_agreement_the_plan_and_the_summary_go(free):
    row = again(send(free, **agreed(free)))

    assert row.content["summary"] == "Wspólna praca od roku."
    assert [goal["person"] for goal in row.content["goals"]] == [1]
    assert {step["text"] for step in row.content["goals"][0]["steps"]} == {free.action.text, free.other_action.text}
    assert row.content["persons"][1]["birth_date"] == free.child.birth_date.isoformat()
    assert (row.how, row.who_agreed) == ("writing", free.person.name)
    changes = str(last_event("transfers.transfer_offered").changes)
    assert free.person.surname not in changes
    assert "Wspólna" not in changes


def test_the_inbox_of_the_other_centre_is_told_by_a_number_alone(free):
    send(free)

    assert {(one.kind, one.recipient_id, one.reference) for one in told(free)} == {
        ("transfer_offered", free.neighbour.user.pk, free.case.number),
        ("transfer_offered", free.neighbour_head.user.pk, free.case.number),
    }


def test_a_second_offer_is_refused_while_one_waits(world):
    with pytest.raises(Refused) as refused:
        send(world)

    assert refused.value.refusals == {TransferRefusal.WAITS_ALREADY}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        (lambda world: {"destination": world.ops}, TransferRefusal.SAME_CENTRE),
        (lambda world: {"destination": world.school}, TransferRefusal.NOBODY_THERE),
        (lambda _world: {"destination": None}, TransferRefusal.NO_BODY),
        (lambda world: {**agreed(world), "agreed": [world.child]}, TransferRefusal.NOT_ADULT),
    ],
)
def test_an_offer_that_cannot_be_is_refused(free, fields, refusal):
    with pytest.raises(Refused) as refused:
        send(free, **fields(free))

    assert refused.value.refusals == {refusal}


def test_a_centre_without_anybody_is_written_to(free):
    for who in (free.neighbour, free.neighbour_head):
        change(who.membership, ends_on=timezone.localdate(free.now) - timedelta(days=1))

    with pytest.raises(Refused) as refused:
        send(free)

    assert refused.value.refusals == {TransferRefusal.NOBODY_THERE}


@pytest.mark.parametrize("who", ["member", "former", "colleague", "intake", "head", "neighbour", "operator"])
def test_only_who_leads_the_case_offers_it(free, who):
    with pytest.raises(PermissionDenied):
        send(free, by=who)


def test_who_takes_it_over_has_a_case_of_their_own(free):
    row = again(accept(free, send(free, **agreed(free), address="Rzeczna 1")))

    new = row.new_case
    assert (new.centre, new.household.unit, new.household.address) == (free.other_ops, free.other_gmina, "Rzeczna 1")
    names = [place.person.surname for place in new.case_persons.order_by("pk")]
    assert names == [free.person.surname, free.child.surname]
    assert [place.person.centre for place in new.case_persons.all()] == [free.other_ops] * 2
    goal = new.goals.get()
    assert (goal.text, goal.person.surname) == (free.goal.text, free.child.surname)
    assert goal.person.birth_date == free.child.birth_date
    assert not new.bases.exists()
    assert not new.notes.exists()
    assert CASES.allows(free.neighbour_head.actor, Permission.CASE_VIEW_WHOLE, new)
    assert CASES.allowed(free.lead.actor, new) == frozenset()


def test_a_goal_of_the_household_stays_one_of_the_household(free):
    change(free.goal, person=None)

    row = accept(free, send(free, **agreed(free)))

    assert row.new_case.goals.get().person is None


def test_a_child_without_a_date_of_birth_is_still_a_child(free):
    row = accept(free, send(free))

    child = row.new_case.case_persons.order_by("pk")[1].person
    assert (child.birth_date, child.is_minor) == (None, True)


def test_the_old_case_closes_and_its_team_loses_it_at_that_moment(free):
    row = send(free)
    accept(free, row)

    case = again(free.case)
    assert (case.state, case.closure_reason) == ("closed", "moved")
    assert again(free.goal).state == "dropped"
    current = case.members.current()
    assert [place.role for place in current] == [Role.LEAD]
    assert CASES.allows(free.lead.actor, Permission.CASE_VIEW_WHOLE, case)
    assert not CASES.allows(free.lead.actor, Permission.CASE_EDIT, case)
    for who in (free.deputy, free.member, free.former, free.colleague):
        assert CASES.allowed(who.actor, case) == frozenset()
        assert not PERSONS.allowed(who.actor, free.person)
    kinds = {(one.kind, one.recipient_id) for one in told(free)}
    assert ("transfer_accepted", free.lead.user.pk) in kinds
    assert {("case_closed", who.user.pk) for who in (free.lead, free.deputy, free.member)} <= kinds


@pytest.mark.parametrize("who", ["lead", "head"])
def test_a_case_that_another_centre_took_over_is_not_opened_again(free, who):
    """Work goes on there; a family that comes back is passed back."""
    accept(free, send(free))

    assert not CASES.allows(getattr(free, who).actor, Permission.CASE_REOPEN, free.case)
    with pytest.raises(PermissionDenied):
        reopen_case(free.case, "Wrócili.", actor=getattr(free, who).actor, now=free.now)


@pytest.mark.parametrize("who", ["lead", "head"])
def test_a_case_that_nobody_took_over_is_opened_again_though_it_was_offered(world, who):
    decline_transfer(world.transfer, reason="Brak miejsc.", actor=world.neighbour.actor, now=world.now)
    closing = Closing(ClosureReason.MOVED, "", {world.goal.pk: GoalResult(GoalAction.DROP)})
    close_case(world.case, closing, actor=world.lead.actor, now=world.now)

    assert CASES.allows(getattr(world, who).actor, Permission.CASE_REOPEN, world.case)


def test_an_offer_to_a_colleague_lapses_with_it(world):
    accept(world, world.transfer)

    assert again(world.handover).state == "withdrawn"


def test_the_words_are_read_by_the_other_side_only_while_they_wait(free):
    row = send(free)
    read = Permission.TRANSFER_READ

    assert TRANSFERS.allows(free.neighbour.actor, read, row)
    assert TRANSFERS.allows(free.deputy.actor, read, row)
    assert not TRANSFERS.allows(free.intake.actor, Permission.TRANSFER_VIEW, row)

    decline_transfer(row, reason="Rodzina mieszka u Państwa.", actor=free.neighbour.actor, now=free.now)

    assert not TRANSFERS.allows(free.neighbour.actor, read, row)
    assert TRANSFERS.allows(free.neighbour.actor, Permission.TRANSFER_VIEW, row)
    assert TRANSFERS.allows(free.lead.actor, read, row)


def test_the_new_lead_goes_on_reading_what_came_and_the_inbox_does_not(free):
    row = send(free)
    accept(free, row)

    assert TRANSFERS.allows(free.neighbour_head.actor, Permission.TRANSFER_READ, row)
    assert not TRANSFERS.allows(free.neighbour.actor, Permission.TRANSFER_READ, row)


def test_an_offer_of_a_case_that_was_closed_meanwhile_is_not_read_or_accepted(free):
    row = send(free)
    closing = Closing(ClosureReason.GOALS_MET, "", {free.goal.pk: GoalResult(GoalAction.MEET)})
    close_case(free.case, closing, actor=free.lead.actor, now=free.now)

    assert not TRANSFERS.allows(free.neighbour.actor, Permission.TRANSFER_READ, row)
    with pytest.raises(TransitionNotAllowed):
        accept(free, row)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("who", ["lead", "deputy", "intake", "head", "colleague", "region", "admin", "operator"])
def test_only_the_centre_to_which_it_was_offered_answers(world, who):
    with pytest.raises(PermissionDenied):
        accept(world, world.transfer, by=who)
    with pytest.raises(PermissionDenied):
        decline_transfer(world.transfer, reason="Nie", actor=getattr(world, who).actor, now=world.now)


def test_a_worker_of_the_other_centre_without_its_inbox_does_not_answer(free):
    worker = person("Paweł Nadrzeczny", free.other_ops, free.functions["social_worker"])
    free.worker = worker

    with pytest.raises(PermissionDenied):
        accept(free, free.transfer, by="worker")
    assert not TRANSFERS.allows(worker.actor, Permission.TRANSFER_VIEW, free.transfer)


def test_people_of_another_centre_cannot_lead_the_new_case(world):
    with pytest.raises(Refused) as refused:
        accept(world, world.transfer, lead=world.lead)

    assert refused.value.refusals == {AppointingRefusal.NOT_OF_THE_CENTRE}
    assert again(world.transfer).state == "offered"
    assert again(world.case).state == "active"


def test_who_declines_gives_a_reason(world):
    with pytest.raises(Refused) as refused:
        decline_transfer(world.transfer, reason="", actor=world.neighbour.actor, now=world.now)
    assert refused.value.refusals == {LetterRefusal.NO_REASON}

    decline_transfer(world.transfer, reason="Nie nasza gmina", actor=world.neighbour.actor, now=world.now)

    assert again(world.transfer).reason == "Nie nasza gmina"
    assert again(world.case).state == "active"
    assert {one.kind for one in told(world)} == {"transfer_declined"}
    assert {one.recipient_id for one in told(world)} == {world.lead.user.pk, world.deputy.user.pk}


@pytest.mark.parametrize("second", ["accept", "decline", "withdraw"])
@pytest.mark.parametrize("first", ["accept", "decline", "withdraw"])
def test_it_ends_once(world, first, second):
    do = {
        "accept": lambda: accept(world, world.transfer),
        "decline": lambda: decline_transfer(world.transfer, reason="Nie", actor=world.neighbour.actor, now=world.now),
        "withdraw": lambda: withdraw_transfer(world.transfer, actor=world.lead.actor, now=world.now),
    }
    do[first]()

    with pytest.raises(TransitionNotAllowed):
        do[second]()
    assert Case.objects.count() == (2 if first == "accept" else 1)


def test_the_sender_withdraws_and_the_other_centre_is_told(world):
    withdraw_transfer(world.transfer, actor=world.deputy.actor, now=world.now)

    assert again(world.transfer).state == "withdrawn"
    assert {one.recipient_id for one in told(world)} == {world.neighbour.user.pk, world.neighbour_head.user.pk}


@pytest.mark.parametrize("who", ["neighbour", "member", "former", "head", "operator"])
def test_nobody_else_withdraws(world, who):
    with pytest.raises(PermissionDenied):
        withdraw_transfer(world.transfer, actor=getattr(world, who).actor, now=world.now)


def test_a_closed_case_is_not_passed_on(free):
    close(free)

    with pytest.raises(PermissionDenied):
        send(free)
    assert Transfer.objects.filter(state="offered").count() == 0
