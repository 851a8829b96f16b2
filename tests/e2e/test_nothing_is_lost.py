"""What a person has typed stays: saved while writing, held when the session ends, shown beside another's text."""

import re

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from kooperacja.drafts.models import Draft

from .conftest import sign_in


def note_page(world):
    return f"/sprawy/{world.case.public_id}/notatki/nowa/"


def grow_old():
    """Make every session as old as after an evening."""
    for row in Session.objects.all():
        session = SessionStore(row.session_key)
        session.update({"seen_at": 1, "signed_in_at": 1})
        session.save()


def test_a_note_is_saved_while_it_is_written_and_finished_later(world, open_page, axe):
    page = open_page(who=world.lead)
    page.goto(note_page(world))
    page.get_by_label("Notatka", exact=True).fill("Rozmowa przy stole, bez zasięgu.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Zapisano o")

    page.goto("/szkice/")
    axe(page)
    page.get_by_role("link", name="Pisz dalej").click()

    expect(page.get_by_label("Notatka", exact=True)).to_have_value("Rozmowa przy stole, bez zasięgu.")
    axe(page)
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page).to_have_url(re.compile(r"/notatki/"))
    assert not Draft.objects.filter(owner=world.lead.user).exists()


def test_what_was_sent_too_late_comes_back_after_signing_in(world, open_page, live_server):
    page = open_page(who=world.lead)
    page.goto(note_page(world))
    page.get_by_label("Notatka", exact=True).fill("Napisane tuż przed końcem.")
    grow_old()
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page).to_have_url(re.compile(r"/konto/logowanie/\?next="))
    back = page.evaluate("new URLSearchParams(location.search).get('next')")

    sign_in(page.context, world.lead, live_server.url)
    page.goto(back)

    expect(page.get_by_text("Wylogowano Cię, zanim to zostało wysłane")).to_be_visible()
    expect(page.get_by_label("Notatka", exact=True)).to_have_value("Napisane tuż przed końcem.")
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page.get_by_text("Napisane tuż przed końcem.")).to_be_visible()


def test_two_people_change_one_thing_and_the_second_chooses(world, open_page, axe, faults):
    faults.expect("409")
    first, second = open_page(who=world.lead), open_page(who=world.deputy, desk=True)
    for page in (first, second):
        page.goto(f"/sprawy/{world.case.public_id}/numery/")
    first.get_by_label("Znak sprawy").fill("OPS.1.2026")
    first.get_by_role("button", name="Zapisz", exact=True).click()
    second.get_by_label("Znak sprawy").fill("OPS.2.2026")
    second.get_by_role("button", name="Zapisz", exact=True).click()

    expect(second.get_by_role("heading", level=1)).to_have_text("Ktoś to zmienił w czasie Twojego pisania")
    expect(second.get_by_text("OPS.1.2026")).to_be_visible()
    axe(second)
    second.get_by_label("Moja wersja").check()
    second.get_by_role("button", name="Zapisz mój wybór").click()

    world.case.refresh_from_db()
    assert world.case.case_mark == "OPS.2.2026"


def test_a_message_leads_to_what_it_tells_of(world, open_page, axe):
    page = open_page(who=world.member)
    page.goto("/")
    axe(page)
    page.get_by_role("link", name="Nowe wiadomości").click()
    axe(page)
    page.get_by_role("button", name="Otwórz").click()

    expect(page).to_have_url(re.compile(world.message.path))
    world.message.refresh_from_db()
    assert world.message.read_at is not None


def test_the_first_pages_are_accessible(world, open_page, axe):
    stranger = open_page()
    for path in ("/", "/pomoc/", "/prywatnosc/", "/dostepnosc/"):
        stranger.goto(path)
        axe(stranger)
    stranger.set_viewport_size({"width": 1280, "height": 900})
    stranger.goto("/")
    axe(stranger)
    for who in ("head", "operator", "admin"):
        page = open_page(who=getattr(world, who), desk=True)
        page.goto("/")
        axe(page)
