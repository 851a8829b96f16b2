"""Visit mode: a session that lives longer without work, on a device that its owner put on the list alone."""

import time
import uuid
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from kooperacja.accounts.devices import COOKIE, add_device, end_device
from kooperacja.accounts.events import AccountEvent
from kooperacja.accounts.models import Device
from kooperacja.audit.models import Event
from kooperacja.drafts.models import HeldPost
from tests.world import as_

pytestmark = pytest.mark.django_db

PAGE = "/konto/wizyta/"


def on_own_device(client, who):
    """Sign in on a device that is on the person's list."""
    _device, token = add_device(who.user, "telefon", key=uuid.uuid4(), now=timezone.now())
    as_(client, who)
    client.cookies[COOKIE] = token
    return client


def away(client, seconds):
    """Let the person do nothing for so long."""
    session = client.session
    session["seen_at"] = int(time.time()) - seconds
    session.save()


def is_in(client):
    return client.get(reverse("cases:list")).status_code == 200


def test_without_it_the_session_ends_as_ever(client, world):
    on_own_device(client, world.lead)
    away(client, settings.SESSION_IDLE_SECONDS + 5)

    assert not is_in(client)


def test_on_a_visit_it_lives_longer_and_not_for_ever(client, world):
    on_own_device(client, world.lead).post(PAGE, {"do": "begin"})

    assert "Tryb wizyty jest włączony" in client.get(PAGE).content.decode()
    away(client, settings.SESSION_IDLE_SECONDS + 5)
    assert is_in(client)
    away(client, settings.SESSION_VISIT_SECONDS + 5)
    assert not is_in(client)


def test_the_longest_time_stays(client, world):
    on_own_device(client, world.lead).post(PAGE, {"do": "begin"})
    session = client.session
    session["signed_in_at"] = int(time.time()) - settings.SESSION_LONGEST_SECONDS - 5
    session.save()

    assert not is_in(client)


def test_it_ends_when_the_visit_is_over(client, world):
    on_own_device(client, world.lead).post(PAGE, {"do": "begin"})
    client.post(PAGE, {"do": "end"})

    away(client, settings.SESSION_IDLE_SECONDS + 5)
    assert not is_in(client)


def test_it_ends_with_the_session(client, world):
    on_own_device(client, world.lead).post(PAGE, {"do": "begin"})
    client.logout()
    on_own_device(client, world.lead)

    assert "Idę na wizytę" in client.get(PAGE).content.decode()


def test_elsewhere_it_cannot_be_switched_on(client, world):
    as_(client, world.lead)

    assert "nie ma jeszcze na Twojej liście" in client.get(PAGE).content.decode()
    client.post(PAGE, {"do": "begin"})
    away(client, settings.SESSION_IDLE_SECONDS + 5)
    assert not is_in(client)


def test_not_on_the_device_of_somebody_else(client, world):
    on_own_device(client, world.deputy)
    as_(client, world.lead).post(PAGE, {"do": "begin"})

    away(client, settings.SESSION_IDLE_SECONDS + 5)
    assert not is_in(client)


def test_a_stolen_session_without_the_device_ends_as_ever(client, world):
    on_own_device(client, world.lead).post(PAGE, {"do": "begin"})
    del client.cookies[COOKIE]

    away(client, settings.SESSION_IDLE_SECONDS + 5)
    assert not is_in(client)


def test_it_ends_at_once_when_the_lost_device_is_taken_off_the_list(client, world):
    on_own_device(client, world.lead).post(PAGE, {"do": "begin"})
    end_device(Device.objects.get(name="telefon"), now=timezone.now())

    assert "Tryb wizyty jest włączony" not in client.get(PAGE).content.decode()
    away(client, settings.SESSION_IDLE_SECONDS + 5)
    assert not is_in(client)


def test_when_the_device_was_last_used_is_kept(client, world):
    on_own_device(client, world.lead).post(PAGE, {"do": "begin"})

    assert Device.objects.get(name="telefon").used_at is not None
    assert Event.objects.filter(name=AccountEvent.VISIT_BEGUN, user_id=world.lead.user.pk).count() == 1


def test_what_was_typed_on_a_visit_that_lasted_too_long_is_kept(client, world):
    on_own_device(client, world.lead).post(PAGE, {"do": "begin"})
    address = reverse("cases:note_write", args=[world.case.public_id])
    away(client, settings.SESSION_VISIT_SECONDS + 5)

    answer = client.post(address, {"text": "Mama opowiada o pracy"})

    held = HeldPost.objects.get(owner=world.lead.user)
    assert str(held.public_id) in unquote(answer["Location"])
    as_(client, world.lead)
    assert "Mama opowiada o pracy" in client.get(address, {"wznow": str(held.public_id)}).content.decode()
