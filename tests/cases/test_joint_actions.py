"""Joint decisions: the row, the event, the message, who may; and what happens when somebody leaves or a day passes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.joint import (
    Asking,
    answer_jointly,
    ask_jointly,
    institutions_in_team,
    settle,
    show_answers,
    standings,
    take_back,
    to_settle,
)
from kooperacja.cases.events import PlanEvent
from kooperacja.cases.jobs import settle_joint_decisions
from kooperacja.cases.models import CaseMember, JointDecision
from kooperacja.cases.policies import JOINTS, VOICES
from kooperacja.cases.rules.joint import Channel, JointRefusal, Rule, Said, Vote
from kooperacja.cases.states import JointState
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.kinds import MessageKind
from tests.cases.changing import again, change, close, join, last_event, told
from tests.world import make


@pytest.fixture
def act(world):
    return {"actor": world.lead.actor, "now": world.now}


@pytest.fixture
def today(world):
    return timezone.localdate(world.now)


@pytest.fixture
def asking(world, today):
    """Ask the centre, the school and the county centre, which takes part by letter."""

    def asked(**more):
        fields = {
            "question": "Czy spotykamy się co tydzień?",
            "institutions": [world.ops, world.school, world.pcpr],
            "rule": Rule.ALL,
            "answer_by": today + timedelta(days=7),
            **more,
        }
        return Asking(**fields)

    return asked


@pytest.fixture
def asked(world, asking, act):
    def ask(**more):
        return ask_jointly(world.case, asking(**more), **act)

    return ask


def voice_of(decision, body):
    return decision.voices.get(institution=body)


def say(decision, body, said, cast, world, **more):
    voice = voice_of(decision, body)
    return answer_jointly(voice, said, **{"version": voice.version, "actor": cast.actor, "now": world.now, **more})


def by_phone(vote, today, reason=""):
    return Said(vote, reason, Channel.PHONE, today)


def test_the_lead_asks(world, asked):
    decision = again(asked(rule=Rule.SOME, number=2, action=world.action))

    assert (decision.question, decision.number, decision.state) == ("Czy spotykamy się co tydzień?", 2, "open")
    assert decision.action == world.action
    assert decision.asked_by == world.lead.membership
    assert set(decision.voices.values_list("institution", "vote")) == {
        (body.pk, "") for body in (world.ops, world.school, world.pcpr)
    }
    assert last_event(PlanEvent.JOINT_ASKED).subject_id == world.case.public_id
    asked_people = {message.recipient_id for message in told(world).filter(kind=MessageKind.JOINT_ASKED)}
    assert asked_people == {world.deputy.user.pk, world.member.user.pk}  # the lead knows, a letter has no account


def test_a_number_is_kept_only_with_its_rule(asked):
    assert asked(rule=Rule.ANY, number=2).number is None


def test_what_is_asked_and_answered_is_sealed(world, asked):
    decision = asked(institutions=[world.school])
    say(decision, world.school, Said(Vote.NO, "Nie mamy sali."), world.member, world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT question FROM cases_jointdecision WHERE id = %s", [decision.pk])
        (question,) = cursor.fetchone()
        cursor.execute("SELECT reason FROM cases_jointvoice WHERE decision_id = %s", [decision.pk])
        (reason,) = cursor.fetchone()

    assert b"tydzie" not in bytes(question)
    assert b"sali" not in bytes(reason)


@pytest.mark.parametrize("who", ["member", "colleague", "head", "neighbour", "operator", "former"])
def test_only_who_leads_asks(world, asking, who):
    with pytest.raises(PermissionDenied):
        ask_jointly(world.case, asking(), actor=getattr(world, who).actor, now=world.now)


def test_nobody_outside_the_team_is_asked(world, asked, asking, act):
    with pytest.raises(Refused) as refused:
        asked(institutions=[world.police])
    assert refused.value.refusals == {JointRefusal.NOT_IN_THE_TEAM}
    assert set(institutions_in_team(world.case)) == {world.ops, world.school, world.pcpr}

    other = make(
        type(world.case),
        number="S/9/2026/990101",
        centre=world.ops,
        household=world.household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    make(
        CaseMember,
        case=other,
        role="lead",
        institution=world.ops,
        membership=world.lead.membership,
        joined_on=world.now,
    )
    with pytest.raises(Refused) as refused:
        ask_jointly(other, asking(institutions=[world.ops], action=world.action), **act)
    assert refused.value.refusals == {JointRefusal.OF_ANOTHER_CASE}


def test_it_is_carried_once_enough_said_yes(world, asked, today):
    decision = asked()
    say(decision, world.ops, Said(Vote.YES), world.deputy, world)
    say(decision, world.school, Said(Vote.YES), world.member, world)
    assert again(decision).state == JointState.OPEN

    voice = say(decision, world.pcpr, by_phone(Vote.ABSTAINS, today), world.lead, world)

    decision = again(decision)
    assert (decision.state, decision.ended_on) == (JointState.CARRIED, today)
    assert (again(voice).channel, again(voice).came_on, again(voice).answered_by) == (
        Channel.PHONE,
        today,
        world.lead.membership,
    )
    ended = last_event(PlanEvent.JOINT_CARRIED)
    assert (ended.subject_id, ended.membership_id) == (decision.public_id, None)  # who was last isn't told
    told_people = {message.recipient_id for message in told(world).filter(kind=MessageKind.JOINT_ENDED)}
    assert told_people == {world.lead.user.pk, world.deputy.user.pk, world.member.user.pk}


def test_it_is_rejected_once_it_cannot_be_reached(world, asked):
    decision = asked(rule=Rule.SOME, number=3)
    say(decision, world.school, Said(Vote.NO, "Nie mamy sali."), world.member, world)

    assert again(decision).state == JointState.REJECTED
    with pytest.raises(Refused) as refused:
        say(decision, world.ops, Said(Vote.YES), world.lead, world)
    assert refused.value.refusals == {JointRefusal.ENDED}


def test_an_answer_can_be_changed_by_a_colleague_and_overwrites_nothing_unseen(world, asked):
    decision = asked()
    before = voice_of(decision, world.school).version
    say(decision, world.school, Said(Vote.ABSTAINS, "Jeszcze nie wiemy."), world.member, world)
    join(world, world.former)

    with pytest.raises(Stale):
        say(decision, world.school, Said(Vote.YES), world.former, world, version=before)
    voice = again(say(decision, world.school, Said(Vote.YES), world.former, world))

    assert (voice.vote, voice.reason, voice.answered_by) == (Vote.YES, "", world.former.membership)


def test_one_answers_for_the_own_institution_alone(world, asked):
    decision = asked()
    for body, cast in (
        (world.ops, world.member),
        (world.school, world.lead),  # the school has an account in the team
        (world.pcpr, world.member),
        (world.pcpr, world.outsider),
        (world.ops, world.colleague),
        (world.school, world.former),
    ):
        with pytest.raises(PermissionDenied):
            say(decision, body, by_phone(Vote.YES, timezone.localdate()), cast, world)
    with pytest.raises(Refused) as refused:
        say(decision, world.pcpr, Said(Vote.YES), world.lead, world)
    assert refused.value.refusals == {JointRefusal.NO_CHANNEL, JointRefusal.NO_DAY}


def test_how_it_came_is_not_kept_of_an_own_answer(world, asked, today):
    decision = asked()
    voice = again(say(decision, world.school, by_phone(Vote.YES, today), world.member, world))

    assert (voice.channel, voice.came_on) == ("", None)


@pytest.mark.parametrize("how", ["closed", "withdrew", "protocol"])
def test_a_partner_answers_as_long_as_the_door_is_open(world, asked, today, how):
    decision = asked()
    if how == "closed":
        close(world)
    elif how == "withdrew":
        change(world.basis, state="withdrawn")
    else:
        change(world.protocol, ends_on=today - timedelta(days=1))

    with pytest.raises(PermissionDenied):
        say(decision, world.school, Said(Vote.YES), world.member, world)
    assert not JOINTS.allows(world.member.actor, Permission.JOINT_VIEW, decision)


def test_a_question_about_somebody_who_left_is_shut_like_the_action(world, asked, today):
    decision = asked(action=world.action)
    free = asked()
    assert JOINTS.allows(world.member.actor, Permission.JOINT_VIEW, decision)
    change(world.case.case_persons.get(person=world.child), left_on=today)

    assert not JOINTS.allows(world.member.actor, Permission.JOINT_VIEW, decision)
    assert not VOICES.allows(world.member.actor, Permission.JOINT_ANSWER, voice_of(decision, world.school))
    assert JOINTS.allows(world.member.actor, Permission.JOINT_VIEW, free)
    assert JOINTS.allows(world.lead.actor, Permission.JOINT_VIEW, decision)


def test_who_left_the_team_stops_counting(world, asked, today):
    decision = asked(rule=Rule.SOME, number=3)
    say(decision, world.ops, Said(Vote.YES), world.lead, world)
    change(world.team["member"], left_on=today)

    (standing,) = standings([again(decision)], now=world.now)
    assert standing.state is JointState.REJECTED  # three of two can't be reached; the page knows it before the worker
    assert [voice.institution for voice in standing.out] == [world.school]
    settle_joint_decisions(now=world.now)
    settle_joint_decisions(now=world.now)

    assert again(decision).state == JointState.REJECTED
    assert Event.objects.filter(name=PlanEvent.JOINT_REJECTED, subject_id=decision.public_id).count() == 1
    assert voice_of(decision, world.school).is_out
    join(world, world.member)
    (standing,) = standings([again(decision)], now=world.now)
    assert [voice.institution for voice in standing.out] == [world.school]  # coming back changes nothing of what ended


def test_all_is_then_all_of_the_rest(world, asked, today):
    decision = asked(institutions=[world.ops, world.school])
    say(decision, world.ops, Said(Vote.YES), world.lead, world)
    change(world.team["member"], left_on=today)
    settle_joint_decisions(now=world.now)

    assert again(decision).state == JointState.CARRIED


def test_a_day_that_passes_ends_it(world, asked, today):
    decision = asked(answer_by=today)
    assert decision not in to_settle(now=world.now)
    tomorrow = world.now + timedelta(days=1)
    (standing,) = standings([again(decision)], now=tomorrow)
    assert standing.state is JointState.LAPSED
    assert not standing.is_open
    with pytest.raises(Refused):
        say(decision, world.school, Said(Vote.YES), world.member, world, now=tomorrow)
    settle_joint_decisions(now=tomorrow)

    assert again(decision).state == JointState.LAPSED
    assert last_event(PlanEvent.JOINT_LAPSED).membership_id is None
    assert told(world).filter(kind=MessageKind.JOINT_ENDED, recipient=world.lead.user).count() == 1


def test_a_closed_case_ends_it_without_a_message(world, asked):
    decision = asked()
    close(world)
    settle_joint_decisions(now=world.now)

    assert again(decision).state == JointState.LAPSED
    assert not told(world).filter(kind=MessageKind.JOINT_ENDED).exists()


def test_an_open_one_is_left_alone(world, asked):
    decision = asked()
    assert settle(decision, now=world.now).state == JointState.OPEN
    assert not Event.objects.filter(subject_id=decision.public_id).exists()


def test_taken_back_with_a_reason(world, asked, act, today):
    decision = asked()
    with pytest.raises(Refused) as refused:
        take_back(decision, "", **act)
    assert refused.value.refusals == {JointRefusal.NO_REASON}
    with pytest.raises(PermissionDenied):
        take_back(decision, "Już po sprawie.", actor=world.member.actor, now=world.now)
    taken = again(take_back(decision, "Już po sprawie.", **act))

    assert (taken.state, taken.ended_on, taken.ended_because) == (JointState.WITHDRAWN, today, "Już po sprawie.")
    assert Event.objects.latest("pk").name == PlanEvent.JOINT_WITHDRAWN
    with pytest.raises(Refused) as refused:
        take_back(decision, "Jeszcze raz.", **act)
    assert refused.value.refusals == {JointRefusal.ENDED}


def test_asked_again_with_a_reason_and_the_old_one_keeps_its_answers(world, asked, act):
    decision = asked(institutions=[world.ops, world.school])
    with pytest.raises(Refused) as refused:
        asked(again=decision, because="Inny termin.")
    assert refused.value.refusals == {JointRefusal.NOT_ENDED}
    say(decision, world.school, Said(Vote.NO, "Nie w czwartek."), world.member, world)
    (standing,) = standings([again(decision)], now=world.now)
    assert standing.may_be_asked_again
    with pytest.raises(Refused) as refused:
        asked(again=decision)
    assert refused.value.refusals == {JointRefusal.NO_REASON}

    new = asked(institutions=[world.school], again=decision, because="Proponujemy środę.")

    assert (new.instead_of, new.again_because) == (decision, "Proponujemy środę.")
    assert voice_of(decision, world.school).reason == "Nie w czwartek."
    assert voice_of(new, world.school).vote == ""
    (standing,) = standings([again(decision)], now=world.now)
    assert not standing.may_be_asked_again
    with pytest.raises(Refused) as refused:
        asked(again=again(decision), because="Jeszcze raz.")
    assert refused.value.refusals == {JointRefusal.ASKED_AGAIN}


def test_asking_again_settles_what_the_worker_has_not_seen(world, asked, act, today):
    decision = asked(rule=Rule.SOME, number=3)
    change(world.team["member"], left_on=today)
    asked(institutions=[world.ops], again=decision, because="Szkoła odeszła z zespołu.")

    assert again(decision).state == JointState.REJECTED


def test_the_lead_shows_the_answers_or_hides_them(world, asked, act):
    decision = asked()
    say(decision, world.ops, Said(Vote.YES, "Mamy salę."), world.lead, world)
    voice = voice_of(decision, world.ops)
    assert not VOICES.allows(world.member.actor, Permission.JOINT_VOICE_VIEW, voice)
    with pytest.raises(PermissionDenied):
        show_answers(decision, True, actor=world.member.actor, now=world.now)

    show_answers(decision, True, **act)
    assert VOICES.allows(world.member.actor, Permission.JOINT_VOICE_VIEW, voice)
    assert Event.objects.latest("pk").name == PlanEvent.JOINT_SHOWN
    assert not VOICES.allows(world.outsider.actor, Permission.JOINT_VOICE_VIEW, voice)
    show_answers(decision, False, **act)
    assert not VOICES.allows(world.member.actor, Permission.JOINT_VOICE_VIEW, voice)


def test_somebody_else_of_the_centre_in_the_team_answers_for_it(world, asked):
    decision = asked()
    join(world, world.colleague)
    assert JOINTS.allows(world.colleague.actor, Permission.JOINT_VIEW, decision)
    show_answers(decision, True, actor=world.lead.actor, now=world.now)
    assert VOICES.allows(world.colleague.actor, Permission.JOINT_VOICE_VIEW, voice_of(decision, world.school))
    say(decision, world.ops, Said(Vote.YES), world.colleague, world)

    assert voice_of(decision, world.ops).answered_by == world.colleague.membership


def test_who_is_not_asked_sees_nothing(world, asked):
    decision = asked(institutions=[world.ops])

    assert not JOINTS.allows(world.member.actor, Permission.JOINT_VIEW, decision)
    assert not JOINTS.allows(SYSTEM, Permission.JOINT_VIEW, decision)
    assert JointDecision.objects.filter(pk=decision.pk).exists()


def test_how_many_stand_costs_three_queries(world, asked, django_assert_num_queries):
    found = [asked().pk for _ in range(3)]
    decisions = JointDecision.objects.filter(pk__in=found).select_related("case", "again")
    with django_assert_num_queries(3):
        assert [one.needed for one in standings(decisions, now=world.now)] == [3, 3, 3]
        assert [one.may_be_asked_again for one in standings([], now=world.now)] == []
