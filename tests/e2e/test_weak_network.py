"""A weak network: pages are light, and what was typed survives a connection that drops, whatever the form."""

import gzip
import re

from django.urls import reverse
from playwright.sync_api import expect

from kooperacja.portal.handbook import PAGES
from tools.handbook import SOURCES

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


def weight_of(page, address):
    """Return what a page weighs, compressed, with all that it links to; pictures also where one has yet to scroll."""
    bodies = [page.goto(address).body()]
    linked = set(page.evaluate(LINKED))
    assert any("app.css" in one for one in linked), address
    bodies += [page.request.get(one).body() for one in linked]
    return sum(len(gzip.compress(body)) for body in bodies)


def test_the_pages_used_most_are_light(world, open_page):
    weights = {}
    for who, names in USED_MOST.items():
        page = open_page(who=getattr(world, who))
        for name in names:
            row = world.case if name in OF_CASE else world.concern if name == "concerns:concern" else None
            weights[name] = weight_of(page, reverse(name, args=[row.public_id] if row else []))

    assert {name: weight for name, weight in weights.items() if weight > MOST} == {}


def test_the_handbook_is_light_with_all_its_pictures(world, open_page, axe):
    page = open_page(who=world.lead)
    weights = {}
    for name in PAGES:
        weights[name] = weight_of(page, reverse("portal:handbook", args=[name]))
        pictures = page.locator("img.k-picture")
        assert pictures.count() == len(re.findall(r"!\[", (SOURCES / f"{name}.md").read_text(encoding="utf-8"))), name
        axe(page)

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


def test_a_form_says_that_the_connection_is_gone_while_somebody_writes(world, open_page):
    page = open_page(who=world.lead)
    page.goto(reverse("cases:numbers", args=[world.case.public_id]))  # a form that doesn't save itself
    page.get_by_label("Znak sprawy").fill("OPS.7.2026")

    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text("Nie ma teraz internetu. Twój tekst jest nadal tutaj")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/sprawy/{world.case.public_id}/$"))


def test_what_was_typed_on_the_page_before_stays_too(world, open_page, faults):
    """The last step of a concern holds the words in hidden fields: nothing is typed there, and nothing may get lost."""
    faults.expect("ERR_FAILED")
    page = open_page(who=world.reporter)
    page.clock.install()
    page.goto(reverse("concerns:raise"))
    page.get_by_label("gmina Wierzbowa Góra").check()
    page.get_by_label("Zielone").check()
    page.get_by_label("Opiszę to teraz").check()
    page.get_by_label("Co widać").fill("Od tygodnia nie ma go w szkole.")
    page.get_by_label("Widziałem").check()
    page.get_by_role("button", name="Dalej").click()
    page.wait_for_url("**/formularz/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sprawdź i wyślij")

    page.route("**/*", lambda route: route.abort())  # it seems connected, and nothing comes through
    page.clock.fast_forward("00:11")
    page.get_by_role("button", name="Wyślij").click()
    expect(page.get_by_role("alert")).to_contain_text("Nie wysłano – brak internetu")
    expect(page.get_by_text("Od tygodnia nie ma go w szkole.")).to_be_visible()

    page.unroute_all()
    page.clock.run_for(1_500)
    page.get_by_role("button", name="Wyślij").click()
    expect(page.get_by_text("Potwierdzenie przyjęcia").first).to_be_visible()


def test_what_was_lost_on_its_way_is_sent_once_more_by_loading_the_page_again(world, open_page, faults):
    faults.expect("ERR_FAILED")
    page = open_page(who=world.lead)
    address = reverse("cases:goal_add", args=[world.case.public_id])
    page.goto(address)
    page.get_by_label("Co rodzina chce osiągnąć?").fill("Chcemy jeść razem kolację.")
    lost = f"**{address}"
    page.route(lost, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_role("button", name="Dodaj cel").click()
    page.wait_for_url("chrome-error://**")

    page.unroute_all()
    for _ in range(2):
        page.reload()
    expect(page.get_by_role("heading", name="Chcemy jeść razem kolację.")).to_have_count(1)
    assert [goal.text for goal in world.case.goals.all()].count("Chcemy jeść razem kolację.") == 1
