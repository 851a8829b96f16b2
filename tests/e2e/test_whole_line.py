"""The main job, by four people: a concern is raised, answered, worked on by several institutions, and closed."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kooperacja.cases.models import Case
from kooperacja.cases.states import CaseState


def press(page: Page, name: str) -> None:
    """Press the button, or follow the link, of this name."""
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).first.click()


def fill_day(page: Page, label: str, day: date) -> None:
    """Fill in a date of three boxes."""
    group = page.get_by_role("group", name=label)
    for name, value in (("Dzień", day.day), ("Miesiąc", day.month), ("Rok", day.year)):
        group.get_by_label(name).fill(str(value))


def choose(page: Page, label: str, text: str) -> None:
    """Choose the option of a list whose text begins so."""
    box = page.get_by_label(label)
    box.select_option(value=box.locator("option").filter(has_text=text).first.get_attribute("value"))


def raise_concern(page: Page, axe) -> str:
    """A policeman tells what he saw, and gets his receipt; return the number."""
    page.goto("/zgloszenia/nowe/")
    axe(page)
    press(page, "Dalej: zgłoszenie")
    page.get_by_label("gmina Wierzbowa Góra").check()
    page.get_by_label("Pomarańczowe").check()
    page.get_by_label("Co widać").fill("Chłopiec od tygodnia sam w domu po zmroku, bez obiadu.")
    page.get_by_label("Widziałem").check()
    page.get_by_label("Twój telefon").fill("100 200 300")
    axe(page)
    press(page, "Dalej: sprawdź i wyślij")
    axe(page)
    press(page, "Wyślij")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Przyjęto")
    axe(page)
    return re.search(r"Z/\d+/\d{4}/\d+", page.locator("main").inner_text())[0]


def open_case(page: Page, axe, number: str) -> str:
    """The intake worker opens a case from the concern; return its number."""
    page.goto("/zgloszenia/skrzynka/")
    axe(page)
    press(page, number)
    axe(page)
    press(page, "Przyjmij do sprawdzenia")
    press(page, "Załóż sprawę")
    axe(page)
    page.get_by_label("Imię").first.fill("Magda")
    page.get_by_label("Nazwisko").first.fill("Wymyślona")
    page.get_by_label("Telefon").first.fill("600 100 200")
    choose(page, "Osoba prowadząca", "Lidia Lewandowska")
    page.get_by_label("Dlaczego zakładasz sprawę").fill("Rodzina potrzebuje kilku instytucji.")
    press(page, "Załóż sprawę")
    expect(page.locator("main")).to_contain_text("S/")
    axe(page)
    return Case.objects.latest("pk").number


def prepare_case(page: Page, axe, number: str) -> None:
    """The lead adds what a case needs at the least: an agreement, a goal, an action, a review."""
    page.goto("/sprawy/")
    axe(page)
    press(page, number)
    axe(page)
    expect(page.get_by_role("heading", name="Czego brakuje, żeby zacząć")).to_be_visible()
    press(page, "Rodzina")
    axe(page)
    press(page, "Magda Wymyślona")
    axe(page)
    press(page, "Zapisz podstawę udziału")
    axe(page)
    page.get_by_label("zgoda na udział").check()
    page.get_by_label("zgadza się", exact=True).check()
    page.get_by_label("na piśmie").check()
    press(page, "Zapisz")
    press(page, "Plan")
    axe(page)
    press(page, "Dodaj cel")
    axe(page)
    page.get_by_label("Co rodzina chce osiągnąć?").fill("Syn je obiad i nie jest sam.")
    press(page, "Dodaj cel")


def invite_school(page: Page, axe) -> None:
    """The lead adds the counsellor of the school to the team."""
    press(page, "Zespół")
    axe(page)
    press(page, "Dodaj kogoś do zespołu")
    axe(page)
    press(page, "Szkoła w Zapłociu")
    axe(page)
    page.get_by_label("Celina Szkolna").check()
    press(page, "Dodaj do zespołu")


def plan_and_start(page: Page, axe, today: date) -> None:
    """The lead plans an action for the school, sets the review and starts."""
    press(page, "Plan")
    press(page, "Dodaj działanie")
    axe(page)
    page.get_by_label("Co trzeba zrobić?").fill("Obiady na świetlicy od poniedziałku")
    choose(page, "Kto to zrobi?", "Celina Szkolna")
    fill_day(page, "Do którego dnia?", today + timedelta(days=14))
    press(page, "Dodaj działanie")
    press(page, "W skrócie")
    press(page, "Data następnego przeglądu")
    axe(page)
    fill_day(page, "Kiedy wspólnie sprawdzicie, jak idzie plan?", today + timedelta(days=42))
    press(page, "Zapisz")
    press(page, "Zacznij pracę według planu")
    expect(page.locator("main")).to_contain_text("w toku")


def keep_promise(page: Page, axe, number: str) -> None:
    """The partner accepts and does the action; of the plan he sees nothing else."""
    page.goto("/sprawy/")
    axe(page)
    press(page, number)
    axe(page)
    expect(page.locator("main")).to_contain_text("Magda Wymyślona")
    expect(page.locator("main")).not_to_contain_text("Syn je obiad")
    press(page, "Przyjmuję")
    press(page, "Wykonane")
    axe(page)
    page.get_by_label("Co z tego wyszło").fill("Je obiady od poniedziałku.")
    press(page, "Wykonane")


def close(page: Page, axe, number: str) -> None:
    """The lead closes the case, goal by goal."""
    page.goto("/sprawy/")
    press(page, number)
    press(page, "Zamknij sprawę")
    axe(page)
    page.get_by_role("group", name="Jak się zakończył").get_by_label("osiągnięty", exact=True).check()
    page.get_by_label("Co osiągnięto").fill("Syn je obiady i zostaje na świetlicy.")
    page.get_by_label("cele osiągnięte", exact=True).check()
    press(page, "Zamknij sprawę")
    expect(page.locator("main")).to_contain_text("zamknięta")
    axe(page)


@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk"])
def test_from_a_concern_to_a_closed_case(open_page, world, axe, desk):
    policeman = open_page(who=world.reporter, desk=desk)
    intake = open_page(who=world.intake, desk=desk)
    lead = open_page(who=world.lead, desk=desk)
    partner = open_page(who=world.member, desk=desk)

    number = raise_concern(policeman, axe)
    case_number = open_case(intake, axe, number)
    prepare_case(lead, axe, case_number)
    invite_school(lead, axe)
    plan_and_start(lead, axe, timezone.localdate())
    keep_promise(partner, axe, case_number)
    close(lead, axe, case_number)

    assert Case.objects.get(number=case_number).state == CaseState.CLOSED
    partner.goto("/sprawy/")
    expect(partner.locator("main")).not_to_contain_text(case_number)
    policeman.goto("/zgloszenia/")
    axe(policeman)
    expect(policeman.locator("main")).to_contain_text("sprawdzanie zakończono")
