"""How a case goes on, on a phone: the plan is reviewed, the case closes, the family is asked how it goes."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from kooperacja.cases.models import Case, Closure
from kooperacja.reviews.models import Review


def press(page: Page, name: str) -> None:
    """Press the button, or follow the link, of this name."""
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).first.click()


def test_a_case_is_reviewed_closed_and_asked_after(open_page, axe, world):
    lead = open_page(who=world.lead)
    address = f"/sprawy/{world.case.public_id}/"
    lead.goto(f"{address}plan/")

    press(lead, "Jak nam idzie")
    axe(lead)
    press(lead, "Zapisz przegląd")
    axe(lead)
    press(lead, "Zapisz przegląd")
    expect(lead.get_by_role("alert")).to_be_visible()
    lead.get_by_label("Co się udało od ostatniego razu?").fill("Kuba chodzi do szkoły.")
    lead.get_by_role("group", name="Kto z rodziny").get_by_role("checkbox").first.check()
    lead.get_by_label("Jest teraz").last.fill("84%")
    lead.get_by_label("kończymy współpracę").check()
    press(lead, "Zapisz przegląd")

    expect(lead).to_have_url(re.compile(r"/zamknij/$"))
    review = Review.objects.latest("pk")
    assert (review.accomplishments, review.next_on) == ("Kuba chodzi do szkoły.", None)
    axe(lead)
    lead.get_by_role("group", name="Jak się zakończył").get_by_label("osiągnięty", exact=True).check()
    lead.get_by_label("cele osiągnięte", exact=True).check()
    lead.get_by_label("Rodzina zgadza się").check()
    press(lead, "Zamknij sprawę")
    expect(lead.get_by_text("Rodzina zgodziła się na rozmowę").first).to_be_visible()
    assert Case.objects.get(pk=world.case.pk).follow_up_on > timezone.localdate()

    press(lead, "Zapisz, jak się wiedzie")
    axe(lead)
    lead.get_by_label("rozmawialiśmy").check()
    lead.get_by_label("Jak się wiedzie?", exact=False).first.fill("Radzimy sobie, ale lekcje znów są trudne.")
    lead.get_by_label("Tak", exact=True).check()
    press(lead, "Zapisz")
    expect(lead.get_by_text("Rodzina znów potrzebuje pomocy.").first).to_be_visible()
    axe(lead)

    press(lead, "Otwórz sprawę ponownie")
    axe(lead)
    lead.get_by_label("Dlaczego sprawa jest otwierana ponownie?").fill("Rodzina prosi o pomoc w lekcjach.")
    press(lead, "Otwórz sprawę ponownie")
    expect(lead).to_have_url(re.compile(rf"{address}$"))
    assert Closure.objects.get().reason == "goals_met"
    press(lead, "Historia")
    axe(lead)
    expect(lead.get_by_text("Sprawa otwarta ponownie").first).to_be_visible()

    partner = open_page(who=world.member)
    partner.goto("/sprawy/")
    expect(partner.get_by_text(world.case.number)).to_have_count(0)
