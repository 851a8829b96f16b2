"""A concern without an account, one typed in by the centre, and the form by keyboard alone."""

import re

from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from kooperacja.concerns.models import Concern, Door
from kooperacja.outbox.jobs import deliver_messages

from .test_whole_line import press


def tab_to(page: Page, name: str, *, limit: int = 80) -> None:
    """Press Tab until the element of this name has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const e = document.activeElement;"
            " return [e.innerText, ...[...(e.labels || [])].map(l => l.innerText)].join(' ') }",
        )
        if name in focused:
            return
    raise AssertionError(f"“{name}” can't be reached by keyboard")


def test_a_concern_is_raised_by_keyboard_alone(open_page, world):
    page = open_page(who=world.reporter, desk=True)
    page.goto("/zgloszenia/nowe/")
    tab_to(page, "Dalej: zgłoszenie")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Co widać")).to_be_visible()
    tab_to(page, "gmina Stary Brzeg")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("gmina Wierzbowa Góra")).to_be_checked()
    tab_to(page, "Czerwone")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Pomarańczowe")).to_be_checked()
    tab_to(page, "Co widać")
    page.keyboard.type("Starsza pani od trzech dni nie otwiera drzwi listonoszowi.")
    tab_to(page, "Widziałem")
    page.keyboard.press("Space")
    tab_to(page, "Twój telefon")
    page.keyboard.type("100 200 300")
    tab_to(page, "Dalej: sprawdź i wyślij")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Wyślij", exact=True)).to_be_visible()
    tab_to(page, "Wyślij")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Przyjęto")
    assert Concern.objects.latest("pk").facts.startswith("Starsza pani")


def test_two_quick_clicks_raise_one_concern(open_page, world):
    page = open_page(who=world.reporter)
    before = Concern.objects.count()
    page.goto("/zgloszenia/nowe/formularz/")
    page.get_by_label("gmina Wierzbowa Góra").check()
    page.get_by_label("Zielone").check()
    page.get_by_label("Co widać").fill("Dym z komina od tygodnia czarny.")
    page.get_by_label("Widziałem").check()
    press(page, "Dalej: sprawdź i wyślij")
    page.get_by_role("button", name="Wyślij", exact=True).dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Przyjęto")

    assert Concern.objects.count() == before + 1


def test_what_is_typed_survives_a_closed_browser_and_a_lost_connection(open_page, world, faults):
    faults.expect("INTERNET_DISCONNECTED")
    page = open_page(who=world.reporter)
    page.goto("/zgloszenia/nowe/formularz/")
    page.get_by_label("Co widać").fill("Zdanie, którego nie chcę stracić.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Zapisano", timeout=15_000)
    page.context.set_offline(True)
    page.get_by_label("Co widać").fill("Zdanie, którego nie chcę stracić, i drugie.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Nie zapisano", timeout=20_000)
    expect(page.get_by_label("Co widać")).to_have_value("Zdanie, którego nie chcę stracić, i drugie.")
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-status]")).to_contain_text("Zapisano", timeout=30_000)
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0

    page.goto("/szkice/")
    press(page, "Pisz dalej")
    expect(page.get_by_label("Co widać")).to_have_value("Zdanie, którego nie chcę stracić, i drugie.")


def test_an_institution_without_accounts_writes_by_a_code(open_page, world, axe):

    page = open_page()
    page.goto("/zgloszenia/bez-konta/")
    axe(page)
    page.get_by_label("W której gminie działa Twoja instytucja?").fill("Wierzbowa Góra")
    page.get_by_label("Nazwa Twojej instytucji").fill("Szkoła")
    press(page, "Znajdź instytucję")
    axe(page)
    page.get_by_label("Szkoła w Zapłociu").check()
    press(page, "Wyślij kod na skrzynkę")
    deliver_messages(now=timezone.now())
    code = re.search(r"[A-Z0-9]{4,}(-[A-Z0-9]{4,})+", mail.outbox[-1].body)[0]
    assert mail.outbox[-1].to == [world.school.official_mailbox]

    page.get_by_label("Kod ze skrzynki Twojej instytucji").fill(code)
    press(page, "Dalej")
    axe(page)
    press(page, "Dalej: zgłoszenie")
    axe(page)
    page.get_by_label("gmina Wierzbowa Góra").check()
    page.get_by_label("Zielone").check()
    page.get_by_label("Co widać").fill("Uczeń przychodzi bez kurtki.")
    page.get_by_label("Widziałem").check()
    page.get_by_label("Twoje imię, nazwisko i stanowisko").fill("Sekretariat")
    press(page, "Dalej: sprawdź i wyślij")
    press(page, "Wyślij")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Przyjęto")
    axe(page)

    concern = Concern.objects.latest("pk")
    assert (concern.door, concern.reporter_institution) == (Door.CODE, world.school)
    page.goto(f"/zgloszenia/{concern.public_id}/")
    expect(page.get_by_role("textbox", name="Hasło")).to_be_visible()
