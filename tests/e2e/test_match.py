"""Two reporters, one household: found, linked, and let know of each other; on a phone, each page accessible."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kooperacja.cases.models import CasePerson
from kooperacja.persons.models import Person
from tests.matching.tools import concern
from tests.world import SINCE, make

from .test_concern_pages import look
from .test_whole_line import press

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def nurse(world):
    person = make(Person, centre=world.ops, first_name="Henryk", surname="Sitarz")
    make(CasePerson, case=world.case, person=person, added_on=SINCE)
    return concern(world, "Z/50/2026/990101", who="Heniek Sitasz", facts="TekstPielęgniarki")


def test_from_a_match_to_a_contact(open_page, world, axe, nurse):
    page = open_page(who=world.intake)
    look(page, axe, reverse("concerns:concern", args=[nurse.public_id]))
    card = page.locator(f'[data-match="{world.case.number}"]')
    expect(card.get_by_text("podobne nazwisko")).to_be_visible()
    card.get_by_role("button", name="Te same osoby: dołącz do tej sprawy").click()
    axe(page)
    press(page, "Dołącz")
    expect(page.get_by_text(f"Dołączono do sprawy {world.case.number}")).to_be_visible()

    page = open_page(who=world.lead)
    page.goto(reverse("cases:view", args=[world.case.public_id]))
    page.get_by_role("link", name="Umożliw im kontakt").click()
    axe(page)
    page.get_by_label("wymaga tego albo pozwala na to przepis prawa").check()
    page.get_by_label("Który przepis i dlaczego ma zastosowanie").fill("Przepis; konieczne do opieki.")
    press(page, "Powiadom obie strony")
    expect(page.get_by_text("wiedzą o sobie od")).to_be_visible()

    page = open_page(who=world.reporter)
    look(page, axe, reverse("concerns:own_concern", args=[world.linked_concern.public_id]))
    expect(page.get_by_text("Możecie się ze sobą skontaktować")).to_be_visible()
    expect(page.get_by_text(world.pcpr.name)).to_be_visible()
    expect(page.get_by_text("TekstPielęgniarki")).to_have_count(0)


def test_the_other_pages_fit_and_are_accessible(open_page, world, axe, nurse):
    page = open_page(who=world.head)
    for name in ("protect", "inform"):
        look(page, axe, reverse(f"concerns:{name}", args=[nurse.public_id]))
    look(page, axe, reverse("matching:matches", args=[nurse.public_id]))
    for name in ("to_inform", "register", "filing_class", "disposal", "year"):
        look(page, axe, reverse(f"concerns:{name}"))
