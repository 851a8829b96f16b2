"""A weak network: the pages used most are light, and what was typed survives a sending that fails."""

import gzip
import re

from django.urls import reverse
from playwright.sync_api import expect

MOST = 60_000
"""Bytes of a page with its styles, scripts and pictures, compressed, fonts apart: 10 s at 50 kbit/s, once."""
OF_CASE = ("cases:view", "cases:people", "cases:plan", "cases:team", "cases:notes", "cases:note_write", "reviews:hold")
USED_MOST = {
    "reporter": ["portal:home", "concerns:raise_start", "concerns:raise", "concerns:own"],
    "intake": ["concerns:inbox", "concerns:concern"],
    "lead": ["cases:list", *OF_CASE, "agenda:calendar"],
}


LINKED = (
    "[...document.querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src], img')].map(e => e.href || e.src)"
)


def test_the_pages_used_most_are_light(world, open_page):
    weights = {}
    for who, names in USED_MOST.items():
        page = open_page(who=getattr(world, who))
        for name in names:
            row = world.case if name in OF_CASE else world.concern if name == "concerns:concern" else None
            bodies = [page.goto(reverse(name, args=[row.public_id] if row else [])).body()]
            linked = set(page.evaluate(LINKED))
            assert any("app.css" in address for address in linked), name
            bodies += [page.request.get(address).body() for address in linked]
            weights[name] = sum(len(gzip.compress(body)) for body in bodies)

    assert {name: weight for name, weight in weights.items() if weight > MOST} == {}


def test_what_was_typed_stays_when_it_cannot_be_sent(world, open_page, faults, axe):
    faults.expect("ERR_FAILED")
    page = open_page(who=world.lead)
    page.clock.install()
    page.goto(reverse("cases:numbers", args=[world.case.public_id]))  # a form that doesn't save itself
    page.route("**/*", lambda route: route.abort())  # it seems connected, and nothing comes through
    page.clock.fast_forward("00:11")
    with page.expect_event("requestfailed"):
        page.get_by_label("Znak sprawy").fill("OPS.7.2026")

    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Nie wysłano – brak internetu")
    expect(page.get_by_label("Znak sprawy")).to_have_value("OPS.7.2026")
    axe(page)

    page.unroute_all()
    page.clock.run_for(1_500)  # a second press within a second is taken for the same
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/sprawy/{world.case.public_id}/$"))
    world.case.refresh_from_db()
    assert world.case.case_mark == "OPS.7.2026"
