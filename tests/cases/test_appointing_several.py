"""The head appoints the same people in several cases at once: when somebody leaves, and for a long absence."""

import pytest
from django.urls import reverse

from kooperacja.cases.actions.appointing import appoint
from kooperacja.cases.models import Role
from tests.concerns.tools import change
from tests.world import as_

pytestmark = pytest.mark.django_db
ADDRESS = "/sprawy/nadzor/wyznacz/"


def holders(case):
    places = case.members.current().filter(role__in=(Role.LEAD, Role.DEPUTY))
    return {place.role: place.membership for place in places.select_related("membership")}


def ticked(client, *cases):
    return client.get(ADDRESS, {"sprawa": [str(case.public_id) for case in cases]})


def choose(client, page, **people):
    ids = {name: one.membership.pk for name, one in people.items()}
    return client.post(ADDRESS, {"seen": page.context["form"].initial["seen"], **ids})


def test_one_lead_for_all_and_each_keeps_its_deputy(client, world):
    page = ticked(as_(client, world.head), world.case)

    answer = choose(client, page, lead=world.colleague)

    assert answer.url == reverse("cases:oversight")
    assert holders(world.case) == {Role.LEAD: world.colleague.membership, Role.DEPUTY: world.deputy.membership}
    assert choose(client, page, lead=world.colleague).status_code == 302  # sent twice
    assert len(holders(world.case)) == 2


def test_a_deputy_who_is_to_lead_does_not_deputise_any_more(client, world):
    choose(client, ticked(as_(client, world.head), world.case), lead=world.deputy)

    assert holders(world.case) == {Role.LEAD: world.deputy.membership}


def test_where_somebody_was_faster_nothing_changes_and_its_number_is_said(client, world):
    page = ticked(as_(client, world.head), world.case)
    appoint(world.case, lead=world.head.membership, deputy=None, actor=world.head.actor, now=world.now)

    answer = choose(client, page, lead=world.colleague, deputy=world.deputy)

    assert holders(world.case) == {Role.LEAD: world.head.membership}
    assert world.case.number in client.get(answer.url).content.decode().split("<table")[0]


def test_people_who_cannot_lead_are_refused_on_the_page(client, world):
    page = ticked(as_(client, world.head), world.case)

    answer = choose(client, page, lead=world.colleague, deputy=world.colleague)

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert holders(world.case)[Role.LEAD] == world.lead.membership


def test_a_deputy_who_left_the_centre_stops_that_case_alone(client, world):
    change(world.deputy.membership, ends_on=world.deputy.membership.starts_on)

    answer = choose(client, ticked(as_(client, world.head), world.case), lead=world.colleague)

    assert answer.status_code == 200  # of one case all were refused
    assert holders(world.case)[Role.LEAD] == world.lead.membership


@pytest.mark.parametrize("who", ["lead", "intake", "neighbour", "member", "admin", "region"])
def test_nobody_else_opens_it(client, world, who):
    assert ticked(as_(client, getattr(world, who)), world.case).status_code == 403


def test_the_wrong_head_finds_no_case_to_appoint_in(client, world):
    as_(client, world.neighbour_head)

    assert ticked(client, world.case).url == reverse("cases:oversight")
    forged = {"seen": f"{world.case.public_id}:2", "lead": world.neighbour_head.membership.pk}
    assert client.post(ADDRESS, forged).url == reverse("cases:oversight")
    assert holders(world.case)[Role.LEAD] == world.lead.membership


@pytest.mark.parametrize(
    "seen", ["", "x", "x:1", ":", "00000000-0000-4000-8000-000000000000:9999999999999999999", "²:²"]
)
def test_what_makes_no_sense_ticks_nothing(client, world, seen):
    assert as_(client, world.head).post(ADDRESS, {"seen": seen}).url == reverse("cases:oversight")
    assert client.get(ADDRESS, {"sprawa": seen}).url == reverse("cases:oversight")
