"""Each page of a case on a phone and on a desk: accessible, no wider than the screen, and neutrally titled."""

import pytest
from django.urls import reverse

from tests.e2e.conftest import broken_rules
from tests.matching.tools import concern

pytestmark = pytest.mark.django_db(transaction=True)

OF_CASE = [
    *("cases:view", "cases:timeline", "cases:notes", "cases:note_write", "cases:notes_print", "cases:file_note"),
    *("cases:close", "cases:plan", "reviews:list", "reviews:hold", "reviews:refusal_in_case", "diagnosis:view"),
    *(
        "diagnosis:picture",
        "diagnosis:begin",
        "diagnosis:hold",
        "matching:exchange",
        "cases:person_add",
        "cases:people",
    ),
]


def pages_of_lead(world):
    one = {
        "reviews:view": world.review,
        "reviews:file_note": world.review,
        "reviews:refusal_try": world.refusal,
        "diagnosis:assessment": world.assessment,
        "diagnosis:score": world.draft_assessment,
        "diagnosis:change": world.draft_assessment,
        "cases:disclose": world.team["member"],
        "diagnosis:workshop": world.workshop,
        "diagnosis:workshop_print": world.workshop,
        "diagnosis:contribute": world.workshop,
        "diagnosis:contribution_edit": world.lead_contribution,
        "cases:note_history": world.note,
        "cases:note_edit": world.note,
        "cases:note_file_note": world.note,
    }
    own = [
        "reviews:planned",
        "accounts:devices",
        "accounts:device_add",
        "accounts:visit",
        "outbox:notices",
        "cases:open_community",
    ]
    return [
        *(reverse(name, args=[world.case.public_id]) for name in OF_CASE),
        *(reverse(name, args=[row.public_id]) for name, row in one.items()),
        *(reverse(name) for name in own),
        reverse("cases:person", args=[world.case.public_id, world.person.public_id]),
    ]


def pages_of_intake(world):
    row = concern(world, "Z/50/2026/990101", who="Henryk Sitarz", address="Polna 7")
    concern(world, "Z/51/2026/990101", who="Pan Sitasz", address="Polna 7")
    names = ["concerns:concern", "matching:matches", "concerns:protect", "concerns:inform", "concerns:numbers"]
    return [
        reverse("concerns:inbox"),
        reverse("cases:open_from_concern", args=[row.public_id]),
        *(reverse(name, args=[row.public_id]) for name in [*names, "reviews:refusal_to_concern", "concerns:note"]),
    ]


@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk"])
@pytest.mark.parametrize(("who", "pages"), [("lead", pages_of_lead), ("intake", pages_of_intake)])
def test_pages_fit_are_accessible_and_tell_nothing_in_their_title(open_page, world, who, pages, desk):
    page = open_page(who=getattr(world, who), desk=desk)
    words = [*world.canaries.values(), "Sitarz", "przemoc", "Niebiesk", "alkohol"]
    wrong = []
    for address in pages(world):
        answer = page.goto(address)
        if answer.status != 200:
            wrong.append(f"{address}: {answer.status}")
        wrong += broken_rules(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{address} is wider than the screen")
        wrong += [f"{address} is called {page.title()}" for word in words if word in page.title()]

    assert wrong == []
