"""Everybody at every door: each address of the site × the whole cast × reading and sending.

What each may is said in `oracle.py`, in plain Python, by itself: the policies are not asked. A leak is a page that
opens to somebody who may not open it, or a canary (a word that stands only in one field of one row) in a body that
its reader may not read. A false denial is a closed door for somebody who may. A new address fails until the oracle
knows it.
"""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, reverse

from kooperacja.access.checks import addresses, is_of_a_library
from tests.snapshot import laid_out
from tests.world import CAST, World, as_, build

from .oracle import DOORS, MUST_SEE, Door, may_read, row_named

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]  # on PostgreSQL each page is opened by test_weight

ANONYMOUS = "anonymous"
EVERYBODY = [*CAST, ANONYMOUS]
HERE = EVERYBODY if connection.vendor == "sqlite" else ["lead", "member", "intake", "neighbour", "operator", ANONYMOUS]
"""Who walks: everybody where it is quick; on PostgreSQL one of each kind, since the same filters are asked there."""
PAGES = {name: pattern for name, pattern, _route in addresses() if not is_of_a_library(pattern.callback)}
CHANGING = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|value=\"\w+\"|nonce=\"[^\"]+\"|nonce-[\w+/=]+|\b[0-9a-f]{8,}\b",
)
SHUT = {403, 404, 405}
COOKIE = settings.SESSION_COOKIE_NAME
HANDLER = ClientHandler(enforce_csrf_checks=False)


def filled(name: str, pattern: URLPattern, world: World) -> str:
    """Return the address with the world's own rows in it."""
    return reverse(name, kwargs={part: row_named(world, name, part) for part in pattern.pattern.converters})


def probe(client: Client, method: str, url: str) -> Any:
    """Ask once and undo whatever it wrote."""
    with transaction.atomic():
        response = getattr(client, method)(url)
        transaction.set_rollback(True)
    return response


def outcome(response: Any) -> str:
    """Return open, shut or sign-in."""
    location = response.headers.get("Location", "")
    if response.status_code in SHUT:
        return "shut"
    if response.status_code in range(300, 400) and "/logowanie/" in location:
        return "sign in"
    return "open"


def text_of(response: Any) -> str:
    """Return everything that leaves with a response: body and headers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + repr(dict(response.headers))


def signed_in() -> tuple[World, dict[str, str]]:
    """Build the village and let everybody of it sign in; return their sessions, too."""
    world = build()
    return world, {who: as_(Client(), getattr(world, who)).cookies[COOKIE].value for who in CAST}


@pytest.fixture
def village(db: None) -> tuple[World, dict[str, str]]:
    """The village with everybody signed in, laid out anew."""
    laid: tuple[World, dict[str, str]] = laid_out(signed_in)
    return laid


@pytest.fixture
def world(village: tuple[World, dict[str, str]]) -> World:
    """The village alone."""
    return village[0]


@pytest.fixture
def clients(village: tuple[World, dict[str, str]]) -> dict[str, Client]:
    """A browser for everybody; all of them at one handler, whose making costs more than a page."""
    browsers = {who: Client() for who in EVERYBODY}
    for who, browser in browsers.items():
        browser.handler = HANDLER
        if who != ANONYMOUS:
            browser.cookies[COOKIE] = village[1][who]
    return browsers


def leaks_in(text: str, who: str, world: World) -> list[str]:
    """Return the canaries in a text that this reader may not read."""
    return [what for what, word in world.canaries.items() if word in text and not may_read(who, what)]


def test_the_oracle_knows_every_address():
    assert set(PAGES) - set(DOORS) == set(), "say in oracle.py who may open these"
    assert set(DOORS) - set(PAGES) == set(), "these are gone"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_opens_to_those_who_may_and_shows_them_only_what_they_may_read(name, world, clients):
    door: Door = DOORS[name]
    url = filled(name, PAGES[name], world)
    wrong = []
    for who in HERE:
        for method in door.methods:
            response = probe(clients[who], method, url)
            expected = door.expected(who)
            if outcome(response) != expected:
                wrong.append(f"{who} {method}: {outcome(response)} ({response.status_code}), expected {expected}")
            wrong += [f"{who} {method} reads {what}" for what in leaks_in(text_of(response), who, world)]
            if response.status_code >= 500:
                wrong.append(f"{who} {method}: {response.status_code}")

    assert wrong == []


@pytest.mark.parametrize(("name", "who", "what"), MUST_SEE)
def test_who_may_read_does_read(name, who, what, world, clients):
    body = text_of(probe(clients[who], "get", filled(name, PAGES[name], world)))

    assert world.word(what) in body


@pytest.mark.parametrize("name", sorted(name for name, pattern in PAGES.items() if pattern.pattern.converters))
def test_missing_and_hidden_look_alike(name, world, clients):
    """A stranger can't tell a row that exists from one that doesn't."""
    door: Door = DOORS[name]
    pattern = PAGES[name]
    real = {part: row_named(world, name, part) for part in pattern.pattern.converters}
    missing = {part: uuid.uuid4() if isinstance(value, uuid.UUID) else value for part, value in real.items()}
    for who in ("neighbour", "outsider", "operator"):
        if door.expected(who) != "shut" or door.of_public_rows or door.missing_is_new or who in door.known_to:
            continue
        for method in door.methods:
            one = probe(clients[who], method, reverse(name, kwargs=real))
            two = probe(clients[who], method, reverse(name, kwargs=missing))
            assert (one.status_code, shape(one)) == (two.status_code, shape(two)), (who, method)


def shape(response: Any) -> str:
    """Return the body without what differs at each request: tokens, nonces, ids of requests, the address itself."""
    return CHANGING.sub("", text_of(response))


def test_reading_changes_nothing(world, clients):
    """GET writes nothing but the log of reads and sessions."""
    before = counts()
    for name, pattern in PAGES.items():
        if "get" in DOORS[name].methods:
            for who in ("lead", "intake", "member", ANONYMOUS):
                clients[who].get(filled(name, pattern, world))

    assert counts() == before


def counts() -> dict[str, int]:
    """Count the rows of every table but the log of reads and the sessions."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names() if t not in {"audit_read", "django_session"}]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - the database's own names
            found[table] = cursor.fetchone()[0]
    return found


def test_a_planted_leak_is_caught(world):
    """The zero above is believed only because this one isn't zero."""
    assert leaks_in(world.word("note"), "member", world) == ["note"]
    assert leaks_in(world.word("note"), "lead", world) == []


@pytest.mark.parametrize("weakened", ["teams", "past members", "policies of persons"])
def test_a_weakened_policy_is_caught(weakened, world, clients, monkeypatch):
    """Drop one rule, and somebody sees what they may not."""
    from kooperacja.access import policy as engine  # noqa: PLC0415 - changed only here

    real = engine.Policy.permitted

    def weak(self, actor, permission, **narrower):
        rows = real(self, actor, permission, **narrower)
        label = self.model._meta.label
        if weakened == "teams" and label == "cases.Case":
            return self.model._default_manager.all()
        if weakened == "past members" and label == "cases.Case":
            return self.model._default_manager.filter(members__membership_id=actor.membership_id)
        if weakened == "policies of persons" and label == "persons.Person":
            return self.model._default_manager.all()
        return rows

    monkeypatch.setattr(engine.Policy, "permitted", weak)

    assert next(met_too_much(world, clients), None) is not None


def met_too_much(world: World, clients: dict[str, Client]) -> Iterator[tuple[str, str]]:
    """Yield what opens, or shows a word, to whom it shouldn't."""
    for name in sorted(PAGES):  # those of cases come first
        door = DOORS[name]
        if "get" not in door.methods:
            continue
        for who, client in clients.items():
            response = probe(client, "get", filled(name, PAGES[name], world))
            opened = outcome(response) == "open" and door.expected(who) != "open"
            if opened or leaks_in(text_of(response), who, world):
                yield name, who
