import pytest

from kooperacja.portal import navigation
from kooperacja.portal.navigation import ENTRIES, Entry, address_of, menu
from tests.world import as_


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.page)
def test_every_entry_leads_somewhere(entry):
    assert address_of(entry.page)
    assert all(":" in page for page in entry.pages)


def test_a_room_that_is_not_there_has_no_entry(monkeypatch, world):
    monkeypatch.setattr(navigation, "ENTRIES", [Entry("Nowhere", "nowhere:list", lambda _actor: True)])

    assert menu(world.lead.actor, "") == []


@pytest.mark.parametrize(
    ("who", "here"),
    [
        ("intake", "/zgloszenia/skrzynka/"),
        ("lead", "/sprawy/"),
        ("admin", "/instytucje/osoby/"),
        ("member", "/sprawy/"),
    ],
)
def test_the_menu_marks_where_one_is(client, world, who, here):
    page = as_(client, getattr(world, who)).get(here, follow=True).content.decode()

    assert page.count("govuk-service-navigation__item--active") == 1
    assert f'href="{here}" aria-current="page"' in page


def test_a_page_of_a_room_marks_the_first_entry_of_the_room(world):
    marked = [link.url for link in menu(world.lead.actor, "institutions:edit") if link.current]

    assert marked == ["/instytucje/"]


def test_a_page_named_by_an_entry_marks_it(world):
    marked = [link.url for link in menu(world.intake.actor, "concerns:concern") if link.current]

    assert marked == ["/zgloszenia/skrzynka/"]


def test_nobody_has_a_menu():
    assert menu(None, "portal:home") == []


@pytest.mark.parametrize(
    ("who", "sees", "not_sees"),
    [
        ("intake", "/zgloszenia/skrzynka/", "/instytucje/operatorzy/"),
        ("lead", "/zgloszenia/nowe/", "/zgloszenia/skrzynka/"),
        ("operator", "/instytucje/operatorzy/", "/sprawy/"),
        ("admin", "/instytucje/osoby/", "/instytucje/operatorzy/"),
    ],
)
def test_the_menu_holds_what_the_hat_may_open(world, who, sees, not_sees):
    urls = [link.url for link in menu(getattr(world, who).actor, "")]

    assert sees in urls
    assert not_sees not in urls


@pytest.mark.parametrize("who", ["intake", "lead", "operator", "admin", "member", "region"])
def test_every_entry_opens(client, world, who):
    as_(client, getattr(world, who))
    for link in menu(getattr(world, who).actor, ""):
        assert client.get(link.url, follow=True).status_code == 200, link.url
