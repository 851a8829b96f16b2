"""Every address of the site, filled with the rows of the world, and somebody to whom it opens."""

import re
from html import unescape

from django.urls import reverse

from kooperacja.access.checks import addresses
from tests.architecture.oracle import DOORS, row_named
from tests.world import CAST

PATTERNS = {name: pattern for name, pattern, _route in addresses() if name in DOORS}


def address(name, world):
    """Return the address of a page about the world's rows."""
    return reverse(name, kwargs={part: row_named(world, name, part) for part in PATTERNS[name].pattern.converters})


def reader(name):
    """Return somebody of the cast to whom the page opens, or None for nobody signed in."""
    opens_to = DOORS[name].opens_to
    return next((who for who in CAST if who in opens_to), None)


def fields_of(page):
    """Return the name and value of every field in a page."""
    found = {}
    for tag in re.findall(r"<(?:input|textarea|select|button)\b[^>]*>", page):
        name, value = re.search(r'\bname="([^"]*)"', tag), re.search(r'\bvalue="([^"]*)"', tag)
        if name and name[1] not in {"csrfmiddlewaretoken", "language", "next"}:
            found.setdefault(unescape(name[1]), unescape(value[1]) if value else "")
    return found


def body_of(response):
    """Return the body of an answer; a file is read and closed."""
    if not response.streaming:
        return response.content
    try:
        return b"".join(response.streaming_content)
    finally:
        response.close()
