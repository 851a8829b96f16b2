"""Which hat is on: choosing it, and when it is off by itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.institutions.actions import people as actions
from kooperacja.institutions.hats import hats_of
from kooperacja.institutions.models import Membership
from tests.world import Made, as_, make

from .test_people_pages import page, people

pytestmark = pytest.mark.django_db
EMAIL = "nowa@urzad.example"


@pytest.fixture
def of_two_hats(client, world):
    make(
        Membership,
        user=world.head.user,
        institution=world.ops,
        function=world.functions["administrator"],
        starts_on=timezone.localdate(),
    )
    return as_(client, world.head)


def test_a_person_changes_the_hat_and_it_is_written_down(of_two_hats, world):
    row = Membership.objects.get(user=world.head.user, function=world.functions["administrator"])
    assert of_two_hats.get(people(world.ops)).status_code == 403
    shown = page(of_two_hats.get(reverse("institutions:hat")))
    answer = of_two_hats.post(reverse("institutions:hat"), {"hat": str(row.public_id)})

    assert "wyznaczać, kto je prowadzi" in shown
    assert answer.url == "/"
    told = page(of_two_hats.get(people(world.ops)))
    assert "Administrator instytucji, GOPS Wierzbowa Góra" in told
    event = Event.objects.get(name="accounts.hat_changed")
    assert (event.user_id, event.membership_id) == (world.head.user.pk, row.pk)


def test_the_same_hat_again_is_no_event(of_two_hats, world):
    of_two_hats.post(reverse("institutions:hat"), {"hat": str(world.head.membership.public_id)})

    assert not Event.objects.filter(name="accounts.hat_changed").exists()


@pytest.mark.parametrize(("asked", "led"), [("/sprawy/?a=1", "/sprawy/?a=1"), ("https://zle.example/", "/"), ("", "/")])
def test_the_choice_leads_on_to_the_page_that_was_asked_for(of_two_hats, world, asked, led):
    address = reverse("institutions:hat", query={"next": asked})

    assert of_two_hats.post(address, {"hat": str(world.head.membership.public_id)}).url == led


@pytest.mark.parametrize("key", ["", "operator", "lead"])
def test_nobody_takes_a_hat_of_others(of_two_hats, world, key):
    key = str(world.lead.membership.public_id) if key == "lead" else key
    answer = of_two_hats.post(reverse("institutions:hat"), {"hat": key}, follow=True)

    assert "Nie masz już tej roli" in page(answer)
    assert of_two_hats.session["hat"] == str(world.head.membership.public_id)


def test_several_hats_and_none_chosen_leads_to_the_choice(of_two_hats):
    session = of_two_hats.session
    del session["hat"]
    session.save()

    assert of_two_hats.get("/instytucje/").url.startswith(reverse("institutions:hat"))


def test_a_hat_that_ended_is_off_with_the_next_request(client, world, admin):
    lead = as_(Client(), world.lead)
    assert lead.get("/instytucje/").status_code == 200
    actions.end_membership(
        world.lead.membership, last_day=timezone.localdate(), actor=world.admin.actor, now=timezone.now()
    )

    assert lead.get("/instytucje/").url.startswith(reverse("institutions:hat"))
    assert "Nie masz teraz żadnej roli" in page(lead.get(reverse("institutions:hat")))


def test_a_hat_of_an_institution_that_ended_is_off(client, world):
    as_(client, world.lead)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        row = world.ops.fresh()
        row.ends_on = timezone.localdate() - timedelta(days=1)
        row.save()

    assert client.get("/instytucje/").url.startswith(reverse("institutions:hat"))


def test_an_operator_reads_what_the_role_lets_them_do(operator, world):
    told = page(operator.get(reverse("institutions:hat")))

    assert "nie widzisz żadnej sprawy" in told
    assert str(world.lead.membership) == "Lidia Lewandowska, Pracownik socjalny, GOPS Wierzbowa Góra"


def test_pages_of_operators_ask_before_they_act(operator, world):
    for name in ("end_operator", "reset_operator"):
        answer = operator.get(reverse(f"institutions:{name}", args=[world.operator_grant.public_id]))
        assert answer.status_code == 200
        assert "Oskar Operator" in page(answer)
    assert operator.get(reverse("institutions:invite_operator")).status_code == 200
    world.operator_grant.refresh_from_db()
    assert world.operator_grant.ends_on is None


def test_an_account_that_was_shut_has_no_hat(world):
    world.lead.user.is_active = False

    assert hats_of(world.lead.user, today=timezone.localdate()) == []


def test_roles_in_which_one_can_do_the_same_say_it_once(client, world):
    for one in (world.ops, world.school):
        make(
            Membership,
            user=world.head.user,
            institution=one,
            function=world.functions["administrator"],
            starts_on=timezone.localdate(),
        )
    shown = page(as_(client, world.head).get(reverse("institutions:hat")))

    assert shown.count("zapraszać osoby do swojej instytucji") == 1
    assert "W każdej z tych ról możesz:" in shown
    assert shown.count("W tej roli możesz:") == 1
