"""By keyboard alone, on a tablet: visit mode and back to what was typed, an area in two voices, a note."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kooperacja.accounts.models import Device
from kooperacja.cases.models import Note
from kooperacja.diagnosis.models import Contribution

pytestmark = pytest.mark.django_db(transaction=True)

TABLET = {"viewport": {"width": 820, "height": 1180}}
FOCUSED = """() => {
    const e = document.activeElement;
    const named = [...(e.labels || [])].map(l => l.innerText).join(" ");
    return `${e.innerText || ""} ${named} ${e.getAttribute("aria-label") || ""}`;
}"""


def tab_to(page, words, most=80):
    """Press Tab until what has the focus is called so; what has it must be seen to have it."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if words in page.evaluate(FOCUSED):
            assert page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                " || getComputedStyle(document.activeElement).boxShadow !== 'none'"
            ), words
            return
    raise AssertionError(f"Tab doesn't reach: {words}")


def enter(page):
    """Press Enter and wait for the page to which it leads."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_visit_mode_is_switched_on_without_losing_what_was_typed(open_page, world):
    page = open_page(who=world.deputy, **TABLET)
    page.goto(reverse("diagnosis:contribute", args=[world.workshop.public_id]))
    tab_to(page, "Co idzie dobrze")
    with page.expect_response(lambda answer: "/szkice/" in answer.url and answer.ok):
        page.keyboard.type("Trzymamy się razem 😀")
    for _step in range(40):
        page.keyboard.press("Shift+Tab")
        if "Tryb wizyty" in page.evaluate(FOCUSED):
            break
    enter(page)

    tab_to(page, "Dopisz to urządzenie")
    enter(page)
    tab_to(page, "Nazwa tego urządzenia")
    page.keyboard.type("tablet z pracy")
    tab_to(page, "Tylko ja korzystam")
    page.keyboard.press("Space")
    enter(page)
    tab_to(page, "Idę na wizytę")
    enter(page)
    expect(page.get_by_text("Tryb wizyty jest włączony")).to_be_visible()
    tab_to(page, "Pisz dalej")
    enter(page)

    expect(page.get_by_label("Co idzie dobrze")).to_have_value("Trzymamy się razem 😀")
    tab_to(page, "Zapisz")
    enter(page)
    expect(page.locator("main")).to_contain_text("Trzymamy się razem 😀")
    assert Contribution.objects.latest("pk").text == "Trzymamy się razem 😀"
    assert Device.objects.get(name="tablet z pracy").used_at is not None


def test_an_area_is_answered_in_two_voices(open_page, world):
    page = open_page(who=world.lead, **TABLET)
    page.goto(reverse("diagnosis:score", args=[world.draft_assessment.public_id]))
    tab_to(page, "bez odpowiedzi")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    tab_to(page, "bez odpowiedzi")
    page.keyboard.press("ArrowUp")
    tab_to(page, "Zapisz i zakończ")
    enter(page)

    expect(page.locator("main")).to_contain_text("zakończona")
    expect(page.locator("main")).to_contain_text(re.compile("Rodzina:.*4 – coraz lepiej"))


def test_a_note_is_written(open_page, world):
    page = open_page(who=world.lead, **TABLET)
    page.goto(reverse("cases:note_write", args=[world.case.public_id]))
    tab_to(page, "wizyta")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Notatka")
    page.keyboard.type("Mama szuka pracy.")
    tab_to(page, "Zapisz")
    enter(page)

    expect(page.locator("main")).to_contain_text("Mama szuka pracy.")
    assert Note.objects.latest("pk").kind == "call"
