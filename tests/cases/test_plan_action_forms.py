"""The forms of actions: who does it, by when, and all that an action may say besides."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kooperacja.cases.models import Action, CaseMember, Role
from tests.cases.planning import day, key, url
from tests.world import as_, make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


@pytest.fixture
def by_letter(world):
    return make(
        CaseMember,
        case=world.case,
        role=Role.MEMBER,
        institution=world.police,
        letter_contact="aspirant Nowak",
        joined_on=timezone.localdate(),
    )


def test_add_an_action(world, lead, by_letter, today):
    form = lead.get(url("action_add", world.goal)).context["form"]
    offered = {label for group, options in form.fields["responsible"].choices[1:] for _value, label in options}
    assert {"Celina Szkolna", "aspirant Nowak (listownie)", "Lidia Lewandowska"} < offered
    assert "Franciszek Dawny" not in offered

    told = {
        **key(),
        "text": "Zajęcia",
        "responsible": str(world.team["member"].public_id),
        **day(today + timedelta(3)),
        "measure": "frekwencja",
    }
    assert lead.post(url("action_add", world.goal), told).status_code == 302
    assert lead.post(url("action_add", world.goal), told).status_code == 302
    action = Action.objects.get(pk__gt=world.other_action.pk)
    assert (action.text, action.member, action.institution) == ("Zajęcia", world.team["member"], world.school)


def test_an_action_of_an_institution(world, lead, today):
    told = {**key(), "text": "Zajęcia", "responsible": str(world.school.public_id), **day(today)}
    lead.post(url("action_add", world.goal), told)

    action = Action.objects.get(pk__gt=world.other_action.pk)
    assert (action.member, action.institution) == (None, world.school)


def test_a_day_in_the_past_is_shown_at_its_field(world, lead, today):
    told = {"text": "x", "responsible": str(world.school.public_id), **day(today - timedelta(1))}
    answer = lead.post(url("action_add", world.goal), {**told, **key()})
    assert answer.context["form"].errors["due_on"]

    answer = lead.post(url("action_edit", world.action), {**told, "version": world.action.version})
    assert answer.context["form"].errors["due_on"]


def test_change_an_action(world, lead, today):
    form = lead.get(url("action_edit", world.action)).context["form"]
    assert form.initial["responsible"] == str(world.team["member"].public_id)
    told = {
        "version": world.action.version,
        "text": "Inaczej",
        "responsible": str(world.school.public_id),
        **day(today),
    }
    assert lead.post(url("action_edit", world.action), told).url == url("action", world.action)
    assert Action.objects.get(pk=world.action.pk).text == "Inaczej"

    answer = lead.post(url("action_edit", world.action), {**told, "responsible": str(world.team["lead"].public_id)})
    assert answer.status_code == 409
    assert "instytucja sama wskaże, kto" in answer.content.decode()


def more(today, **changed):
    return {
        **key(),
        "text": "Terapia czytania",
        **day(today + timedelta(70)),
        **day(today, "starts_on"),
        "rhythm": "weekly",
        "measure_from": "61",
        "measure_to": "90",
        "unit": "%",
        "cost": "2 600,50",
        "cost_source": "package",
        **changed,
    }


def test_an_action_with_all_that_it_may_say(world, lead, today):
    page = lead.get(url("action_add", world.goal))
    assert not page.context["form"].says_more
    told = more(today, responsible=world.team["member"].public_id, after=[world.other_action.public_id])
    assert lead.post(url("action_add", world.goal), told).status_code == 302

    action = Action.objects.latest("pk")
    assert (action.cost, action.rhythm, action.measured) == (Decimal("2600.50"), "weekly", "61 → 90 %")
    assert action.after == [world.other_action]
    body = lead.get(url("plan", world.case)).content.decode()
    assert "2\xa0600,50\xa0zł" in body  # from the package
    assert "6\xa0200,50\xa0zł" in body  # with the other one's 3600
    page = lead.get(url("action_edit", action))
    assert page.context["form"].says_more
    again = more(today, responsible=world.team["member"].public_id, version=action.version)
    assert lead.post(url("action_edit", action), again).status_code == 302
    assert Action.objects.get(pk=action.pk).after == []


def test_a_cost_without_a_source_is_shown_where_it_is_folded(world, lead, today):
    told = more(today, responsible=world.team["member"].public_id, cost_source="")
    page = lead.post(url("action_add", world.goal), told)

    assert page.context["form"].errors["cost_source"]
    assert '<details class="govuk-details" open>' in page.content.decode()
