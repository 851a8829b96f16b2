from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from kooperacja.access.actor import SYSTEM
from kooperacja.access.permissions import Permission
from kooperacja.territory.models import Unit
from kooperacja.territory.policies import UNITS
from tests.world import as_

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
LIST = reverse("territory:list")


@pytest.fixture
def land(world):
    call_command("import_terc", str(DATA / "base_2024.csv"), verbosity=0)
    call_command("import_terc", str(DATA / "later_2025.csv"), succeeds=["990201=990105"], verbosity=0)
    return world


@pytest.fixture
def page(client, land):
    """Open a page as a social worker and return its text."""
    as_(client, land.lead)

    def open_page(url, **query):
        response = client.get(url, query)
        assert response.status_code == 200
        return response.content.decode()

    return open_page


def unit_page(code):
    return reverse("territory:view", args=[Unit.objects.get(code=code).public_id])


@pytest.mark.parametrize(("who", "seen"), [("lead", True), ("operator", True)])
def test_whoever_has_a_hat_sees_the_land(world, who, seen):
    assert UNITS.permitted(getattr(world, who).actor, Permission.TERRITORY_VIEW).exists() is seen


def test_nobody_else_does(world, client):
    assert not UNITS.permitted(SYSTEM, Permission.TERRITORY_VIEW).exists()
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ({}, ["województwo sąsiedzkie", "gmina Nowiny"], ["gmina Jodłowa Wola</a> <strong"]),
        ({"text": "dabrowka"}, ["gmina Dąbrówka Łęczna"], ["gmina Nowiny"]),
        ({"level": "powiat"}, ["powiat lipiański"], ["gmina Nowiny"]),
        ({"text": "9902", "ended": "on"}, ["9902012", "9902022"], ["9901013"]),
        ({"text": "9902"}, ["9902022"], ["9902012"]),
        ({"level": "nonsense"}, ["gmina Nowiny"], []),
        ({"text": "nie ma takiej"}, ["Nie ma jednostki o takiej nazwie ani kodzie"], ["gmina Nowiny"]),
    ],
)
def test_the_list_narrows(page, query, shown, hidden):
    text = page(LIST, **query)

    assert [words for words in shown if words not in text] == []
    assert [words for words in hidden if words in text] == []


def test_a_unit_shows_what_it_was(page):
    text = page(unit_page("990102"))

    assert text.index("Stary Brzeg nad Lipą</td>") < text.index("Stary Brzeg</td>")
    assert "31.12.2024" in text


def test_a_unit_that_ended_names_its_successor_and_the_other_way_round(page):
    assert "istniała do 31 grudnia 2024" in page(unit_page("990201"))
    assert unit_page("990105") in page(unit_page("990201"))
    assert unit_page("990201") in page(unit_page("990105"))


def test_a_city_shows_its_parts_and_a_powiat_its_gminas(page):
    assert "Stare Miasto" in page(unit_page("996501"))
    assert "gmina Stary Brzeg nad Lipą" in page(unit_page("9901"))
    assert "województwo" in page(unit_page("99"))
