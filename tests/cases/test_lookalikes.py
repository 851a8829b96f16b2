"""Whoever types a person learns of those who look alike, of nobody whom they may not see."""

import pytest
from django.urls import reverse

from tests.cases.twins import twins
from tests.concerns.tools import change
from tests.world import as_

pytestmark = pytest.mark.django_db


def words(client, world, who, **typed):
    address = reverse("cases:person_alike", args=[world.case.public_id])
    response = as_(client, who).post(address, {"first_name": "Anna", "surname": "Zielinska", **typed})
    assert response.status_code == 200
    return response.json()["words"]


def test_who_is_written_down_already_is_said_while_the_name_is_typed(client, world):
    pair = twins(world)

    said = words(client, world, world.lead, pesel="1")
    assert said == f"Już w zapisach: Anna Zielińska, rok urodzenia 1990, {pair.case.number}."


def test_another_day_of_birth_is_somebody_else(client, world):
    twins(world)

    born = {"birth_date_day": "1", "birth_date_month": "1", "birth_date_year": "2015"}
    assert words(client, world, world.lead, **born) == ""


@pytest.mark.parametrize("typed", [{"surname": ""}, {"first_name": ""}, {"surname": "Kowal"}, {"surname": "ż" * 5000}])
def test_half_a_name_finds_nobody(client, world, typed):
    twins(world)

    assert words(client, world, world.lead, **typed) == ""


def test_of_cases_that_one_does_not_see_nothing_is_said(client, world):
    twins(world)

    assert words(client, world, world.deputy) == ""


def test_who_had_this_surname_before_is_said(client, world):
    pair = twins(world)
    change(pair.one, surname="Cichosz", former_surname="Wolska")

    assert "Anna Cichosz" in words(client, world, world.lead, surname="Wolska")
    assert words(client, world, world.lead, surname="Cichosz").count("Cichosz") == 1


def test_who_is_in_this_very_case_is_said_apart(client, world):
    told = {"first_name": world.person.first_name, "surname": world.person.surname}

    assert words(client, world, world.lead, **told) == f"W tej sprawie jest już: {world.person.name}."
