"""The plan: goals, actions, answers; the row, the event, the message."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.participation import Said, record_basis, withdraw_basis
from kooperacja.cases.actions.people import leave_case
from kooperacja.cases.actions.plan import (
    ActionDetails,
    accept_action,
    add_action,
    add_goal,
    cancel_action,
    change_action,
    change_goal,
    decline_action,
    finish_action,
    what_they_may_do,
)
from kooperacja.cases.events import PlanEvent
from kooperacja.cases.models import Action, BasisKind, CaseMember, Goal, How, Role
from kooperacja.cases.policies import ACTIONS
from kooperacja.cases.rules.participation import Answer
from kooperacja.cases.rules.plan import PlanRefusal
from kooperacja.cases.states import ActionAction, ActionState, GoalState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from tests.world import make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def act(world):
    return {"actor": world.lead.actor, "now": world.now}


@pytest.fixture
def by_member(world):
    return {"actor": world.member.actor, "now": world.now}


@pytest.fixture
def for_school(world, today):
    """What the school's counsellor is asked to do."""
    return ActionDetails("Zajęcia po lekcjach", world.school, today + timedelta(7), world.team["member"], "frekwencja")


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


def sent():
    """Messages other than the one that the village has."""
    return Message.objects.exclude(kind=MessageKind.values[0])


def told():
    return {(message.kind, message.recipient.name, message.path) for message in sent().select_related("recipient")}


def fresh(action):
    return Action.objects.get(pk=action.pk)


def test_add_goal(world, act):
    goal = add_goal(world.case, "Chcę spać spokojnie", None, **act)
    of_child = add_goal(world.case, "Chcę tańczyć", world.child, **act)

    assert Goal.objects.get(pk=goal.pk).text == "Chcę spać spokojnie"
    assert of_child.person == world.child
    assert Event.objects.latest("pk").name == PlanEvent.GOAL_ADDED


def test_a_refusal_is_respected(world, act, today):
    said = Said(BasisKind.AGREEMENT, today, Answer.REFUSED, how=How.ORALLY)
    record_basis(world.case, world.child, said, version=None, **act)
    with pytest.raises(Refused) as refused:
        add_goal(world.case, "Chcę tańczyć", world.child, **act)

    assert refused.value.refusals == {PlanRefusal.PERSON_REFUSED}


def test_nobody_who_left_has_a_goal(world, act, today):
    leave_case(world.case, world.child, today, moves_out=False, **act)
    with pytest.raises(Refused) as refused:
        add_goal(world.case, "Chcę tańczyć", world.child, **act)

    assert refused.value.refusals == {PlanRefusal.NOT_IN_THE_CASE}


def test_change_goal(world, act):
    version = world.goal.version
    change_goal(world.goal, "Inaczej", None, version=version, **act)

    goal = Goal.objects.get(pk=world.goal.pk)
    assert (goal.text, goal.person) == ("Inaczej", None)
    with pytest.raises(Stale):
        change_goal(world.goal, "Jeszcze inaczej", None, version=version, **act)


def test_a_goal_that_ended_is_not_changed(world, act, for_school, today):
    ended = make(Goal, case=world.case, text="x", state=GoalState.MET, ended_on=today)
    for write in (
        lambda: change_goal(ended, "y", None, version=ended.version, **act),
        lambda: add_action(ended, for_school, **act),
    ):
        with pytest.raises(Refused) as refused:
            write()
        assert refused.value.refusals == {PlanRefusal.GOAL_ENDED}


@pytest.mark.parametrize("who", ["member", "colleague", "head", "former", "neighbour", "operator"])
def test_only_who_leads_plans(world, for_school, who):
    act = {"actor": getattr(world, who).actor, "now": world.now}
    for write in (
        lambda: add_goal(world.case, "x", None, **act),
        lambda: change_goal(world.goal, "x", None, version=world.goal.version, **act),
        lambda: add_action(world.goal, for_school, **act),
        lambda: change_action(world.action, for_school, version=world.action.version, **act),
        lambda: cancel_action(world.action, "x", **act),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_an_action_waits_for_whoever_is_asked(world, act, for_school):
    action = fresh(add_action(world.goal, for_school, **act))

    assert (action.state, action.institution, action.member) == ("proposed", world.school, world.team["member"])
    assert (action.text, action.measure, action.case) == ("Zajęcia po lekcjach", "frekwencja", world.case)
    path = f"/sprawy/dzialania/{action.public_id}/"
    assert told() == {(MessageKind.ACTION_ASKED, "Celina Szkolna", path)}
    assert "Zajęcia" not in repr(Event.objects.latest("pk").changes)


@pytest.mark.parametrize("named", [True, False])
def test_what_the_lead_proposes_to_themselves_is_accepted_at_once(world, act, for_school, today, named):
    own = replace(for_school, institution=world.ops, member=world.team["lead"] if named else None)
    action = add_action(world.goal, own, **act)

    assert (action.state, action.answered_on) == (ActionState.ACCEPTED, today)


def test_without_a_name_everybody_of_the_institution_is_asked(world, act, for_school):
    action = add_action(world.goal, replace(for_school, member=None), **act)

    assert {name for _kind, name, _path in told()} == {"Celina Szkolna"}
    assert what_they_may_do(action, world.member.actor) == [
        ActionAction.ACCEPT,
        ActionAction.PROPOSE_DAY,
        ActionAction.DECLINE,
    ]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("police", PlanRefusal.NOT_IN_THE_TEAM),
        ("former", PlanRefusal.NOT_THEIR_PERSON),
        ("lead", PlanRefusal.NOT_THEIR_PERSON),
        ("yesterday", PlanRefusal.DUE_IN_THE_PAST),
    ],
)
def test_what_cannot_be_planned(world, act, for_school, change, refusal):
    changes = {
        "police": {"institution": world.police, "member": None},
        "former": {"member": world.team["former"]},
        "lead": {"member": world.team["lead"]},
        "yesterday": {"due_on": timezone.localdate() - timedelta(1)},
    }[change]
    with pytest.raises(Refused) as refused:
        add_action(world.goal, replace(for_school, **changes), **act)

    assert refused.value.refusals == {refusal}


def test_accept(world, by_member, today):
    accept_action(world.action, answered_on=today, **by_member)

    assert (fresh(world.action).state, fresh(world.action).answered_on) == (ActionState.ACCEPTED, today)
    assert {(kind, name) for kind, name, _path in told()} == {
        (MessageKind.ACTION_ACCEPTED, "Lidia Lewandowska"),
        (MessageKind.ACTION_ACCEPTED, "Zofia Zastępowska"),
    }
    assert Event.objects.latest("pk").name == PlanEvent.ACTION_ACCEPTED
    with pytest.raises(TransitionNotAllowed):
        accept_action(world.action, answered_on=today, **by_member)


def test_decline_with_a_reason(world, by_member, today):
    with pytest.raises(Refused) as refused:
        decline_action(world.action, "", answered_on=today, **by_member)
    assert refused.value.refusals == {PlanRefusal.NO_REASON}

    decline_action(world.action, "urlop", answered_on=today, **by_member)
    assert (fresh(world.action).state, fresh(world.action).answer) == (ActionState.DECLINED, "urlop")
    assert {kind for kind, _name, _path in told()} == {MessageKind.ACTION_DECLINED}


def test_finish_with_a_result(world, by_member, act, today):
    with pytest.raises(TransitionNotAllowed):
        finish_action(world.action, "x", done_on=today, **by_member)
    accept_action(world.action, answered_on=today, **by_member)
    with pytest.raises(Refused) as refused:
        finish_action(world.action, "", done_on=today + timedelta(1), **by_member)
    assert refused.value.refusals == {PlanRefusal.NO_RESULT, PlanRefusal.ANSWERED_IN_THE_FUTURE}

    before = timezone.localdate(world.case.opened_at) - timedelta(1)
    with pytest.raises(Refused) as refused:
        finish_action(world.action, "chodzi", done_on=before, **by_member)
    assert refused.value.refusals == {PlanRefusal.ANSWERED_BEFORE_IT_OPENED}

    finish_action(world.action, "chodzi", done_on=today - timedelta(1), **act)
    action = fresh(world.action)
    assert (action.state, action.answer, action.done_on) == (ActionState.DONE, "chodzi", today - timedelta(1))
    assert (MessageKind.ACTION_DONE, "Zofia Zastępowska") in {(kind, name) for kind, name, _path in told()}


def test_cancel_with_a_reason(world, act):
    with pytest.raises(Refused):
        cancel_action(world.action, "", **act)
    cancel_action(world.action, "już niepotrzebne", **act)

    assert fresh(world.action).state == ActionState.CANCELLED
    assert {(kind, name) for kind, name, _path in told()} == {(MessageKind.ACTION_CHANGED, "Celina Szkolna")}


def test_the_lead_says_neither_yes_nor_no_for_others(world, act, today):
    assert what_they_may_do(world.action, world.lead.actor) == [ActionAction.CANCEL]
    with pytest.raises(PermissionDenied):
        accept_action(world.action, answered_on=today, **act)
    with pytest.raises(PermissionDenied):
        decline_action(world.action, "x", answered_on=today, **act)


def test_a_member_answers_own_actions_alone(world, by_member, today):
    assert what_they_may_do(world.other_action, world.member.actor) == []
    with pytest.raises(PermissionDenied):
        finish_action(world.other_action, "x", done_on=today, **by_member)


def test_nobody_without_a_hat_answers(world):
    assert what_they_may_do(world.action, Actor()) == []


def test_for_a_letter_the_lead_writes_the_answer_down(world, act, for_school, by_letter, today):
    details = replace(for_school, institution=world.police, member=by_letter)
    action = add_action(world.goal, details, **act)
    assert not sent().exists()

    accept_action(action, answered_on=today - timedelta(2), **act)
    assert fresh(action).answered_on == today - timedelta(2)
    assert ActionAction.FINISH in what_they_may_do(fresh(action), world.deputy.actor)


def test_a_change_of_what_was_accepted_is_a_new_proposal(world, act, by_member, for_school, today):
    accept_action(world.action, answered_on=today, **by_member)
    version = fresh(world.action).version
    change_action(world.action, for_school, version=version, **act)

    action = fresh(world.action)
    assert (action.state, action.answered_on, action.text) == (ActionState.PROPOSED, None, "Zajęcia po lekcjach")
    assert (MessageKind.ACTION_ASKED, "Celina Szkolna") in {(kind, name) for kind, name, _path in told()}
    with pytest.raises(Stale):
        change_action(world.action, for_school, version=version, **act)


def test_a_change_of_the_measure_alone_leaves_the_answer(world, act, by_member, today):
    accept_action(world.action, answered_on=today, **by_member)
    action = fresh(world.action)
    same = ActionDetails(action.text, action.institution, action.due_on, action.member, "nowa miara")
    change_action(action, same, version=action.version, **act)

    assert (fresh(action).state, fresh(action).measure) == (ActionState.ACCEPTED, "nowa miara")
    assert (MessageKind.ACTION_CHANGED, "Celina Szkolna") in {(kind, name) for kind, name, _path in told()}


def test_a_change_while_it_waits_leaves_it_waiting(world, act, for_school):
    change_action(world.action, for_school, version=world.action.version, **act)

    assert fresh(world.action).state == ActionState.PROPOSED


def test_a_declined_action_is_proposed_again(world, act, by_member, today):
    decline_action(world.action, "urlop", answered_on=today, **by_member)
    action = fresh(world.action)
    same = ActionDetails(action.text, action.institution, action.due_on, action.member, action.measure)
    change_action(action, same, version=action.version, **act)

    assert (fresh(action).state, fresh(action).answer) == (ActionState.PROPOSED, "")


def test_what_has_ended_is_not_changed(world, act, for_school):
    cancel_action(world.action, "x", **act)
    with pytest.raises(Refused) as refused:
        change_action(world.action, for_school, version=fresh(world.action).version, **act)

    assert refused.value.refusals == {PlanRefusal.ACTION_ENDED}


def test_a_late_action_keeps_its_day(world, act, for_school, today):
    late = make(
        Action,
        goal=world.goal,
        case=world.case,
        text="x",
        institution=world.school,
        due_on=today - timedelta(3),
    )
    change_action(late, replace(for_school, due_on=late.due_on), version=late.version, **act)

    assert fresh(late).due_on == today - timedelta(3)


@pytest.mark.parametrize("how", ["withdrew", "left"])
def test_partners_see_no_action_of_who_no_longer_takes_part(world, act, today, how):
    member = world.member.actor
    assert ACTIONS.allows(member, Permission.ACTION_VIEW, world.action)

    if how == "left":
        leave_case(world.case, world.child, today, moves_out=False, **act)
    else:
        said = Said(BasisKind.AGREEMENT, today, how=How.ORALLY, given_by=world.person)
        basis = record_basis(world.case, world.child, said, version=None, **act)
        assert ACTIONS.allows(member, Permission.ACTION_ANSWER, world.action)
        withdraw_basis(basis, ended_on=today, how=How.ORALLY, version=basis.version, **act)

    assert not ACTIONS.allows(member, Permission.ACTION_VIEW, world.action)
    assert not ACTIONS.allows(member, Permission.ACTION_ANSWER, world.action)
    assert ACTIONS.allows(world.lead.actor, Permission.ACTION_VIEW, world.action)
