"""The page of the plan and its goals: who opens it, what it shows, what its forms write."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import CaseMember, Goal, Role
from kooperacja.cases.states import GoalState
from kooperacja.drafts.models import Draft
from tests.cases.changing import change
from tests.cases.planning import key, url
from tests.world import as_, make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


def test_the_lead_sees_the_whole_plan_by_day(world, lead, today):
    make(Goal, case=world.case, text="Cel zakończony", state=GoalState.MET, ended_on=today, result="Udało się")
    change(world.action, due_on=today - timedelta(2))
    page = lead.get(url("plan", world.case))

    body = page.content.decode()
    assert world.word("goal") in body
    assert "po terminie" in body
    assert body.index(world.word("member_action")) < body.index(world.word("lead_action"))
    assert [row.is_open for row in page.context["plan"]] == [True, False]
    assert "Udało się" in body


def test_an_empty_plan_says_how_to_begin(world, lead):
    empty = make(
        type(world.case),
        number="S/9/2026/990101",
        centre=world.ops,
        household=world.household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    place = {"institution": world.ops, "membership": world.lead.membership, "joined_on": timezone.localdate()}
    make(CaseMember, case=empty, role=Role.LEAD, **place)

    assert "Na początek wystarczy jeden cel" in lead.get(url("plan", empty)).content.decode()
    assert lead.get(url("plan_print", empty)).status_code == 200


def test_add_a_goal_once(world, lead):
    draft = str(uuid.uuid4())
    saved = reverse("drafts:save", args=["cel", draft])
    lead.post(f"{saved}?o={world.case.public_id}", {"text": "Chcę"})
    assert Draft.objects.filter(public_id=draft).exists()

    told = {**key(), "text": "Chcę spać spokojnie", "person": world.child.public_id, "szkic": draft}
    answer = lead.post(url("goal_add", world.case), told)
    goal = Goal.objects.get(person=world.child, state=GoalState.OPEN, version=1, pk__gt=world.goal.pk)
    assert (goal.text, answer.url) == (
        "Chcę spać spokojnie",
        f"{url('plan', world.case)}#cel-{goal.public_id}",
    )
    assert lead.post(url("goal_add", world.case), told).url == answer.url
    assert Goal.objects.count() == 2
    assert not Draft.objects.filter(public_id=draft).exists()


def test_a_goal_of_who_refused(world, lead):
    change(world.basis, state="withdrawn")
    told = {**key(), "text": "x", "person": world.person.public_id}
    answer = lead.post(url("goal_add", world.case), told)
    assert answer.context["form"].errors["person"]

    told = {"version": world.goal.version, "text": "x", "person": world.person.public_id}
    assert lead.post(url("goal_edit", world.goal), told).context["form"].errors["person"]


def test_change_a_goal(world, lead):
    told = {"version": world.goal.version, "text": "Inaczej", "person": ""}
    assert lead.get(url("goal_edit", world.goal)).status_code == 200
    assert lead.post(url("goal_edit", world.goal), told).status_code == 302
    goal = Goal.objects.get(pk=world.goal.pk)
    assert (goal.text, goal.person) == ("Inaczej", None)

    answer = lead.post(url("goal_edit", world.goal), {**told, "text": "Jeszcze inaczej"})
    assert answer.status_code == 409
    assert "Inaczej" in answer.content.decode()


@pytest.mark.parametrize("who", ["member", "colleague", "head", "former", "neighbour", "region", "admin", "operator"])
def test_only_who_leads_plans(client, world, who):
    as_(client, getattr(world, who))
    for address in (
        url("plan", world.case),
        url("plan_print", world.case),
        url("goal_add", world.case),
        url("goal_edit", world.goal),
        url("action_add", world.goal),
        url("action_edit", world.action),
        url("action_cancel", world.action),
    ):
        assert client.get(address).status_code in {403, 404}
