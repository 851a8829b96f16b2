"""The plan in depth: cost, what comes first, another day, days that are ticked off; the row, the event, the message."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.days import days_of, keep_day, propose_day, take_day, tick_days
from kooperacja.cases.actions.plan import ActionDetails, accept_action, add_action, change_action, decline_action
from kooperacja.cases.events import PlanEvent
from kooperacja.cases.models import Action, CaseMember, Goal, Role
from kooperacja.cases.rules.depth import CostSource, Rhythm
from kooperacja.cases.rules.plan import PlanRefusal
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.outbox.models import Message
from tests.cases.test_policies import change
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
    return ActionDetails("Zajęcia", world.school, today + timedelta(70), world.team["member"])


@pytest.fixture
def weekly(world, for_school, act, by_member, today):
    """Asked for every week since three weeks ago, and accepted."""
    details = replace(for_school, starts_on=today - timedelta(21), rhythm=Rhythm.WEEKLY)
    action = add_action(world.goal, details, **act)
    return accept_action(action, answered_on=today, **by_member)


def fresh(action):
    return Action.objects.get(pk=action.pk)


def kinds():
    return set(Message.objects.values_list("kind", "recipient__name"))


def test_an_action_says_what_it_costs_and_how_it_is_measured(world, act, for_school):
    more = {"measure_from": "61", "measure_to": "90", "unit": "% lekcji", "cost_note": "Caritas"}
    details = replace(for_school, cost=Decimal("2600.00"), cost_source=CostSource.OTHER, **more)
    action = fresh(add_action(world.goal, details, **act))

    assert action.measured == "61 → 90 % lekcji"
    assert action.cost_words == "2\N{NO-BREAK SPACE}600\N{NO-BREAK SPACE}zł"
    assert action.source_words == "inne źródło, Caritas"


def test_least_is_as_little_as_ever(world, act, for_school):
    action = fresh(add_action(world.goal, for_school, **act))

    assert (action.measured, action.cost_words, action.source_words, action.after) == ("", "", "", [])
    assert (action.cost, action.rhythm, action.starts_on) == (None, "", None)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"cost": Decimal(5)}, PlanRefusal.NO_SOURCE),
        ({"rhythm": Rhythm.MONTHLY}, PlanRefusal.NO_FIRST_DAY),
    ],
)
def test_what_can_not_be_planned(world, act, for_school, more, refusal):
    with pytest.raises(Refused) as refused:
        add_action(world.goal, replace(for_school, **more), **act)

    assert refused.value.refusals == {refusal}


def test_a_new_cost_is_asked_for_anew(world, act, by_member, for_school, today):
    action = add_action(world.goal, for_school, **act)
    accept_action(action, answered_on=today, **by_member)
    details = replace(for_school, cost=Decimal(100), cost_source=CostSource.OWN)

    assert fresh(change_action(action, details, version=fresh(action).version, **act)).state == "proposed"


def test_what_comes_first(world, act, for_school):
    second = add_action(world.goal, replace(for_school, after=(world.other_action,)), **act)
    assert fresh(second).after == [world.other_action]

    third = replace(for_school, after=(world.action,))
    change_action(second, third, version=fresh(second).version, **act)
    assert fresh(second).after == [world.action]
    change_action(second, third, version=fresh(second).version, **act)
    assert fresh(second).after == [world.action]


def test_nothing_waits_for_itself(world, act, for_school, today):
    first = add_action(world.goal, for_school, **act)
    second = add_action(world.goal, replace(for_school, after=(first,)), **act)
    with pytest.raises(Refused) as refused:
        change_action(first, replace(for_school, after=(second,)), version=first.version, **act)

    assert refused.value.refusals == {PlanRefusal.IN_CIRCLES}


def test_nothing_waits_for_another_case(world, act, for_school):
    elsewhere = make(
        type(world.case),
        number="S/9/2026/990101",
        centre=world.ops,
        household=world.household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    goal = make(Goal, case=elsewhere, text="x")
    other = make(Action, goal=goal, case=elsewhere, text="y", institution=world.ops, due_on=for_school.due_on)
    with pytest.raises(Refused) as refused:
        add_action(world.goal, replace(for_school, after=(other,)), **act)

    assert refused.value.refusals == {PlanRefusal.OF_ANOTHER_CASE}


def test_another_day_is_proposed_and_taken(world, act, by_member, today):
    later = today + timedelta(20)
    propose_day(world.action, later, "Dopiero wtedy jest sala.", **by_member)

    action = fresh(world.action)
    assert (action.state, action.proposed_on, action.answer) == ("other_day", later, "Dopiero wtedy jest sala.")
    assert Event.objects.latest("pk").name == PlanEvent.OTHER_DAY_PROPOSED
    assert ("action_other_day", world.lead.user.name) in kinds()

    take_day(action, **act)
    action = fresh(action)
    assert (action.state, action.due_on, action.proposed_on, action.answer) == ("accepted", later, None, "")
    assert ("action_changed", world.member.user.name) in kinds()


def test_the_day_is_kept_and_asked_for_again(world, act, by_member, today):
    due = world.action.due_on
    propose_day(world.action, today + timedelta(20), "", **by_member)
    keep_day(world.action, **act)

    action = fresh(world.action)
    assert (action.state, action.due_on, action.proposed_on, action.answered_on) == ("proposed", due, None, None)
    assert ("action_asked", world.member.user.name) in kinds()


def test_who_proposed_another_day_may_still_decline(world, act, by_member, today):
    propose_day(world.action, today + timedelta(20), "", **by_member)
    decline_action(world.action, "Jednak nie.", answered_on=today, **by_member)

    assert (fresh(world.action).state, fresh(world.action).proposed_on) == ("declined", None)
    with pytest.raises(TransitionNotAllowed):
        take_day(world.action, **act)


def test_changing_the_action_ends_the_talk_of_another_day(world, act, by_member, for_school, today):
    propose_day(world.action, today + timedelta(20), "", **by_member)
    version = fresh(world.action).version
    change_action(world.action, for_school, version=version, **act)

    assert (fresh(world.action).state, fresh(world.action).proposed_on) == ("proposed", None)


def test_a_proposed_day_that_is_over_is_not_taken(world, act, by_member, today):
    propose_day(world.action, today + timedelta(1), "", **by_member)
    with pytest.raises(Refused) as refused:
        take_day(world.action, actor=world.lead.actor, now=world.now + timedelta(3))

    assert refused.value.refusals == {PlanRefusal.DUE_IN_THE_PAST}


def test_the_same_day_is_no_other_day(world, by_member):
    with pytest.raises(Refused) as refused:
        propose_day(world.action, world.action.due_on, "", **by_member)

    assert refused.value.refusals == {PlanRefusal.SAME_DAY}


@pytest.mark.parametrize("who", ["lead", "deputy", "former", "head", "neighbour", "operator"])
def test_only_who_is_asked_proposes_another_day(world, today, who):
    with pytest.raises(PermissionDenied):
        propose_day(world.action, today + timedelta(20), "", actor=getattr(world, who).actor, now=world.now)


@pytest.mark.parametrize("who", ["member", "former", "head", "neighbour", "operator"])
def test_only_who_leads_decides_on_the_day(world, by_member, today, who):
    propose_day(world.action, today + timedelta(20), "", **by_member)
    for decide in (take_day, keep_day):
        with pytest.raises(PermissionDenied):
            decide(world.action, actor=getattr(world, who).actor, now=world.now)


def test_days_are_ticked_off(world, weekly, by_member, today):
    days = days_of(fresh(weekly), until=today)
    assert [(today - day).days for day in days] == [21, 14, 7, 0]
    tick_days(weekly, days[:2], version=fresh(weekly).version, **by_member)
    assert list(weekly.occurrences.order_by("on").values_list("on", flat=True)) == days[:2]

    tick_days(weekly, days[1:3], version=fresh(weekly).version, **by_member)
    assert list(weekly.occurrences.order_by("on").values_list("on", flat=True)) == days[1:3]
    assert Event.objects.latest("pk").name == PlanEvent.ACTION_TICKED


def test_two_who_tick_at_once(world, weekly, by_member, today):
    version = fresh(weekly).version
    tick_days(weekly, [today], version=version, **by_member)
    with pytest.raises(Stale):
        tick_days(weekly, [], version=version, **by_member)


@pytest.mark.parametrize("days", [1, 7])
def test_only_days_of_its_own_so_far_are_ticked(world, weekly, by_member, today, days):
    with pytest.raises(Refused) as refused:
        tick_days(weekly, [today + timedelta(days)], version=fresh(weekly).version, **by_member)

    assert refused.value.refusals == {PlanRefusal.NOT_ITS_DAY}


def test_what_is_not_promised_or_not_repeated_has_no_days(world, weekly, act, by_member, today):
    assert days_of(world.action, until=today) == []
    change(weekly, state="proposed")
    with pytest.raises(Refused):
        tick_days(weekly, [today], version=fresh(weekly).version, **by_member)


def test_by_letter_the_lead_changes_the_day_instead(world, act, today):
    place = make(
        CaseMember, case=world.case, role=Role.MEMBER, institution=world.police, letter_contact="x", joined_on=today
    )
    details = ActionDetails("Wizyta", world.police, today + timedelta(3), place)
    action = add_action(world.goal, details, **act)
    with pytest.raises(PermissionDenied):
        propose_day(action, today + timedelta(9), "", **act)
