"""Advice without a name, on a phone: a name is refused, a question is sent, answered, and closed for who knows them."""

import pytest
from playwright.sync_api import expect

from tests.cases.changing import change

from .test_whole_line import choose, press

pytestmark = pytest.mark.django_db(transaction=True)


def test_advice_without_a_name(open_page, world, axe):
    change(world.person, surname="Jałowiec")
    lead, asked = open_page(who=world.lead), open_page(who=world.former)

    lead.goto(f"/sprawy/{world.case.public_id}/")
    lead.get_by_role("link", name="Zapytaj o radę bez podawania nazwiska").click()
    axe(lead)
    choose(lead, "Kogo pytasz?", "Franciszek Dawny")
    question = lead.get_by_label("Twoje pytanie")
    question.fill("Co radzicie Jałowcom? Dziecko zasypia na lekcjach.")
    press(lead, "Wyślij pytanie")
    expect(lead.get_by_role("alert")).to_contain_text("Jałowcom")
    axe(lead)
    question.fill("Dziecko w szkole podstawowej zasypia na lekcjach. Od czego zacząć?")
    press(lead, "Wyślij pytanie")
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Pytanie bez nazwiska")
    axe(lead)

    asked.goto("/")
    asked.get_by_role("link", name="Pytania do Ciebie").click()
    axe(asked)
    asked.get_by_role("row", name="jeszcze bez odpowiedzi").get_by_role("link").click()
    axe(asked)
    expect(asked.locator("body")).not_to_contain_text(world.case.number)
    asked.get_by_label("Twoja rada").fill("Zacząć od rozmowy o nocach.")
    asked.get_by_label("Twoja rada").press("Tab")
    asked.keyboard.press("Enter")
    expect(asked.locator("main")).to_contain_text("Zacząć od rozmowy o nocach.")
    axe(asked)
    assert asked.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    lead.reload()
    expect(lead.locator("main")).to_contain_text("Zacząć od rozmowy o nocach.")
    assert lead.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    asked.get_by_role("link", name="Mogę znać tę rodzinę").click()
    axe(asked)
    press(asked, "Tak, zamknij je dla mnie")
    expect(asked.locator("main")).not_to_contain_text("jeszcze bez odpowiedzi")
    lead.reload()
    expect(lead.locator("main")).to_contain_text("może znać rodzinę")
    press(lead, "Zamknij pytanie")
    expect(lead.locator("main")).to_contain_text("Zamknięto")
