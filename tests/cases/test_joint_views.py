"""The pages of joint decisions: who sees what, one click, the letter, two people at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import JointDecision, JointVoice
from kooperacja.cases.rules.joint import Rule
from kooperacja.cases.states import JointState
from tests.cases.changing import again, change, close, day, join, key
from tests.counting import queries_of
from tests.world import as_, make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


@pytest.fixture
def ask(world, today):
    """Post the question as the lead."""

    def told(**more):
        return {
            "idempotency_key": key(),
            "question": "Czy zajęcia są we wtorki?",
            "institutions": [world.ops.public_id, world.school.public_id],
            "rule": "all",
            **day("answer_by", today + timedelta(days=5)),
            **more,
        }

    return told


def url(name, row):
    return reverse(f"cases:{name}", args=[row.public_id])


def newest():
    return JointDecision.objects.latest("pk")


def test_the_lead_asks_once(world, lead, ask):
    page = lead.get(url("joint_ask", world.case))
    keys = [value for value, _label in page.context["form"].fields["about"].choices]
    assert f"wersja:{world.plan_version.public_id}" in keys
    told = ask(about=f"dzialanie:{world.action.public_id}", rule="some", number="2")
    answer = lead.post(url("joint_ask", world.case), told)
    assert lead.post(url("joint_ask", world.case), told).url == answer.url

    decision = newest()
    assert (decision.number, decision.action, decision.plan_version) == (2, world.action, None)
    assert JointDecision.objects.count() == 2
    body = lead.get(answer.url).content.decode()
    assert world.word("member_action") in body
    assert "co najmniej 2 instytucje muszą odpowiedzieć" in body


def test_a_version_is_what_it_is_about(world, lead, ask):
    lead.post(url("joint_ask", world.case), ask(about=f"wersja:{world.plan_version.public_id}"))

    assert newest().plan_version == world.plan_version
    assert "Wersja 1" in lead.get(url("joint", newest())).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"institutions": []}, "institutions"),
        ({"rule": "some"}, "number"),
        ({"rule": "some", "number": "3"}, "number"),
        ({"rule": "some", "number": "-1"}, "number"),
        ({"question": " \u200b "}, "question"),
        ({"question": "x" * 601}, "question"),
        ({"about": "wersja:x"}, "about"),
    ],
)
def test_what_is_wrong_is_shown_at_its_field(world, lead, ask, wrong, field):
    page = lead.post(url("joint_ask", world.case), ask(**wrong))

    assert page.context["form"].errors[field]
    assert JointDecision.objects.count() == 1


def test_a_day_that_passed(world, lead, ask, today):
    page = lead.post(url("joint_ask", world.case), ask(**day("answer_by", today - timedelta(days=1))))

    assert page.context["form"].errors["answer_by"]


def test_a_member_says_yes_with_one_click_from_the_page_of_the_case(client, world):
    member = as_(client, world.member)
    page = member.get(url("view", world.case)).content.decode()
    assert world.word("question") in page
    assert url("joint_yes", world.joint_voice) in page
    answer = member.post(url("joint_yes", world.joint_voice), follow=True)

    voice = again(world.joint_voice)
    assert (voice.vote, voice.answered_by) == ("yes", world.member.membership)
    assert again(world.joint_decision).state == JointState.CARRIED
    body = answer.content.decode()
    assert "tak: 1, nie: 1, zostawiają innym: 0, bez odpowiedzi: 0" in body
    assert world.word("voice_reason") not in body
    assert url("joint_yes", world.joint_voice) not in member.get(url("view", world.case)).content.decode()


def test_a_member_reads_the_question_and_nothing_of_the_plan(client, world):
    change(world.joint_decision, plan_version=None, action=world.other_action)
    body = as_(client, world.member).get(url("joint", world.joint_decision)).content.decode()

    assert world.word("question") in body
    assert world.word("lead_action") not in body
    assert "nie: 1" not in body  # while it is open, the numbers would tell who said what
    assert "Kto co odpowiedział" not in body
    change(world.joint_decision, action=world.action)
    assert world.word("member_action") in client.get(url("joint", world.joint_decision)).content.decode()


def test_the_lead_shows_the_answers(client, world):
    lead = as_(client, world.lead)
    assert world.word("voice_reason") in lead.get(url("joint", world.joint_decision)).content.decode()
    lead.post(url("joint_reasons", world.joint_decision), {"pokaz": "1"})
    assert (
        world.word("voice_reason") in as_(client, world.member).get(url("joint", world.joint_decision)).content.decode()
    )
    as_(client, world.lead).post(url("joint_reasons", world.joint_decision))

    assert not again(world.joint_decision).shows_reasons


def test_no_needs_a_reason(client, world):
    member = as_(client, world.member)
    address, version = url("joint_answer", world.joint_voice), world.joint_voice.version
    assert "channel" not in member.get(address).context["form"].fields
    page = member.post(address, {"vote": "no", "version": version})
    assert page.context["form"].errors["reason"]
    assert member.post(address, {"version": version}).context["form"].errors["vote"]
    assert member.post(address, {"vote": "no", "reason": "Brak sali.", "version": version}).status_code == 302

    assert again(world.joint_voice).reason == "Brak sali."
    assert again(world.joint_decision).state == JointState.REJECTED
    page = member.get(address)
    assert not page.context["is_open"]
    assert "rozstrzygnięte" in page.content.decode()
    late = member.post(address, {"vote": "yes", "version": again(world.joint_voice).version})
    assert late.context["form"].non_field_errors()


def test_two_colleagues_answer_at_once(client, world):
    change(world.joint_decision, rule=Rule.ALL)
    change(world.centre_voice, vote="yes", reason="")
    join(world, world.former)
    first = as_(client, world.member).get(url("joint_answer", world.joint_voice)).context["form"].initial["version"]
    as_(client, world.former).post(url("joint_answer", world.joint_voice), {"vote": "abstains", "version": first})
    # settled by now: open it again, as if a third institution were still silent
    change(world.joint_decision, state="open", ended_on=None)
    make(JointVoice, decision=again(world.joint_decision), case=world.case, institution=world.pcpr)
    as_(client, world.member)
    assert client.post(url("joint_yes", world.joint_voice)).url == url("joint_answer", world.joint_voice)
    answer = client.post(url("joint_answer", world.joint_voice), {"vote": "yes", "reason": "x", "version": first})

    assert answer.status_code == 409
    assert "zostawiamy decyzję innym" in answer.content.decode()
    assert "Zmień odpowiedź" in client.get(url("view", world.case)).content.decode()
    assert "Franciszek Dawny" in client.get(url("joint", world.joint_decision)).content.decode()


def test_a_click_that_comes_too_late(client, world, today):
    change(world.joint_decision, answer_by=today - timedelta(days=1))
    page = as_(client, world.member).post(url("joint_yes", world.joint_voice), follow=True)

    assert again(world.joint_voice).vote == ""
    assert "rozstrzygnięte" in page.content.decode()
    assert "minął termin" in page.content.decode()


def test_the_lead_writes_down_what_came_by_letter(world, lead, ask, today):
    lead.post(url("joint_ask", world.case), ask(institutions=[world.pcpr.public_id]))
    voice = newest().voices.get()
    page = lead.get(url("joint", newest()))
    assert url("joint_answer", voice) in page.content.decode()
    assert lead.post(url("joint_yes", voice)).url == url("joint_answer", voice)
    told = {"vote": "yes", "version": voice.version}
    refused = lead.post(url("joint_answer", voice), told)
    assert refused.context["form"].errors["channel"]
    assert refused.context["form"].errors["came_on"]
    told |= {"channel": "letter", **day("came_on", today)}
    lead.post(url("joint_answer", voice), told)

    assert (again(voice).channel, again(voice).came_on) == ("letter", today)
    assert "listem" in lead.get(url("joint", newest())).content.decode()


def test_who_left_is_said_and_it_is_asked_again(world, lead, ask, today):
    change(world.joint_decision, rule=Rule.SOME, number=2)
    change(world.team["member"], left_on=today)
    page = lead.get(url("joint", world.joint_decision)).content.decode()
    assert "Szkoła w Zapłociu: tej instytucji nie ma już w zespole" in page
    assert url("joint_again", world.joint_decision) in page
    form = lead.get(url("joint_again", world.joint_decision)).context["form"]
    assert form.initial["institutions"] == [world.ops.public_id]
    assert form.initial["about"] == f"wersja:{world.plan_version.public_id}"

    told = ask(institutions=[world.ops.public_id])
    assert lead.post(url("joint_again", world.joint_decision), told).context["form"].errors["because"]
    answer = lead.post(url("joint_again", world.joint_decision), {**told, "because": "Szkoła odeszła."})
    assert newest().instead_of == world.joint_decision
    assert "Szkoła odeszła." in lead.get(answer.url).content.decode()
    assert url("joint_again", world.joint_decision) not in lead.get(url("joint", world.joint_decision)).content.decode()


def test_an_action_is_kept_when_it_is_asked_again(world, lead):
    change(
        world.joint_decision, plan_version=None, action=world.action, state="withdrawn", ended_on=timezone.localdate()
    )
    initial = lead.get(url("joint_again", world.joint_decision)).context["form"].initial
    assert initial["about"] == f"dzialanie:{world.action.public_id}"
    change(world.joint_decision, action=None)
    assert lead.get(url("joint_again", world.joint_decision)).context["form"].initial["about"] == ""


def test_taken_back(client, world):
    lead = as_(client, world.lead)
    address = url("joint_end", world.joint_decision)
    assert lead.get(address).status_code == 200
    assert lead.post(address, {"because": ""}).context["form"].errors["because"]
    assert lead.post(address, {"because": "Już niepotrzebne."}).status_code == 302
    assert lead.post(address, {"because": "Jeszcze raz."}).context["form"].non_field_errors()

    body = as_(client, world.member).get(url("joint", world.joint_decision)).content.decode()
    assert "Już niepotrzebne." in body
    assert "Odpowiedzi nie było." in body


def test_where_it_is_shown(client, world):
    lead = as_(client, world.lead)
    for name in ("view", "plan"):
        body = lead.get(url(name, world.case)).content.decode()
        assert world.word("question") in body, name
    assert world.word("question") in lead.get(url("member_sight", world.team["member"])).content.decode()
    lead.post(url("joint_reasons", world.joint_decision), {"pokaz": "1"})
    as_(client, world.member).post(url("joint_yes", world.joint_voice))
    lines = client.get(url("timeline", world.case), {"rodzaj": "plan"}).context["lines"]
    words = {line.words for line in lines}
    assert {"instytucja odpowiedziała w sprawie wspólnej decyzji", "wspólna decyzja zapadła"} <= words
    everything = as_(client, world.lead).get(url("timeline", world.case), {"rodzaj": "plan"}).context["lines"]
    assert {line.words for line in everything} >= words
    assert world.word("question") not in client.get(url("view", world.case)).content.decode()  # it is settled
    assert world.word("question") in client.get(url("plan", world.case)).content.decode()


def test_a_partners_story_does_not_say_who_answered_last(client, world):
    change(world.joint_decision, rule=Rule.ALL)
    change(world.joint_voice, vote="yes", answered_at=world.now, answered_by=world.member.membership)
    change(world.centre_voice, vote="", reason="", answered_at=None, answered_by=None)
    as_(client, world.deputy).post(url("joint_yes", world.centre_voice))
    assert again(world.joint_decision).state == JointState.CARRIED

    lines = as_(client, world.member).get(url("timeline", world.case)).context["lines"]
    assert [line.by for line in lines if line.words == "wspólna decyzja zapadła"] == [""]
    assert "Zofia Zastępowska" not in {line.by for line in lines}


@pytest.mark.parametrize("who", ["colleague", "head", "former", "neighbour", "region", "admin", "operator", "outsider"])
def test_nobody_else_sees_it(client, world, who):
    as_(client, getattr(world, who))
    for address in (url("joint", world.joint_decision), url("joint_answer", world.joint_voice)):
        assert client.get(address).status_code == 404


def test_a_closed_case_takes_no_answer_and_still_reads(client, world):
    close(world)
    assert as_(client, world.member).get(url("joint", world.joint_decision)).status_code == 404
    page = as_(client, world.lead).get(url("joint", world.joint_decision))
    assert "minął termin" in page.content.decode()
    assert not page.context["answerable"]
    assert client.post(url("joint_end", world.joint_decision), {"because": "x"}).status_code == 403


def test_many_cost_no_more_queries(client, world):
    lead = as_(client, world.lead)
    few = queries_of(lead, url("plan", world.case))
    for _number in range(4):
        decision = make(
            JointDecision,
            case=world.case,
            question="Czy?",
            rule=Rule.ALL,
            answer_by=timezone.localdate(),
            asked_at=world.now,
            asked_by=world.lead.membership,
        )
        make(JointVoice, decision=decision, case=world.case, institution=world.ops)

    assert queries_of(lead, url("plan", world.case)) == few
