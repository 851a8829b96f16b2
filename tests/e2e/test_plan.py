"""A plan in depth on a phone: an action with its numbers, another day, the version that the family agreed to."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from .test_whole_line import choose, fill_day, press

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_plan_in_depth(open_page, world, axe):
    today = timezone.localdate()
    lead, partner = open_page(who=world.lead), open_page(who=world.member)

    lead.goto(f"/sprawy/{world.case.public_id}/plan/")
    axe(lead)
    press(lead, "Dodaj działanie")
    expect(lead.get_by_label("Szacowany koszt")).to_be_hidden()
    lead.get_by_label("Co trzeba zrobić?").fill("Terapia czytania")
    choose(lead, "Kto to zrobi?", "Celina Szkolna")
    fill_day(lead, "Do którego dnia?", today + timedelta(days=60))
    lead.get_by_text("Więcej: liczby").click()
    axe(lead)
    lead.get_by_label("Jak jest teraz?").fill("61")
    lead.get_by_label("Jak ma być?").fill("90")
    lead.get_by_label("Szacowany koszt").fill("2 600")
    choose(lead, "Kto by zapłacił?", "pakiet usług")
    press(lead, "Dodaj działanie")
    expect(lead.locator("main")).to_contain_text("6 200 zł")  # with the 3600 of the other action

    partner.goto(f"/sprawy/{world.case.public_id}/")
    partner.get_by_role("link", name="Terapia czytania").click()
    press(partner, "Zaproponuj inny dzień")
    axe(partner)
    fill_day(partner, "Do którego dnia możesz to zrobić?", today + timedelta(days=75))
    press(partner, "Zaproponuj ten dzień")
    expect(partner.locator("main")).to_contain_text("zaproponowano inny dzień")

    lead.get_by_role("link", name="Terapia czytania").click()
    axe(lead)
    press(lead, "Zgódź się na inny dzień")
    expect(lead.locator("main")).to_contain_text("przyjęte")

    lead.goto(f"/sprawy/{world.case.public_id}/plan/wersje/nowa/")
    axe(lead)
    lead.get_by_label(world.person.name).check()
    fill_day(lead, "Kiedy się zgodzili?", today)
    lead.get_by_label("na piśmie").check()
    press(lead, "Zachowaj tę wersję")
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Wersja 2")
    axe(lead)

    for page in ("obraz", "druk", "wersje"):
        lead.goto(f"/sprawy/{world.case.public_id}/plan/{page}/")
        axe(lead)
        assert lead.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page
    lead.goto(f"/sprawy/{world.case.public_id}/plan/druk/")
    expect(lead.locator("main")).to_contain_text("Terapia czytania")
    expect(lead.locator("main")).not_to_contain_text("2 600 zł")
