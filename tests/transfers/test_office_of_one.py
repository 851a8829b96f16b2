"""A centre of one person, who is its head and only worker: no step of a case waits for somebody who isn't there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.appointing import appoint
from kooperacja.cases.actions.closing import Closing, close_case
from kooperacja.cases.actions.opening import NewPerson, Opening, open_case
from kooperacja.cases.models import ClosureReason, Role
from kooperacja.cases.policies import CASES
from kooperacja.transfers.actions.content import Offer
from kooperacja.transfers.actions.handing import accept_handover, offer_handover
from kooperacja.transfers.actions.transferring import accept_transfer, offer_transfer
from tests.cases.changing import again, change
from tests.world import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def alone(world):
    """The neighbours' head, with nobody else in the centre, and a case of theirs."""
    change(world.neighbour.membership, ends_on=timezone.localdate(world.now) - timezone.timedelta(days=1))
    change(world.transfer, state="withdrawn", ended_at=world.now)
    one = world.neighbour_head
    opening = Opening(unit=world.other_gmina, persons=[NewPerson("Ewa", "Sama")], lead=one.membership)
    world.own = open_case(opening, actor=one.actor, now=world.now)
    return world


def test_one_person_opens_appoints_and_closes(alone):
    one = alone.neighbour_head

    appoint(alone.own, lead=one.membership, deputy=None, actor=one.actor, now=alone.now)
    assert [place.role for place in alone.own.members.current()] == [Role.LEAD]
    close_case(alone.own, Closing(ClosureReason.MOVED), actor=one.actor, now=alone.now)

    assert again(alone.own).state == "closed"
    assert CASES.allows(one.actor, Permission.CASE_VIEW_WHOLE, alone.own)


def test_the_page_of_handing_over_says_that_nobody_else_is_there(client, alone):
    page = as_(client, alone.neighbour_head).get(reverse("transfers:handover_offer", args=[alone.own.public_id]))

    assert "Nikt inny w Twoim ośrodku nie prowadzi spraw" in page.content.decode()


def test_one_person_passes_a_case_on_and_takes_one_over(alone):
    one = alone.neighbour_head
    person = alone.own.case_persons.get().person
    away = offer_transfer(alone.own, Offer([person], alone.ops), actor=one.actor, now=alone.now)
    accept_transfer(
        away, unit=alone.gmina, lead=alone.lead.membership, deputy=None, actor=alone.intake.actor, now=alone.now
    )
    assert again(alone.own).state == "closed"

    here = offer_transfer(alone.case, Offer([alone.person], alone.other_ops), actor=alone.lead.actor, now=alone.now)
    row = accept_transfer(
        here, unit=alone.other_gmina, lead=one.membership, deputy=None, actor=one.actor, now=alone.now
    )

    assert [place.role for place in row.new_case.members.current()] == [Role.LEAD]


def test_with_a_second_person_the_head_deputises_by_itself(alone):
    one = alone.neighbour_head
    to = change(alone.neighbour.membership, ends_on=None, function=alone.functions["social_worker"])
    row = offer_handover(alone.own, to, actor=one.actor, now=alone.now)
    accept_handover(row, actor=alone.neighbour.actor, now=alone.now)

    roles = {place.membership_id: place.role for place in alone.own.members.current()}
    assert roles == {to.pk: Role.LEAD, one.membership.pk: Role.DEPUTY}
