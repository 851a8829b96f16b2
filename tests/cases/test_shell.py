"""A room above puts its own parts into the pages of a case."""

import pytest
from django.urls import reverse
from django.utils.html import format_html

from kooperacja.cases.views import cases, shell
from tests.world import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def tab(monkeypatch):
    """Put a second link to the notes of a case before its team."""
    monkeypatch.setattr(shell, "TABS", [one for one in shell.TABS if one.name != "cases:notes"])
    return shell.add_tab(shell.Tab("cases:notes", "Dziennik"), before="cases:team")


def test_a_tab_stands_where_it_was_put(client, world, tab):
    page = as_(client, world.lead).get(reverse("cases:view", args=[world.case.public_id]))

    labels = [str(part.label) for part in page.context["parts"]]
    assert labels[labels.index("Dziennik") + 1] == "Zespół"


def test_a_tab_for_lead_and_deputy_is_not_shown_to_a_member(client, world, tab):
    page = as_(client, world.member).get(reverse("cases:view", args=[world.case.public_id]))

    assert "Dziennik" not in [part.label for part in page.context["parts"]]


def test_a_card_stands_on_the_overview_of_lead_and_deputy(client, world, monkeypatch):
    monkeypatch.setattr(cases, "CARDS", [lambda _request, case: format_html("<p>Karta {}</p>", case.number)])
    words = f"Karta {world.case.number}"
    address = reverse("cases:view", args=[world.case.public_id])

    assert words in as_(client, world.lead).get(address).content.decode()
    assert words not in as_(client, world.member).get(address).content.decode()


def test_cards_stand_by_the_names_of_their_rooms():
    first, second = (lambda _request, _case: ""), (lambda _request, _case: "")
    first.__module__, second.__module__ = "kooperacja.diagnosis.views", "kooperacja.transfers.views"

    assert shell.in_order([second, first]) == [first, second]


def test_what_comes_next_stands_above_and_what_is_rare_below(client, world):
    page = as_(client, world.lead).get(reverse("cases:view", args=[world.case.public_id])).content.decode()
    review, visit = (reverse(name, args=[world.case.public_id]) for name in ("reviews:hold", "agenda:visit_plan"))
    advice, tried = (reverse(name, args=[world.case.public_id]) for name in ("consultations:ask", "gate:view"))
    family = page.index(world.word("adult_phone"))

    assert max(page.index(review), page.index(visit)) < family < page.index(tried) < page.index(advice)
