"""The pages of the plan: who opens them, what they show, what their forms and buttons write."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import Action, CaseMember, Goal, Role
from kooperacja.cases.states import ActionState, GoalState
from kooperacja.drafts.models import Draft
from tests.cases.test_policies import change, join
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


def url(name, row):
    return reverse(f"cases:{name}", args=[row.public_id])


def day(value, prefix="due_on"):
    return {f"{prefix}_day": value.day, f"{prefix}_month": value.month, f"{prefix}_year": value.year}


def key():
    return {"idempotency_key": str(uuid.uuid4())}


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


def test_the_print_has_lines_for_the_adults_who_take_part(world, lead):
    page = lead.get(url("plan_print", world.case))

    (first, lead_s), *more_lines = page.context["signatures"]
    assert world.person.name in first
    assert "Osoba prowadząca" in lead_s
    assert not more_lines
    body = page.content.decode()
    assert "Nasz plan" in body
    assert world.word("measure") in body


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
    assert "kto się tam tym zajmuje" in answer.content.decode()


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


def test_the_picture_says_what_its_table_says(world, lead, today):
    change(world.action, due_on=today - timedelta(3))
    body = lead.get(url("plan_picture", world.case)).content.decode()
    assert body.count("<rect") == 2 + 2  # two in the pattern
    assert body.count(world.word("member_action")) == 3  # its bar, the title of the bar, the table
    for action in (world.action, world.other_action):
        change(action, state="cancelled")
    assert "<svg width" not in lead.get(url("plan_picture", world.case)).content.decode()


def test_the_plan_of_one_person(world, lead, today):
    other = make(Goal, case=world.case, person=world.person, text="Cel mamy")
    make(Goal, case=world.case, text="Cel wspólny")
    change(world.action, state="declined", answer="Nie mamy miejsc.", answered_on=today)
    body = lead.get(url("plan_print", world.case), {"osoba": world.child.public_id}).content.decode()

    assert body.index(world.word("goal")) < body.index("Cel wspólny")
    assert other.text not in body
    assert world.word("member_action") not in body  # who declined is no business of a family
    assert "3\xa0600" not in body
    assert lead.get(url("plan_print", world.case), {"osoba": world.goal.public_id}).status_code == 404
    assert "3\xa0600" in lead.get(url("plan_print", world.case), {"kwoty": "1"}).content.decode()


def test_keep_a_version_and_see_what_changed(world, lead, today):
    told = {**key(), "people": [world.person.public_id], **day(today, "agreed_on")}
    assert lead.get(url("version_make", world.case)).status_code == 200
    refused = lead.post(url("version_make", world.case), told)
    assert refused.context["form"].errors["how"]
    told["how"] = "writing"
    answer = lead.post(url("version_make", world.case), told)
    assert lead.post(url("version_make", world.case), told).url == answer.url
    assert world.case.plan_versions.count() == 2

    page = lead.get(answer.url).content.decode()
    assert world.word("goal") in page
    assert world.word("version") in page  # it is gone since version 1
    change(world.action, due_on=today + timedelta(33))
    changed = lead.get(url("versions", world.case)).context["changes"]
    assert [[one.fact for one in row.differences] for row in changed] == [["due"]]
    first = reverse("cases:version", args=[world.case.public_id, world.plan_version.public_id])
    assert lead.get(first).context["before"] is None


def test_numbers_of_papers(world, lead, today):
    told = {**key(), "kind": "contract", "number": " KS.4.2026 ", **day(today, "dated_on")}
    assert lead.get(url("paper_add", world.case)).status_code == 200
    assert lead.post(url("paper_add", world.case), told).status_code == 302
    assert lead.post(url("paper_add", world.case), {**told, **key()}).context["form"].errors["number"]
    paper = world.case.plan_papers.get(number="KS.4.2026")
    assert "kontrakt socjalny: <strong>KS.4.2026</strong>" in lead.get(url("plan", world.case)).content.decode()
    assert lead.post(reverse("cases:paper_remove", args=[world.case.public_id, paper.public_id])).status_code == 302
    assert not world.case.plan_papers.filter(pk=paper.pk).exists()
