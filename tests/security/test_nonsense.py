"""S-56, S-57: whatever is sent, no answer is a fault, none shows a trace, and no word of it stands in the logs."""

import logging
import os
import random

import pytest
from django.db import transaction
from django.test import Client

from tests.world import as_

from .pages import PATTERNS, address, body_of, fields_of, reader

WORD = "Kanarekzlosliwy"
VALUES = [
    WORD,
    WORD * 400,
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "NaN",
    "99999999999999999999999",
    "2026-02-31",
    "9999-12-31",
    "0001-01-01",
    "00000000-0000-0000-0000-000000000000",
    "' OR 1=1 --",
    "{{7*7}}<script>",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "a\u202eb\u0000c",
    "a\u200bb\r\nX: y",
    "²",  # a digit by its class, and no number
    "١٢",
    "on",
    "[]",
    "../../etc/passwd",
]
ROUNDS = int(os.environ.get("NONSENSE_ROUNDS", "2"))
RAW = [
    ("application/x-www-form-urlencoded", b"%ff%fe=%zz&a[]=1&&&=;a=%C3%28"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
    ("multipart/form-data", b"no boundary"),
    ("application/json", b'{"a": '),
    ("text/plain; charset=nonsense", b"\xff\xfe\x00"),
    ("application/x-www-form-urlencoded", b"a=1&" * 1200),
]


def wrong_in(response):
    """Return what an answer to nonsense may not be."""
    if b"Traceback" in body_of(response):
        return "a trace"
    return f"{response.status_code}" if response.status_code >= 500 else ""


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.INFO)
    return caplog


def typed(fields, chance):
    """Return the fields of a form, half of them with nonsense."""
    return {name: value if chance.random() < 0.5 else chance.choice(VALUES) for name, value in fields.items()}


def nonsense(client, url, chance):
    """Send nonsense to one address; yield (answer, what was sent)."""
    fields = fields_of(body_of(client.get(url)).decode(errors="replace")) or {"a": ""}
    for _number in range(ROUNDS):
        few = typed(fields, chance)
        yield client.post(url, few), few
    few = typed({"strona": "", "q": "", **fields}, chance)
    yield client.get(url, few), few
    kind, body = chance.choice(RAW)
    yield client.generic("POST", url, body, content_type=kind), kind


@pytest.mark.parametrize("room", sorted({name.partition(":")[0].partition("_")[0] for name in PATTERNS}))
def test_nonsense_is_refused_everywhere(world, log, room):
    """Each address once or twice; the same with `NONSENSE_ROUNDS=50` is a run for an afternoon."""
    chance = random.Random(20261122)  # noqa: S311 - the same nonsense each time is the point
    wrong = []
    for name in sorted(name for name in PATTERNS if name.partition(":")[0].partition("_")[0] == room):
        client = Client(raise_request_exception=False)
        if who := reader(name):
            as_(client, getattr(world, who))
        with transaction.atomic():
            for answer, sent in nonsense(client, address(name, world), chance):
                if fault := wrong_in(answer):
                    wrong.append((name, fault, sent))
            transaction.set_rollback(True)

    assert wrong == []
    for word in (WORD, *world.canaries.values()):
        assert word not in log.text


@pytest.mark.parametrize(
    "path",
    [
        "/sprawy/not-a-uuid/",
        "/sprawy/00000000-0000-0000-0000-00000000000g/",
        "/%ff%fe/",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//zly.example/",
        "/" + "a" * 5000,
        "/szkice/" + "x" * 300 + "/00000000-0000-0000-0000-000000000000/",
        "/konto/ustaw/" + "x" * 300 + "/",
        "/jezyk/setlang/",
        "/static/../config/settings.py",
        "/static/%2e%2e/%2e%2e/config/settings.py",
    ],
)
def test_a_nonsense_address_is_not_found(world, log, path):
    client = as_(Client(raise_request_exception=False), world.lead)

    for response in (client.get(path), client.post(path, {"next": "https://zly.example/", "language": "xx"})):
        assert response.status_code < 500
        assert "zly.example" not in response.headers.get("Location", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "x" * 3000 + ",;q=1e9"},
        {"cookie": "sessionid=" + "x" * 3000},
        {"cookie": "sessionid=\x01;csrftoken=\xff;language=../../x"},
        {"content-length": "-5"},
        {"x-forwarded-for": "' OR 1", "x-forwarded-host": "zly.example", "x-forwarded-proto": "https"},
        {"if-modified-since": "not a date"},
        {"range": "bytes=9-1"},
    ],
)
def test_nonsense_headers_do_no_harm(db, headers):
    response = Client(raise_request_exception=False, headers=headers).get("/")

    assert response.status_code < 500
    assert "zly.example" not in response.content.decode()
