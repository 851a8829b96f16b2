"""Several people pasted from a spreadsheet, and two records of one person that become one and two again."""

import pytest
from playwright.sync_api import expect

from tests.cases.twins import twins

from .test_whole_line import press

pytestmark = pytest.mark.django_db(transaction=True)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_people_are_pasted_looked_at_and_added(open_page, world, axe):
    twins(world)
    page = open_page(who=world.lead)
    page.goto(f"/sprawy/{world.case.public_id}/rodzina/")
    press(page, "Dodaj kilka osób naraz")
    axe(page)
    page.get_by_text("Jak mają wyglądać wiersze").click()
    axe(page)

    rows = page.get_by_label("Wiersze z arkusza")
    rows.fill("imię\tnazwisko\tdata urodzenia\tdochód\nEwa\tGaj\t31.02.1990\t2000\nAnia\tZielinska\t6.05.1990\t0")
    press(page, "Pokaż wiersze")
    axe(page)
    assert fits(page)
    expect(page.locator("main")).to_contain_text("31.02.1990")
    expect(page.locator("main")).to_contain_text("dochód")

    rows.fill(rows.input_value().replace("31.02.1990", "28.02.1990"))
    press(page, "Pokaż wiersze")
    axe(page)
    assert fits(page)
    press(page, "Dodaj wszystkie osoby")
    axe(page)
    expect(page.get_by_role("alert").first).to_contain_text("Zaznacz, czy to jedna z tych osób")
    page.get_by_label("Anna Zielińska").check()
    press(page, "Dodaj wszystkie osoby")
    expect(page.locator("main")).to_contain_text("Dodano 2 osoby.")
    expect(page.get_by_role("link", name="Ewa Gaj")).to_be_visible()
    expect(page.get_by_role("link", name="Anna Zielińska")).to_be_visible()


def test_while_a_person_is_typed_the_page_says_who_is_written_down_already(open_page, world, axe):
    pair = twins(world)
    page = open_page(who=world.lead)
    page.goto(f"/sprawy/{world.case.public_id}/rodzina/dodaj/")
    page.get_by_label("Imię").fill("Ania")
    page.get_by_label("Nazwisko", exact=True).fill("Zielinska")
    said = page.get_by_role("status").filter(has_text="Anna Zielińska")
    expect(said).to_contain_text(pair.case.number)
    axe(page)
    assert fits(page)

    page.get_by_label("Nazwisko", exact=True).fill("Kowal")
    expect(said).to_have_count(0)


def test_two_records_become_one_and_two_again(open_page, world, axe):
    pair = twins(world)
    page = open_page(who=world.lead)
    page.goto(f"/sprawy/{world.case.public_id}/osoby/{pair.one.public_id}/")
    press(page, "Ta osoba jest zapisana dwa razy")
    axe(page)
    page.get_by_role("link", name="Anna Zielińska").click()
    axe(page)
    assert fits(page)
    expect(page.get_by_label("anna@poczta.example")).to_be_checked()
    press(page, "Połącz zapisy")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anna Zielińska")
    axe(page)

    press(page, "Cofnij")
    axe(page)
    press(page, "Cofnij")
    expect(page.get_by_role("link", name="Anna Nowak")).to_be_visible()

    page.goto(f"/sprawy/{world.case.public_id}/osoby/{pair.one.public_id}/dwie-osoby/")
    axe(page)
    assert fits(page)
