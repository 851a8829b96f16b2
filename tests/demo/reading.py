"""Reading all that a person of the demo can reach: signing in, following every link, page after page."""

import re
from html import unescape

from django.test import Client

from kooperacja.accounts.models import User
from kooperacja.institutions.hats import actor_of
from kooperacja.institutions.models import Membership
from tests.world import Cast, as_

LEAVE_ALONE = re.compile(r"^/(konto|jezyk|static|style|demo|instytucje|obszary|porozumienia|zespoly)/")
"""The directories hold no families, and are long."""
FORM = re.compile(
    r"/(dodaj|listownie|zmien|odwolanie|wykonanie|usun|odmowa|udostepnij|wycofaj|decyzja|udzial|wyjscie|krewny|opiekun|"
    r"ochrona|numery|poinformowanie|wycofanie|nowy|nowa|nowe|dzialanie|cel|formularz)(/|$)"
)
FORMS = 25
"""Of forms, which show again what the page before them shows, a lead reaches hundreds; so many are read."""

HANDBOOK = "/pomoc/"
"""Says of everything in general what it is, and of nobody anything."""


def pages_of(name: str) -> list[str]:
    """Sign in as somebody, under each of their hats, and follow every link; return the text of each page."""
    user = User.objects.get(name=name)
    texts = []
    for membership in Membership.objects.filter(user=user).select_related("function", "institution__kind"):
        client = as_(Client(), Cast(user, membership, actor_of(membership)))
        waiting, seen, forms = ["/"], set(), 0
        while waiting:
            path = waiting.pop(0)
            forms += bool(FORM.search(path))
            if (
                path in seen
                or LEAVE_ALONE.match(path)
                or path.startswith(HANDBOOK)
                or (FORM.search(path) and forms > FORMS)
            ):
                continue
            seen.add(path)
            response = client.get(path)
            if response.streaming or "html" not in response.headers.get("Content-Type", ""):
                continue
            text = unescape(response.content.decode())
            texts.append(text)
            waiting += [link for link in re.findall(r'href="(/[^"#]*)"', text) if link not in seen]
    return texts


def crawl(name: str) -> str:
    """Return the text of all pages that somebody can reach."""
    return "\n".join(pages_of(name))


def cast_of(name: str, function: str = "") -> Cast:
    """Return somebody of the demo under one hat, the first one or that of the function."""
    found = Membership.objects.filter(user__name=name).select_related("function", "institution__kind", "user")
    membership = found.filter(function__code=function).get() if function else found.earliest("pk")
    return Cast(membership.user, membership, actor_of(membership))
