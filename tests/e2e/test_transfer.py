"""A family moves: on a phone, the lead passes the case on and the other centre takes it over."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from kooperacja.cases.models import Case
from tests.e2e.test_whole_line import choose, fill_day, press


def test_a_case_moves_to_the_centre_of_another_gmina(open_page, world, axe):
    page = open_page(who=world.lead)
    overview = reverse("cases:view", args=[world.case.public_id])
    page.goto(overview)
    press(page, "Zobacz propozycję")
    page.go_back()
    page.goto(reverse("transfers:transfer_choose", args=[world.case.public_id]))
    expect(page.get_by_text("Przejęcie tej sprawy jest już zaproponowane")).to_be_visible()
    press(page, "Zobacz propozycję")
    press(page, "Wycofaj propozycję")

    page.goto(overview)
    press(page, "Rodzina się przeprowadza: przekaż sprawę innemu ośrodkowi")
    axe(page)
    press(page, "GOPS Stary Brzeg")
    page.get_by_role("group", name=re.compile("Kto zgodził się")).get_by_label(world.person.name).check()
    fill_day(page, "Kiedy wyrażono zgodę", world.now.date())
    page.get_by_label("na piśmie").check()
    page.get_by_label("Plan: otwarte cele").check()
    page.get_by_label("Podsumowanie Waszej pracy").fill("Rok wspólnej pracy 😀")
    axe(page)
    press(page, "Zobacz, co zobaczy druga strona")
    expect(page.get_by_role("heading", level=1)).to_contain_text("To zobaczy adresat: GOPS Stary Brzeg")
    expect(page.get_by_text(world.word("goal"))).to_be_visible()
    expect(page.get_by_text(world.word("note"))).to_have_count(0)
    axe(page)
    press(page, "Wyślij propozycję")
    expect(page.get_by_text("czeka na odpowiedź", exact=True)).to_be_visible()

    there = open_page(who=world.neighbour_head)
    there.goto("/")
    axe(there)
    there.get_by_role("link", name=f"Odpowiedz, czy przejmujesz sprawę · {world.case.number}").click()
    expect(there.get_by_text("Rok wspólnej pracy 😀")).to_be_visible()
    axe(there)
    press(there, "Przejmij sprawę")
    choose(there, "Gmina", "Stary Brzeg")
    choose(there, "Osoba prowadząca", "Henryk Sąsiedzki")
    there.get_by_label("Zastępca osoby prowadzącej").select_option(index=0)
    axe(there)
    press(there, "Przejmij sprawę")
    press(there, "Przejdź do sprawy")
    new = Case.objects.exclude(pk=world.case.pk).get()
    expect(
        there.get_by_role("heading", name=f"Sprawa {new.number}").or_(there.get_by_text(new.number)).first
    ).to_be_visible()

    page.goto(overview)
    expect(page.get_by_text(new.number)).to_be_visible()
