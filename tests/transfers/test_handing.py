"""Handing a case to a colleague: one waits at a time, the lead changes at one moment, nothing is answered twice."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.appointing import appoint
from kooperacja.cases.models import Role
from kooperacja.cases.policies import CASES
from kooperacja.cases.rules.team import AppointingRefusal
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.transfers.actions.handing import (
    accept_handover,
    decline_handover,
    offer_handover,
    withdraw_handover,
)
from kooperacja.transfers.models import Handover
from kooperacja.transfers.rules import HandoverRefusal, LetterRefusal
from kooperacja.transfers.states import HandoverState
from tests.cases.changing import again, change, close, last_event, told
from tests.world import make, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def free(world):
    """The world without an offer that waits."""
    change(world.handover, state=HandoverState.WITHDRAWN, ended_at=world.now)
    change(world.transfer, state="withdrawn", ended_at=world.now)
    return world


def offer(world, to=None, **how):
    to = (to or world.colleague).membership
    return offer_handover(world.case, to, actor=world.lead.actor, now=world.now, **how)


def roles(world):
    return {place.membership_id: place.role for place in world.case.members.current() if place.membership_id}


def test_the_lead_offers_and_goes_on_leading(free):
    row = offer(free, message="Odchodzę w grudniu.", stays=True)

    row = again(row)
    assert (row.state, row.offered_by, row.offered_to) == ("offered", free.lead.membership, free.colleague.membership)
    assert (row.message, row.stays) == ("Odchodzę w grudniu.", True)
    assert roles(free)[free.lead.membership.pk] == Role.LEAD
    assert [(one.kind, one.recipient) for one in told(free)] == [("handover_offered", free.colleague.user)]
    assert "grudniu" not in str(last_event("transfers.handover_offered").changes)


@pytest.mark.parametrize("who", ["deputy", "member", "former", "colleague", "head", "neighbour", "admin", "operator"])
def test_only_the_lead_offers(free, who):
    with pytest.raises(PermissionDenied):
        offer_handover(free.case, free.colleague.membership, actor=getattr(free, who).actor, now=free.now)


def test_a_second_offer_is_refused_while_one_waits(world):
    with pytest.raises(Refused) as refused:
        offer(world, world.head)

    assert refused.value.refusals == {HandoverRefusal.WAITS_ALREADY}
    assert Handover.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "refusals"),
    [
        ("lead", {HandoverRefusal.TO_ONESELF}),
        ("intake", {AppointingRefusal.NO_CASEWORK}),
        ("neighbour_head", {AppointingRefusal.NOT_OF_THE_CENTRE}),
        ("member", {AppointingRefusal.NOT_OF_THE_CENTRE, AppointingRefusal.NO_CASEWORK}),
    ],
)
def test_only_a_colleague_who_may_lead_is_offered_a_case(free, who, refusals):
    with pytest.raises(Refused) as refused:
        offer(free, getattr(free, who))

    assert refused.value.refusals == refusals


def test_a_closed_case_is_not_offered(free):
    close(free)

    with pytest.raises(PermissionDenied):
        offer(free)


def test_who_accepts_leads_and_the_old_lead_loses_it_at_that_moment(world):
    accept_handover(world.handover, actor=world.colleague.actor, now=world.now)

    assert roles(world)[world.colleague.membership.pk] == Role.LEAD
    assert world.lead.membership.pk not in roles(world)
    assert not CASES.allowed(world.lead.actor, world.case)
    assert CASES.allows(world.colleague.actor, Permission.CASE_VIEW_WHOLE, world.case)
    assert roles(world)[world.deputy.membership.pk] == Role.DEPUTY
    assert [(one.kind, one.recipient) for one in told(world)] == [("handover_accepted", world.lead.user)]


def test_the_old_lead_stays_as_a_member_if_so_offered(world):
    change(world.handover, stays=True)

    accept_handover(world.handover, actor=world.colleague.actor, now=world.now)

    assert roles(world)[world.lead.membership.pk] == Role.MEMBER
    assert not CASES.allows(world.lead.actor, Permission.CASE_VIEW_WHOLE, world.case)


def test_if_the_deputy_takes_over_the_head_deputises(free):
    row = offer(free, free.deputy)

    accept_handover(row, actor=free.deputy.actor, now=free.now)

    assert roles(free)[free.deputy.membership.pk] == Role.LEAD
    assert roles(free)[free.head.membership.pk] == Role.DEPUTY


def test_a_head_who_was_a_member_becomes_the_deputy(free):
    make(
        type(free.case_member),
        case=free.case,
        institution=free.ops,
        membership=free.head.membership,
        joined_on=timezone.localdate(free.now),
    )
    row = offer(free, free.deputy)

    accept_handover(row, actor=free.deputy.actor, now=free.now)

    assert roles(free)[free.head.membership.pk] == Role.DEPUTY


def test_a_head_who_takes_over_has_no_deputy_but_who_was_it(free):
    row = offer(free, free.head)

    accept_handover(row, actor=free.head.actor, now=free.now)

    assert roles(free)[free.head.membership.pk] == Role.LEAD
    assert roles(free)[free.deputy.membership.pk] == Role.DEPUTY


def test_without_a_head_nobody_deputises_and_the_case_goes_on(free):
    change(free.head.membership, ends_on=timezone.localdate(free.now) - timezone.timedelta(days=1))
    row = offer(free, free.deputy)

    accept_handover(row, actor=free.deputy.actor, now=free.now)

    assert Role.DEPUTY not in roles(free).values()


@pytest.mark.parametrize("who", ["lead", "deputy", "head", "neighbour_head", "member", "former", "admin", "operator"])
def test_only_who_was_asked_answers(world, who):
    actor = getattr(world, who).actor

    with pytest.raises(PermissionDenied):
        accept_handover(world.handover, actor=actor, now=world.now)
    with pytest.raises(PermissionDenied):
        decline_handover(world.handover, reason="Nie", actor=actor, now=world.now)


def test_who_declines_gives_a_reason_and_the_lead_goes_on(world):
    with pytest.raises(Refused) as refused:
        decline_handover(world.handover, reason="", actor=world.colleague.actor, now=world.now)
    assert refused.value.refusals == {LetterRefusal.NO_REASON}

    decline_handover(world.handover, reason="Mam już 40 spraw.", actor=world.colleague.actor, now=world.now)

    row = again(world.handover)
    assert (row.state, row.reason) == ("declined", "Mam już 40 spraw.")
    assert roles(world)[world.lead.membership.pk] == Role.LEAD
    assert [(one.kind, one.recipient) for one in told(world)] == [("handover_declined", world.lead.user)]


@pytest.mark.parametrize("who", ["lead", "deputy"])
def test_the_sender_withdraws(world, who):
    withdraw_handover(world.handover, actor=getattr(world, who).actor, now=world.now)

    assert again(world.handover).state == "withdrawn"
    assert ("handover_withdrawn", world.colleague.user) in [(one.kind, one.recipient) for one in told(world)]


def test_who_was_asked_does_not_withdraw(world):
    with pytest.raises(PermissionDenied):
        withdraw_handover(world.handover, actor=world.colleague.actor, now=world.now)


@pytest.mark.parametrize("second", ["accept", "decline", "withdraw"])
@pytest.mark.parametrize("first", ["accept", "decline", "withdraw"])
def test_it_ends_once(world, first, second):
    do = {
        "accept": lambda: accept_handover(world.handover, actor=world.colleague.actor, now=world.now),
        "decline": lambda: decline_handover(world.handover, reason="Nie", actor=world.colleague.actor, now=world.now),
        "withdraw": lambda: withdraw_handover(world.handover, actor=world.lead.actor, now=world.now),
    }
    do[first]()

    with pytest.raises(TransitionNotAllowed):
        do[second]()


def test_an_offer_lapses_when_the_head_appoints_somebody_else(world):
    appoint(
        world.case, lead=world.head.membership, deputy=world.deputy.membership, actor=world.head.actor, now=world.now
    )

    with pytest.raises(Refused) as refused:
        accept_handover(world.handover, actor=world.colleague.actor, now=world.now)

    assert refused.value.refusals == {HandoverRefusal.LEAD_CHANGED}
    assert again(world.handover).state == "offered"


def test_nobody_takes_over_a_closed_case(world):
    close(world)

    with pytest.raises(Refused) as refused:
        accept_handover(world.handover, actor=world.colleague.actor, now=world.now)

    assert refused.value.refusals == {HandoverRefusal.CASE_CLOSED}


def test_a_case_that_nobody_leads_is_not_taken_over_by_an_old_offer(world):
    change(world.team["lead"], left_on=timezone.localdate(world.now))

    with pytest.raises(Refused) as refused:
        accept_handover(world.handover, actor=world.colleague.actor, now=world.now)

    assert refused.value.refusals == {HandoverRefusal.LEAD_CHANGED}


def test_who_came_to_another_function_meanwhile_cannot_lead(world):
    clerk = person("Klara Urzędowa", world.ops, world.functions["intake"])
    change(world.handover, offered_to=clerk.membership)

    with pytest.raises(Refused) as refused:
        accept_handover(world.handover, actor=clerk.actor, now=world.now)

    assert refused.value.refusals == {AppointingRefusal.NO_CASEWORK}
