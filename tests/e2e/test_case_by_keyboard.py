"""One case by keyboard alone: taken up from the inbox, opened, a note, an action that is accepted, a review."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kooperacja.cases.models import Action, Case, Note
from kooperacja.cases.states import ActionState
from kooperacja.reviews.models import Review
from tests.e2e.test_by_keyboard import FOCUSED, enter, tab_to

pytestmark = pytest.mark.django_db(transaction=True)


def follow(page, words):
    """Go to the link or button of this name and press Enter."""
    tab_to(page, words)
    enter(page)


def write(page, label, text):
    """Go to the field and type."""
    tab_to(page, label)
    page.keyboard.type(text)


def choose(page, first, wanted):
    """Go into a group of radios and along it by arrows to the one that is wanted."""
    tab_to(page, first)
    page.keyboard.press("Space")
    for _step in range(20):
        if wanted in page.evaluate(FOCUSED):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows don't reach: {wanted}")


def write_day(page, day, box="Dzień"):
    """Go to a date of three boxes and type it."""
    for label, value in ((box, day.day), ("Miesiąc", day.month), ("Rok", day.year)):
        write(page, label, str(value))


def test_a_case_is_worked_on_by_keyboard_alone(open_page, world):
    intake = open_page(who=world.intake, desk=True)
    intake.goto("/")
    follow(intake, "Zdecyduj, co dalej")
    follow(intake, "Przyjmij do sprawdzenia")
    follow(intake, "Załóż sprawę")
    write(intake, "Imię", "Magda")
    write(intake, "Nazwisko", "Wymyślona")
    write(intake, "Osoba prowadząca", "Lidia")
    write(intake, "Dlaczego zakładasz sprawę", "Rodzina potrzebuje kilku instytucji.")
    follow(intake, "Załóż sprawę")
    case = Case.objects.latest("pk")
    expect(intake.locator("main")).to_contain_text(case.number)

    lead = open_page(who=world.lead, desk=True)
    lead.goto("/")
    follow(lead, f"Uzupełnij to, czego brakuje, żeby zacząć · {case.number}")
    follow(lead, "Notatki")
    follow(lead, "Napisz notatkę")
    write(lead, "Notatka", "Poznaliśmy się przy kuchennym stole.")
    follow(lead, "Zapisz")
    assert Note.objects.latest("pk").case == case

    follow(lead, "Plan")
    follow(lead, "Dodaj cel")
    write(lead, "Co rodzina chce osiągnąć?", "Syn je obiad.")
    follow(lead, "Dodaj cel")
    follow(lead, "Dodaj działanie")
    write(lead, "Co trzeba zrobić?", "Obiady od poniedziałku")
    write(lead, "Kto to zrobi?", "Lidia")
    write_day(lead, timezone.localdate() + timedelta(days=14))
    follow(lead, "Dodaj działanie")
    assert Action.objects.latest("pk").case == case


def test_a_partner_accepts_and_the_lead_reviews_by_keyboard_alone(open_page, world):
    partner = open_page(who=world.member, desk=True)
    partner.goto("/")
    follow(partner, "Odpowiedz, czy podejmujesz działanie")
    follow(partner, "Przyjmuję")
    world.action.refresh_from_db()
    assert world.action.state == ActionState.ACCEPTED

    lead = open_page(who=world.lead, desk=True)
    lead.goto("/sprawy/")
    follow(lead, world.case.number)
    follow(lead, "Jak nam idzie")
    before = Review.objects.count()
    follow(lead, "Zapisz przegląd")
    write(lead, "Co się udało od ostatniego razu?", "Kuba chodzi do szkoły.")
    tab_to(lead, world.word("adult_first_name"))
    lead.keyboard.press("Space")
    choose(lead, "działamy dalej według planu", "zmieniamy plan")
    follow(lead, "Zapisz przegląd")
    expect(lead.locator("main")).to_contain_text("Przegląd jest zapisany.")
    assert Review.objects.count() == before + 1
