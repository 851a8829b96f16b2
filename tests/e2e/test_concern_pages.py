"""The pages of concerns that the journeys don't pass: accessible on both screens, whole without scripts, polite."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kooperacja.concerns.models import Concern

from .test_whole_line import press

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "/zgloszenia/nowe/formularz/"


def look(page, axe, address):
    page.goto(address)
    page.wait_for_load_state("networkidle")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk"])
def test_every_page_of_the_centre_is_accessible_and_fits(open_page, world, axe, desk):
    page = open_page(who=world.intake, desk=desk)
    for name in ("inbox", "inbox_answered", "inbox_forwarded", "type_in"):
        look(page, axe, reverse(f"concerns:{name}"))
    for name in ("concern", "forward", "tell_other", "no_action", "not_confirm", "numbers", "note", "letter"):
        look(page, axe, reverse(f"concerns:{name}", args=[world.concern.public_id]))
    look(page, axe, reverse("concerns:forward_letter", args=[world.decision.public_id]))


@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk"])
def test_every_page_of_reporter_and_head_is_accessible_and_fits(open_page, world, axe, desk):
    page = open_page(who=world.reporter, desk=desk)
    for name in ("own", "raise_start", "raise"):
        look(page, axe, reverse(f"concerns:{name}"))
    for name in ("own_concern", "receipt"):
        look(page, axe, reverse(f"concerns:{name}", args=[world.concern.public_id]))
    page = open_page(who=world.head, desk=desk)
    look(page, axe, reverse("concerns:releases"))
    look(page, axe, reverse("concerns:release", args=[world.waiting_concern.public_id]))


def test_without_scripts_a_concern_is_raised_and_errors_are_said(open_page, world):
    page = open_page(who=world.reporter, java_script_enabled=False)
    page.goto(FORM)
    expect(page.get_by_label("Nazwa gminy")).to_be_visible()
    expect(page.get_by_text("Nie opisuj tu przemocy")).to_be_visible()
    press(page, "Dalej: sprawdź i wyślij")
    expect(page.get_by_role("link", name="Zaznacz, jak bardzo to pilne.")).to_be_visible()

    page.get_by_label("inna gmina").check()
    page.get_by_label("Nazwa gminy").fill("wierzbowa gora")
    page.get_by_label("Zielone").check()
    page.get_by_label("Co widać").fill("Dym z komina od tygodnia czarny.")
    page.get_by_label("Widziałem").check()
    press(page, "Dalej: sprawdź i wyślij")
    press(page, "Zmień")
    expect(page.get_by_label("Co widać")).to_have_value("Dym z komina od tygodnia czarny.")
    press(page, "Dalej: sprawdź i wyślij")
    press(page, "Wyślij")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Przyjęto")
    assert Concern.objects.latest("pk").unit == world.gmina


def test_words_are_hinted_while_somebody_writes_and_a_call_hides_the_box(open_page, world):
    page = open_page(who=world.reporter)
    page.goto(FORM)
    page.get_by_label("Co widać").fill("Ojciec to alkoholik.")
    expect(page.get_by_text("Sprawdź te słowa")).to_be_visible()

    page.get_by_label("Proszę o telefon").check()
    expect(page.get_by_label("Co widać")).to_be_hidden()
