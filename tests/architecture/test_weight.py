"""Every page is light enough for a weak network: with its styles, scripts and pictures under 60 kB compressed."""

import gzip
import re

import pytest
from django.contrib.staticfiles.finders import find

from .test_matrix import DOORS, HERE, PAGES, clients, filled, probe, village, world

__all__ = ["clients", "village", "world"]  # fixtures

pytestmark = pytest.mark.django_db

MOST = 60_000
"""Bytes, fonts apart."""
LINKED = re.compile(r'''(?:<link[^>]+rel="(?:icon|stylesheet)"[^>]*href|<link[^>]+href|src)="/static/([^"]+)"''')


def weight(page, linked):
    """Return the bytes of a page as they are sent, with what it links."""
    files = {name for name in LINKED.findall(page.decode(errors="replace")) if not name.endswith(".woff2")}
    for name in files - set(linked):
        with open(find(name), "rb") as file:
            linked[name] = len(gzip.compress(file.read()))
    assert "ui/app.css" in files
    return len(gzip.compress(page)) + sum(linked[name] for name in files)


def test_no_page_is_heavy(world, clients):
    heavy, linked, seen = {}, {}, 0
    for name, pattern in PAGES.items():
        door = DOORS[name]
        who = next((one for one in HERE if "get" in door.methods and door.expected(one) == "open"), None)
        if who is None:
            continue
        response = probe(clients[who], "get", filled(name, pattern, world))
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            seen += 1
            if (bytes_sent := weight(response.content, linked)) > MOST:
                heavy[name] = bytes_sent

    assert heavy == {}
    assert seen > 150
