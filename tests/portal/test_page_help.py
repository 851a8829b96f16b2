"""Every page explains itself in two sentences, and leads to the section of the handbook that is about it."""

import pytest
from django.db import transaction
from django.urls import reverse

from kooperacja.access.checks import addresses, is_of_a_library
from kooperacja.portal.page_help import HELP
from tests.architecture.oracle import DOORS, row_named
from tests.world import as_
from tools import handbook

PATTERNS = {name: pattern for name, pattern, _route in addresses()}
MADE = handbook.made()
WITHOUT = {
    "portal:home": "leads to the own first day in the handbook",
    "portal:help": "is the list of the handbook's pages",
    "portal:handbook": "is the handbook",
    "portal:privacy": "says of itself what it is for",
    "portal:accessibility": "says of itself what it is for",
    "demo:enter": "explains itself in its first sentence",
    "agenda:feed": "is read by other programs",
    "set_language": "only takes what is sent",
    "mfa_download_recovery_codes": "is a file",
    "mfa_login_webauthn": "is asked by a script",
    "mfa_reauthenticate_webauthn": "is asked by a script",
}


def shows_a_page(name):
    return name not in DOORS or "get" in DOORS[name].methods


def without_help():
    return {name for name in PATTERNS if shows_a_page(name)} - set(HELP) - set(WITHOUT)


@pytest.mark.parametrize("name", HELP)
def test_help_belongs_to_a_page_and_to_a_section(name):
    assert name in PATTERNS
    assert f'id="{HELP[name].section}"' in MADE[HELP[name].page]
    assert str(HELP[name].text).count(". ") == 1


def test_every_page_has_help():
    assert without_help() == set()
    assert set(WITHOUT) & set(HELP) == set()
    assert set(WITHOUT) - set(PATTERNS) == {"demo:enter"}, "only the demonstration has that one"


def test_a_page_without_help_is_found(monkeypatch):
    monkeypatch.delitem(HELP, "cases:plan")

    assert without_help() == {"cases:plan"}


def test_no_page_has_two_helps():
    names = [name for one in {id(one): one for one in HELP.values()}.values() for name in one.pages.split()]

    assert len(names) == len(set(names))


def opened(client, world, name):
    """Open a page as the first of those who may; whatever it writes is undone."""
    door = DOORS[name]
    who = sorted(door.opens_to - {"anonymous"})[0]
    parts = {part: row_named(world, name, part) for part in PATTERNS[name].pattern.converters}
    with transaction.atomic():
        response = as_(client, getattr(world, who)).get(reverse(name, kwargs=parts))
        transaction.set_rollback(True)
    return response


@pytest.mark.django_db
@pytest.mark.one_engine
def test_every_page_shows_its_help(client, world):
    missing, shown = [], 0
    for name in HELP:
        if is_of_a_library(PATTERNS[name].callback) or not DOORS[name].opens_to:
            continue
        response = opened(client, world, name)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            shown += 1
            if HELP[name].url not in response.content.decode():
                missing.append(name)

    assert missing == []
    assert shown > 150


@pytest.mark.django_db
def test_a_page_explains_itself_and_leads_to_the_handbook(client, world):
    page = as_(client, world.lead).get(reverse("cases:plan", args=[world.case.public_id])).content.decode()

    assert "Pomoc do tej strony" in page
    assert HELP["cases:plan"].url in page
    assert "Pomoc do tej strony" not in client.get("/").content.decode()


@pytest.mark.django_db
def test_who_cannot_sign_in_reads_how(client):
    assert HELP["account_login"].url in client.get(reverse("account_login")).content.decode()
