"""The actor of a request: rights of the hat that is on, gone with the next request once it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.institutions.hats import SESSION_KEY, hats_of
from kooperacja.institutions.models import Membership
from tests.world import SINCE, Made, as_, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor_seen(client):
    """Return a function that tells with which actor a request is met."""
    return lambda: client.get(reverse("institutions:hat")).wsgi_request.actor


def change(row, **fields):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def test_a_person_acts_under_their_hat(world, client, actor_seen):
    as_(client, world.lead)

    assert actor_seen() == world.lead.actor


def test_a_person_whose_account_was_shut_has_no_hat(world, client, actor_seen):
    as_(client, world.lead)
    world.lead.user.is_active = False
    world.lead.user.save()

    assert actor_seen() is None
    assert hats_of(world.lead.user, today=timezone.localdate()) == []


def test_a_hat_that_ended_is_off_with_the_next_request(world, client, actor_seen):
    as_(client, world.lead)
    today, now = timezone.localdate(), timezone.now()

    change(world.lead.membership, ends_on=today)
    assert actor_seen() == world.lead.actor
    change(world.lead.membership, ended_at=now)
    assert actor_seen() is None
    change(world.lead.membership, ended_at=None, ends_on=today - timedelta(days=1))
    assert actor_seen() is None


def test_a_hat_that_has_not_begun_is_not_on(world, client, actor_seen):
    as_(client, world.lead)
    change(world.lead.membership, starts_on=timezone.localdate() + timedelta(days=1))

    assert actor_seen() is None


@pytest.mark.parametrize("when", [{"ends_on": -1}, {"starts_on": 1}])
def test_an_institution_that_is_not_there_lends_no_hat(world, client, actor_seen, when):
    as_(client, world.lead)
    change(world.ops, **{name: timezone.localdate() + timedelta(days=days) for name, days in when.items()})

    assert actor_seen() is None


def test_a_hat_of_somebody_else_can_not_be_put_on(world, client, actor_seen):
    make(
        Membership,
        user=world.lead.user,
        institution=world.school,
        function=world.functions["school_counsellor"],
        starts_on=SINCE,
    )
    as_(client, world.lead)
    for key in (str(world.intake.membership.public_id), "operator", "", "x'"):
        session = client.session
        session[SESSION_KEY] = key
        session.save()
        assert actor_seen() is None
