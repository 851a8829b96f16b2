"""One case from the kitchen table to a year later, on a phone: understood, planned, reviewed, closed, asked after."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from kooperacja.cases.models import Case
from kooperacja.diagnosis.models import Assessment, Workshop
from kooperacja.reviews.models import FollowUp, Review

from .test_whole_line import choose, fill_day, press

TO_ASK = "Zapytaj, jak się wiedzie po zamknięciu sprawy"


def hold_workshop(page: Page) -> None:
    """The family and the lead sit together; what is said is written down."""
    press(page, "Rozeznanie")
    press(page, "Zapisz warsztat")
    page.get_by_label("Miejsce").fill("w kuchni")
    press(page, "Dalej: co powiedziano")
    page.get_by_label("Co idzie dobrze").fill("Trzymamy się razem.")
    press(page, "Zapisz")
    expect(page.locator("main")).to_contain_text("Trzymamy się razem.")


def score(page: Page, *, family: str) -> None:
    """The family says how one area is in its eyes."""
    press(page, "Rozeznanie")
    press(page, "Wypełnij skalę sytuacji")
    page.get_by_label("Szkoła i nauka").check()
    press(page, "Dalej: obszar po obszarze")
    page.get_by_role("group", name="Jak to widzi rodzina?").first.get_by_label(family).check()
    press(page, "Zapisz i zakończ")
    expect(page.locator("main")).to_contain_text("zakończona")


def plan(page: Page) -> None:
    """A goal in the family's words, and a step towards it."""
    press(page, "Plan")
    press(page, "Dodaj cel")
    page.get_by_label("Co rodzina chce osiągnąć?").fill("Kuba czyta sam.")
    press(page, "Dodaj cel")
    page.get_by_role("button", name="Dodaj działanie").last.click()
    page.get_by_label("Co trzeba zrobić?").fill("Czytanie po obiedzie")
    choose(page, "Kto to zrobi?", "Lidia Lewandowska")
    fill_day(page, "Do którego dnia?", timezone.localdate() + timedelta(days=30))
    press(page, "Dodaj działanie")
    expect(page.locator("main")).to_contain_text("Czytanie po obiedzie")


def review(page: Page) -> None:
    """What went well first; then those who work together agree to end."""
    press(page, "Jak nam idzie")
    press(page, "Zapisz przegląd")
    page.get_by_label("Co się udało od ostatniego razu?").fill("Kuba czyta bratu.")
    page.get_by_role("group", name="Kto z rodziny").get_by_role("checkbox").first.check()
    page.get_by_label("kończymy współpracę").check()
    press(page, "Zapisz przegląd")
    expect(page).to_have_url(re.compile(r"/zamknij/$"))


def close(page: Page) -> None:
    """Every goal with its result, the reason that they bear out, and a talk some months later."""
    for one in page.get_by_role("group", name="Jak się zakończył").all():
        one.get_by_label("osiągnięty częściowo").check()
    for one in page.get_by_label("Co osiągnięto").all():
        one.fill("Sporo się udało.")
    page.get_by_label("cele osiągnięte częściowo").check()
    page.get_by_label("Rodzina zgadza się").check()
    press(page, "Zamknij sprawę")
    expect(page.get_by_text("Rodzina zgodziła się na rozmowę").first).to_be_visible()


def ask_after(page: Page, number: str) -> None:
    """Months later the first page says that it is time to call."""
    page.goto("/")
    task = page.get_by_role("listitem").filter(has_text=number).filter(has_text=TO_ASK)
    task.get_by_role("link").first.click()
    page.get_by_label("rozmawialiśmy").check()
    page.get_by_label("Jak się wiedzie?", exact=False).first.fill("Kuba czyta co wieczór.")
    page.get_by_label("Nie", exact=True).check()
    press(page, "Zapisz")
    expect(page.get_by_text("Kuba czyta co wieczór.").first).to_be_visible()


def test_one_case_from_the_kitchen_table_to_a_talk_months_later(open_page, world, axe, monkeypatch):
    lead = open_page(who=world.lead)
    lead.goto(f"/sprawy/{world.case.public_id}/")
    hold_workshop(lead)
    score(lead, family="2 – trudno")
    plan(lead)
    review(lead)
    close(lead)
    lead.goto("/")
    expect(lead.get_by_role("heading", level=1)).to_be_visible()
    expect(lead.get_by_text(TO_ASK)).to_have_count(0)
    due = Case.objects.get(pk=world.case.pk).follow_up_on
    later = timezone.now() + (due - timezone.localdate())
    assert timedelta(days=180) < later - timezone.now() < timedelta(days=186)
    monkeypatch.setattr(timezone, "now", lambda: later)

    lead = open_page(who=world.lead)
    ask_after(lead, world.case.number)
    axe(lead)

    case = Case.objects.get(pk=world.case.pk)
    assert (case.state, case.closure_reason, case.follow_up_on) == ("closed", "partial", None)
    assert case.goals.filter(text__isnull=False, state="partly").count() == case.goals.count() > 1
    assert Workshop.objects.filter(case=case).latest("pk").place == "w kuchni"
    assert Assessment.objects.filter(case=case).latest("pk").scores.get().family == "2"
    assert Review.objects.filter(case=case).latest("pk").decision == "close"
    assert FollowUp.objects.filter(case=case).latest("pk").needs_help is False
    lead.goto(f"/sprawy/{case.public_id}/przebieg/")
    expect(lead.get_by_text("Sprawa zamknięta").first).to_be_visible()
