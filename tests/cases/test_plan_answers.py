"""An action as whoever is asked sees it: their answers, other days, days that are ticked off."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kooperacja.cases.models import Action, CaseMember, Role
from kooperacja.cases.states import ActionState
from tests.cases.changing import change, join
from tests.cases.planning import day, url
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


def test_a_member_sees_own_actions_with_buttons_on_the_overview(client, world):
    body = as_(client, world.member).get(url("view", world.case)).content.decode()

    assert world.word("member_action") in body
    assert url("action_accept", world.action) in body
    assert world.word("lead_action") not in body
    assert world.word("goal") not in body


def test_an_action_shows_a_member_what_is_needed_and_no_goal(client, world):
    page = as_(client, world.member).get(url("action", world.action))

    body = page.content.decode()
    assert world.word("member_action") in body
    assert world.word("measure") in body
    assert world.word("goal") not in body
    assert client.get(url("action", world.other_action)).status_code == 404


def test_a_colleague_of_the_institution_sees_and_does_not_answer(client, world):
    join(world, world.former)
    as_(client, world.former)

    assert world.word("member_action") in client.get(url("view", world.case)).content.decode()
    page = client.get(url("action", world.action))
    assert page.context["answers"] == []
    assert client.get(url("action_decline", world.action)).status_code == 403


def test_accept_with_one_click(client, world):
    answer = as_(client, world.member).post(url("action_accept", world.action))

    assert answer.url == url("action", world.action)
    assert Action.objects.get(pk=world.action.pk).state == ActionState.ACCEPTED
    again = client.get(url("action_accept", world.action))
    assert "ktoś był szybszy" in again.content.decode()
    assert client.post(url("action_accept", world.action)).status_code == 409


def test_decline_with_a_reason(client, world):
    as_(client, world.member)
    answer = client.post(url("action_decline", world.action), {"text": ""})
    assert answer.context["form"].errors["text"] == ["Napisz dlaczego."]

    client.post(url("action_decline", world.action), {"text": "urlop"})
    assert Action.objects.get(pk=world.action.pk).answer == "urlop"
    body = as_(client, world.lead).get(url("action", world.action)).content.decode()
    assert "urlop" in body
    assert "Zaproponuj ponownie" in body
    assert "urlop" in client.get(url("action_edit", world.action)).content.decode()


def test_done_with_a_day(client, world, today):
    as_(client, world.member)
    client.post(url("action_accept", world.action))
    yesterday = day(today - timedelta(1), "answered_on")
    client.post(url("action_finish", world.action), {"text": "chodzi", **yesterday})

    action = Action.objects.get(pk=world.action.pk)
    assert (action.state, action.done_on) == (ActionState.DONE, today - timedelta(1))
    assert "Co z tego wyszło" in client.get(url("action", world.action)).content.decode()


def test_cancel(world, lead):
    assert lead.get(url("action_cancel", world.action)).status_code == 200
    lead.post(url("action_cancel", world.action), {"text": "już niepotrzebne"})

    assert Action.objects.get(pk=world.action.pk).state == ActionState.CANCELLED


def test_the_lead_writes_down_the_answer_of_a_letter(world, lead, by_letter, today):
    action = make(
        Action,
        goal=world.goal,
        case=world.case,
        text="x",
        institution=world.police,
        member=by_letter,
        due_on=today,
    )
    assert "Zapisz przyjęcie" in lead.get(url("action", action)).content.decode()
    page = lead.get(url("action_accept", action))
    assert "answered_on" in page.context["form"].fields
    assert "listownie" in page.content.decode()

    lead.post(url("action_accept", action), day(today - timedelta(1), "answered_on"))
    assert Action.objects.get(pk=action.pk).answered_on == today - timedelta(1)


def test_the_lead_does_not_answer_for_others(world, lead):
    assert lead.get(url("action_accept", world.action)).status_code == 403
    assert lead.post(url("action_decline", world.action), {"text": "x"}).status_code == 403


def test_a_member_reads_no_cost_and_no_step_of_others(client, world):
    body = as_(client, world.member).get(url("action", world.action)).content.decode()

    assert "inne działanie planu" in body
    assert world.word("lead_action") not in body
    assert world.word("cost_note") not in body


def test_another_day(client, world, today):
    member = as_(client, world.member)
    page = member.get(url("action_other_day", world.action))
    assert page.context["can_be"]
    refused = member.post(url("action_other_day", world.action), day(world.action.due_on, "day"))
    assert refused.context["form"].errors["day"]
    member.post(url("action_other_day", world.action), day(today + timedelta(20), "day"))
    assert Action.objects.get(pk=world.action.pk).state == ActionState.OTHER_DAY
    assert not member.get(url("action_other_day", world.action)).context["can_be"]

    lead = as_(client, world.lead)
    assert "Zgódź się na inny dzień" in lead.get(url("action", world.action)).content.decode()
    assert lead.post(url("action_keep_day", world.action)).status_code == 302
    assert lead.post(url("action_take_day", world.action)).status_code == 409
    assert lead.get(url("action_other_day", world.action)).status_code == 403
    as_(client, world.member).post(url("action_other_day", world.action), day(today + timedelta(21), "day"))
    assert as_(client, world.lead).post(url("action_take_day", world.action)).status_code == 302
    assert Action.objects.get(pk=world.action.pk).due_on == today + timedelta(21)


def test_tick_off_days(client, world, today):
    change(world.action, state="accepted", starts_on=today - timedelta(7), rhythm="weekly")
    version = Action.objects.get(pk=world.action.pk).version
    member = as_(client, world.member)
    address, told = url("action_days", world.action), {"took_place": [today.isoformat()], "version": version}
    assert len(member.get(address).context["days"]) == 2
    assert member.post(address, told).status_code == 302
    assert "odbyło się w 1 z 2 dni" in member.get(url("action", world.action)).content.decode()
    assert member.post(address, told).status_code == 409

    change(world.action, state="proposed")
    late = {**told, "version": Action.objects.get(pk=world.action.pk).version}
    assert member.post(address, late).context["form"].errors["took_place"]
