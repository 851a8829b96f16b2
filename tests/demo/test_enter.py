"""Entering the demonstration by one click."""

import importlib

import pytest
from django.test import Client
from django.urls import clear_url_caches

from kooperacja.accounts.demo_mark import mark_as_demo
from kooperacja.accounts.models import DemoMark
from kooperacja.config import urls as site
from kooperacja.demo import urls
from tests.world import Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_mode(settings):
    """An installation in the mode of the demonstration; its addresses are made at start-up."""
    settings.MODE = "demo"
    importlib.reload(urls)
    importlib.reload(site)
    clear_url_caches()
    yield settings
    settings.MODE = "test"
    importlib.reload(urls)
    importlib.reload(site)
    clear_url_caches()


@pytest.fixture
def village(demo_mode):
    mark_as_demo()
    return build()


def enter(client, who):
    return client.post("/demo/", {"person": str(who.user.public_id)})


def test_everybody_is_listed_by_institution(village, client):
    page = client.get("/demo/").content.decode().split(">Wszystkie osoby<")[1]

    assert page.index("GOPS Wierzbowa Góra") < page.index("Lidia Lewandowska") < page.index("Oskar Operator")
    assert "wersja pokazowa" in client.get("/demo/").content.decode()


def test_people_stand_by_gmina_and_the_installation_last(village, client):
    areas = client.get("/demo/").context["areas"]
    names = [area.unit.full_name if area.unit else "" for area in areas]

    assert names[0] == "gmina Wierzbowa Góra"
    assert names[-1] == ""
    assert [area.unit.level for area in areas if area.unit] == sorted(
        (area.unit.level for area in areas if area.unit), key=["gmina", "powiat", "voivodeship"].index
    )
    assert sum(len(place.players) for area in areas for place in area.places.values()) == len(
        {one.user.pk for one in vars(village).values() if isinstance(one, Cast)}
    )


def test_the_page_begins_with_the_whole_way_step_by_step(village, client):
    page = client.get("/demo/")
    steps = [(stage.player.user, stage.player.functions) for stage in page.context["tour"]]

    assert [user for user, _functions in steps][1:3] == [village.intake.user, village.lead.user]
    assert steps[2] == steps[4]
    assert len(steps) == 5
    text = page.content.decode()
    assert "cała droga w pięciu krokach" in text
    assert text.index("Zamknij sprawę") < text.index(">Wszystkie osoby<")


def test_a_click_signs_in_past_the_second_step(village, client):
    assert enter(client, village.lead).url == "/"
    page = client.get("/instytucje/rola/")

    assert page.status_code == 200
    assert "Pracownik socjalny, GOPS Wierzbowa Góra" in page.content.decode()


def test_every_page_leads_back_to_the_choice(village, client):
    enter(client, village.lead)

    assert 'href="/demo/">Zmień osobę' in client.get("/sprawy/").content.decode()


def test_somebody_who_does_not_exist_is_not_played(village, client):
    assert client.post("/demo/", {"person": "x"}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_without_the_mark_there_is_no_such_page_and_sessions_end(village, client):
    enter(client, village.lead)
    DemoMark.objects.all().delete()

    assert Client().get("/demo/").status_code == 404
    assert enter(Client(), village.lead).status_code == 404
    assert client.get("/instytucje/rola/").url == "/konto/poczatek/"


def test_without_the_mode_there_is_no_such_address_and_sessions_end(village, client, settings):
    enter(client, village.lead)
    settings.MODE = "production"
    importlib.reload(urls)
    importlib.reload(site)
    clear_url_caches()

    assert urls.urlpatterns == []
    assert Client().get("/demo/").status_code == 404
    assert client.get("/instytucje/rola/").url == "/konto/poczatek/"


def test_no_page_speaks_of_a_demonstration_outside_it(client):
    assert "pokazowa" not in client.get("/konto/logowanie/").content.decode()


def test_the_page_to_sign_in_leads_there(village, client):
    assert 'href="/demo/"' in client.get("/konto/logowanie/").content.decode()
