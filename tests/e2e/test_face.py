"""The components in Chromium: accessible, usable without scripts, kind to a person without a connection."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

pytestmark = [pytest.mark.urls("tests.ui.urls"), pytest.mark.django_db(transaction=True)]

FACTS = "Co się stało"


@pytest.fixture
def style():
    with translation.override("pl"):
        yield reverse("ui:style")


def form_of(page):
    return page.locator("form[data-autosave-url]")


def status_of(page):
    return page.locator("[data-autosave-status]")


@pytest.mark.parametrize("desk", [False, True])
def test_all_components_are_accessible(open_page, axe, style, desk):
    page = open_page(desk=desk)
    page.goto(style)
    page.wait_for_load_state("networkidle")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_scripts_everything_is_there(open_page, style):
    page = open_page(java_script_enabled=False)
    page.goto(style)

    expect(form_of(page).get_by_label("W jaki sposób")).to_be_visible()
    expect(page.get_by_role("link", name="Sprawy", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Drukuj")).to_be_hidden()


def test_a_choice_reveals_its_field(page, style):
    page.goto(style)
    form = form_of(page)
    expect(form.get_by_label("W jaki sposób")).to_be_hidden()

    form.get_by_label("Inaczej").check()
    expect(form.get_by_label("W jaki sposób")).to_be_visible()

    form.get_by_label("Na własne oczy").check()
    expect(form.get_by_label("W jaki sposób")).to_be_hidden()


def test_counter_counts_in_polish_and_words_are_hinted_politely(page, style):
    page.goto(style)
    form = form_of(page)

    form.get_by_label(FACTS).fill("x" * 598)
    expect(form.locator(".govuk-character-count__status").first).to_have_text("Zostały 2 znaki")

    form.get_by_label(FACTS).fill("Sąsiad to alkoholik, patologia")
    expect(form.locator(".k-word-hint")).to_contain_text("alkoholi, patologi")

    form.get_by_label(FACTS).fill("Sąsiad upadł na schodach")
    expect(form.locator(".k-word-hint")).to_be_empty()


def test_text_is_saved_while_written(page, style):
    page.goto(style)
    sent = []
    page.on("request", lambda request: request.url.endswith("/autosave/") and sent.append(request))

    form_of(page).get_by_label(FACTS).fill("Dziecko nie było w szkole")

    expect(status_of(page)).to_have_text(re.compile(r"Zapisano o \d\d:\d\d"))
    assert "ok-facts=Dziecko+nie+by%C5%82o" in sent[0].post_data
    assert sent[0].headers["x-csrftoken"]


def test_text_stays_and_is_saved_again_after_a_fault(page, style, faults):
    faults.expect("503")
    page.goto(style)
    answers = iter([503])

    def answer(route):
        status = next(answers, None)
        route.fulfill(status=status) if status else route.continue_()

    page.route("**/autosave/", answer)

    form_of(page).get_by_label(FACTS).fill("Ważny tekst")
    expect(status_of(page)).to_contain_text("Nie zapisano – brak połączenia")
    expect(form_of(page).get_by_label(FACTS)).to_have_value("Ważny tekst")

    expect(status_of(page)).to_contain_text("Zapisano o", timeout=15_000)


def test_a_signed_out_person_is_told(page, style, faults):
    faults.expect("403")
    page.goto(style)
    page.route("**/autosave/", lambda route: route.fulfill(status=403))

    form_of(page).get_by_label(FACTS).fill("Ważny tekst")

    expect(status_of(page)).to_contain_text("nastąpiło wylogowanie")


def test_without_internet_nothing_is_sent_and_nothing_is_lost(page, context, style, faults):
    faults.expect("INTERNET_DISCONNECTED")
    page.goto(style)
    form = form_of(page)
    form.get_by_label(FACTS).fill("Ważny tekst")
    context.set_offline(True)

    form.get_by_role("button", name="Wyślij").click()

    expect(status_of(page)).to_contain_text("Nie wysłano – brak internetu")
    expect(form.get_by_label(FACTS)).to_have_value("Ważny tekst")

    context.set_offline(False)
    expect(status_of(page)).to_contain_text("Zapisano o", timeout=15_000)


def test_summary_takes_the_focus_and_leads_to_the_field(page, style):
    page.goto(style)
    expect(page.locator(".govuk-error-summary")).to_be_focused()

    page.get_by_role("link", name="Nie ma takiej daty", exact=False).click()

    expect(page.locator("#id_born_day")).to_be_focused()


@pytest.mark.parametrize("way", ["click", "escape"])
def test_a_person_can_leave_at_once(page, style, way):
    page.route("https://www.imgw.pl/**", lambda route: route.fulfill(body="pogoda", content_type="text/plain"))
    page.goto("about:blank")
    page.goto(style)

    if way == "click":
        page.get_by_role("button", name="Wyjdź stąd szybko").click()
    else:
        for _press in range(3):
            page.keyboard.press("Escape")

    expect(page).to_have_url("https://www.imgw.pl/")
    page.go_back()
    expect(page).to_have_url("about:blank")


def test_paper_has_no_buttons(desk, style):
    desk.goto(style)
    expect(desk.get_by_role("button", name="Drukuj")).to_be_visible()

    desk.emulate_media(media="print")

    expect(desk.get_by_role("button", name="Drukuj")).to_be_hidden()
    expect(desk.locator(".govuk-service-navigation")).to_be_hidden()
    expect(desk.get_by_text("Treść notatki.")).to_be_visible()


def test_the_code_is_copied(open_page, style):
    page = open_page(desk=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto(style)

    page.get_by_role("button", name="Kopiuj").click()

    expect(page.locator("[data-copy-status]")).to_have_text("Skopiowano")
