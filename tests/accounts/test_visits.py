"""Visit mode: a session that lives longer without work, on the worker's own device alone."""

import time

import pytest
from django.conf import settings
from django.urls import reverse

from kooperacja.accounts.factors import DEMO_KEY
from tests.world import as_

pytestmark = pytest.mark.django_db

PAGE = "/konto/wizyta/"


def with_passkey(client, who):
    """Sign in on the own telephone."""
    as_(client, who)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "webauthn", "id": 0}]
    session.save()
    return client


def away(client, seconds):
    """Let the person do nothing for so long."""
    session = client.session
    session["seen_at"] = int(time.time()) - seconds
    session.save()


def is_in(client):
    return client.get(reverse("cases:list")).status_code == 200


def test_without_it_the_session_ends_as_ever(client, world):
    with_passkey(client, world.lead)
    away(client, settings.SESSION_IDLE_SECONDS + 5)

    assert not is_in(client)


def test_on_a_visit_it_lives_longer_and_not_for_ever(client, world):
    with_passkey(client, world.lead).post(PAGE, {"do": "begin"})

    assert "Tryb wizyty jest włączony" in client.get(PAGE).content.decode()
    away(client, settings.SESSION_IDLE_SECONDS + 5)
    assert is_in(client)
    away(client, settings.SESSION_VISIT_SECONDS + 5)
    assert not is_in(client)


def test_the_longest_time_stays(client, world):
    with_passkey(client, world.lead).post(PAGE, {"do": "begin"})
    session = client.session
    session["signed_in_at"] = int(time.time()) - settings.SESSION_LONGEST_SECONDS - 5
    session.save()

    assert not is_in(client)


def test_it_ends_when_the_visit_is_over(client, world):
    with_passkey(client, world.lead).post(PAGE, {"do": "begin"})
    client.post(PAGE, {"do": "end"})

    away(client, settings.SESSION_IDLE_SECONDS + 5)
    assert not is_in(client)


def test_it_ends_with_the_session(client, world):
    with_passkey(client, world.lead).post(PAGE, {"do": "begin"})
    client.logout()
    with_passkey(client, world.lead)

    assert "Idę na wizytę" in client.get(PAGE).content.decode()


def test_whoever_typed_a_code_is_not_on_the_own_device(client, world):
    as_(client, world.lead)

    assert "kluczem dostępu" in client.get(PAGE).content.decode()
    client.post(PAGE, {"do": "begin"})
    away(client, settings.SESSION_IDLE_SECONDS + 5)
    assert not is_in(client)


@pytest.mark.parametrize("is_demo", [True, False])
def test_in_the_demonstration_everybody_may_try_it(client, world, monkeypatch, is_demo):
    monkeypatch.setattr("kooperacja.accounts.visits.is_demo", lambda: is_demo)
    monkeypatch.setattr("kooperacja.accounts.factors.is_demo", lambda: True)
    as_(client, world.lead)
    session = client.session
    session[DEMO_KEY] = True
    session.save()

    assert ("Idę na wizytę" in client.get(PAGE).content.decode()) == is_demo
