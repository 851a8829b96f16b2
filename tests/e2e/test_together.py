"""Deciding together on a phone, and a plan that is filled from a template."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from .test_whole_line import choose, fill_day, press

pytestmark = pytest.mark.django_db(transaction=True)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_institutions_decide_together(open_page, world, axe):
    lead, partner = open_page(who=world.lead), open_page(who=world.member)
    lead.goto(f"/sprawy/{world.case.public_id}/plan/")
    lead.get_by_role("link", name="Zapytaj o wspólną decyzję").click()
    axe(lead)
    expect(lead.get_by_label("Co najmniej ile?")).to_be_hidden()
    lead.get_by_label("O czym wspólnie decydujecie?").fill("Czy spotykamy się co tydzień?")
    lead.get_by_label(world.school.name).check()
    lead.get_by_label(world.pcpr.name).check()
    lead.get_by_label("co najmniej tyle, ile wpiszę").check()
    lead.get_by_label("Co najmniej ile?").fill("2")
    fill_day(lead, "Do którego dnia mają odpowiedzieć?", timezone.localdate() + timedelta(days=7))
    press(lead, "Zapytaj instytucje")
    expect(lead.locator("main")).to_contain_text("czeka na odpowiedzi")
    axe(lead)
    assert fits(lead)

    partner.goto(f"/sprawy/{world.case.public_id}/")
    axe(partner)
    question = partner.locator("section", has=partner.get_by_role("link", name="Czy spotykamy się co tydzień?"))
    question.get_by_role("button", name="Tak", exact=True).click()
    expect(partner.locator("main")).to_contain_text("Celina Szkolna")
    axe(partner)
    assert fits(partner)
    partner.goto(f"/sprawy/{world.case.public_id}/")
    partner.get_by_role("button", name="Inna odpowiedź").click()
    axe(partner)
    partner.get_by_label("nie", exact=True).check()
    press(partner, "Zapisz odpowiedź")
    expect(partner.get_by_role("alert").first).to_contain_text("Napisz dlaczego")
    partner.goto(f"/sprawy/{world.case.public_id}/")

    lead.get_by_role("link", name="Zapisz jej odpowiedź").click()
    axe(lead)
    lead.get_by_label("tak", exact=True).check()
    lead.get_by_label("telefonicznie").check()
    fill_day(lead, "Którego dnia przyszła?", timezone.localdate())
    press(lead, "Zapisz odpowiedź")
    expect(lead.locator("main")).to_contain_text("tak: 2")
    expect(lead.locator("main")).to_contain_text("zapadła")


def test_a_plan_is_filled_from_a_template(open_page, world, axe):
    lead = open_page(who=world.lead)
    lead.goto("/sprawy/szablony/")
    axe(lead)
    press(lead, "Napisz szablon")
    axe(lead)
    lead.get_by_label("Nazwa szablonu").fill("Czytanie")
    lead.get_by_label("Rodzaj trudności").fill("szkoła i nauka")
    press(lead, "Dalej: cele i działania")
    press(lead, "Dodaj cel")
    lead.get_by_label("Co rodziny chcą osiągnąć?").fill("Dziecko czyta samo.")
    press(lead, "Zapisz")
    press(lead, "Dodaj działanie")
    axe(lead)
    lead.get_by_label("Co trzeba zrobić?").fill("Zajęcia z czytania")
    choose(lead, "Jaka instytucja to robi?", "Szkoła podstawowa")
    lead.get_by_label("Po ilu dniach ma być gotowe?").fill("28")
    press(lead, "Zapisz")
    axe(lead)
    assert fits(lead)

    lead.goto(f"/sprawy/{world.case.public_id}/plan/")
    press(lead, "Z szablonu")
    axe(lead)
    lead.get_by_role("link", name="Czytanie").click()
    axe(lead)
    expect(lead.locator("main")).to_contain_text(f"Kto to robi: {world.school.name}")
    lead.get_by_label("Zajęcia z czytania").check()
    lead.get_by_text("Słowa, kto i do kiedy").click()
    lead.get_by_label("Słowa działania").fill("Zajęcia z czytania we wtorki")
    assert fits(lead)
    press(lead, "Dodaj do planu")
    expect(lead.locator("main")).to_contain_text("Zajęcia z czytania we wtorki")
    expect(lead.locator("main")).to_contain_text("Dziecko czyta samo.")

    lead.get_by_role("link", name="Zachowaj ten plan jako szablon").click()
    axe(lead)
    assert fits(lead)
