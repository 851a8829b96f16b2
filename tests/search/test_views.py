"""The page: nothing of what is sought stands in an address, and a PESEL asks for a fresh proof."""

import re
import time

import pytest
from django.urls import reverse

from kooperacja.audit.models import Read
from tests.world import as_

pytestmark = pytest.mark.django_db
ADDRESS = "/szukaj/"
KEY = "account_authentication_methods"


@pytest.fixture
def look(client):
    def looked(who, typed):
        return as_(client, who).post(ADDRESS, {"sought": typed})

    return looked


def test_a_person_is_shown_with_the_case_and_read(look, world):
    response = look(world.lead, world.word("child_surname"))

    assert reverse("cases:person", args=[world.case.public_id, world.child.public_id]) in response.content.decode()
    assert Read.objects.latest("pk").rows == {"persons.Person": [str(world.child.public_id)]}


def test_missing_and_forbidden_are_answered_alike(look, world):
    """The same words, the same queries; what was typed differs, so it is taken out."""
    forbidden, missing = world.word("adult_surname"), "Kanareknikogo0000"
    bodies = [look(world.neighbour, typed).content.decode().replace(typed, "") for typed in (forbidden, missing)]

    assert _settled(bodies[0]) == _settled(bodies[1])


def _settled(body):
    return re.sub(r"value=\"\w{64}\"|nonce=\"[^\"]+\"|nonce-[\w+/=]+|\b[0-9a-f]{8}\b", "", body)


def test_what_one_looks_for_is_in_no_address(client, world):
    response = as_(client, world.lead).get(ADDRESS, {"sought": world.word("child_surname")})

    assert response.context["found"] is None
    assert world.word("child_first_name") not in response.content.decode()


@pytest.mark.parametrize("typed", ["", "a", "12"])
def test_too_little_is_said_at_the_field(look, world, typed):
    response = look(world.lead, typed)

    assert response.context["form"].errors["sought"]
    assert response.context["found"] is None


def test_a_pesel_asks_for_a_fresh_proof(client, world):
    as_(client, world.lead)
    session = client.session
    session[KEY] = [{"method": "mfa", "at": time.time() - 3600, "type": "totp", "id": 0}]
    session.save()

    response = client.post(ADDRESS, {"sought": "87031401231"})

    assert response.context["must_prove"]
    assert world.word("adult_surname") not in response.content.decode()
    assert "/konto/potwierdz/?next=/szukaj/" in response.content.decode()


def test_a_pesel_is_found_after_it(look, world):
    assert world.word("adult_surname") in look(world.lead, "87031401231").content.decode()


def test_an_operator_does_not_search(client, world):
    assert as_(client, world.operator).get(ADDRESS).status_code == 403


def test_the_password_anew_is_a_fresh_proof_but_an_old_one_is_not(client, world):
    as_(client, world.lead)
    session = client.session
    now = time.time()
    for record, proved in (
        ({"method": "password", "at": now, "reauthenticated": True}, True),
        ({"method": "password", "at": now}, False),
        ({"method": "password", "at": now - 301, "reauthenticated": True}, False),
    ):
        session[KEY] = [{"method": "mfa", "at": now - 3600, "type": "totp", "id": 0}, record]
        session.save()

        assert client.post(ADDRESS, {"sought": "87031401231"}).context["must_prove"] is not proved
