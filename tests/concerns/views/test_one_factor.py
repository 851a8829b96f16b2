"""A second factor is asked to read, never to send."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kooperacja.drafts.models import Draft

from ..tools import last, posted

FORM = "/zgloszenia/nowe/formularz/"


@pytest.fixture
def policeman(office):
    """The browser of the beat officer, who signed in with a password and has no second factor."""
    client = Client()
    client.force_login(office.reporter.user)
    return client


def test_a_password_is_enough_to_send_and_to_get_the_receipt(policeman):
    assert policeman.get("/zgloszenia/nowe/").status_code == 200
    assert policeman.get(FORM).status_code == 200

    answer = policeman.post(FORM, posted(do="send"))

    receipt = policeman.get(answer.headers["Location"])
    assert last().number in receipt.content.decode()


def test_it_is_not_enough_to_read(policeman, office):
    begin = reverse("accounts:begin")
    for name in ("own_concern", "concern"):
        address = reverse(f"concerns:{name}", args=[office.concern.public_id])
        assert policeman.get(address).headers["Location"] == begin
    assert policeman.get("/zgloszenia/").headers["Location"] == begin


def test_drafts_are_kept_but_not_read(policeman, office):
    number = uuid4()
    saved = policeman.post(reverse("drafts:save", kwargs={"kind": "zgloszenie", "draft": number}), posted())
    assert (saved.status_code, Draft.objects.filter(public_id=number).count()) == (200, 1)

    assert str(number) not in policeman.get("/zgloszenia/nowe/").content.decode()
    assert policeman.get(f"{FORM}?szkic={number}").headers["Location"] == reverse("accounts:begin")


def test_the_page_on_which_a_factor_is_set_up_offers_it(policeman):
    page = policeman.get(reverse("accounts:begin")).content.decode()

    assert re.search(r'href="/zgloszenia/nowe/"[^>]*>Przekaż informację o potrzebie pomocy', page)


def test_on_these_pages_the_hat_has_no_duties(office):
    client = Client()
    client.force_login(office.intake.user)

    page = client.get("/zgloszenia/nowe/")

    assert page.status_code == 200
    assert page.wsgi_request.actor.duties == frozenset()
    assert not page.wsgi_request.actor.of_centre
    operator = Client()
    operator.force_login(office.operator.user)
    assert operator.get("/zgloszenia/nowe/").status_code == 302
