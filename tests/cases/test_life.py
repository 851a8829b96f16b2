"""Births and deaths: what is written down, what ends and comes back, who is told and who is asked nothing more."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.permissions import Permission as May
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.life import (
    Newborn,
    add_newborn,
    left_open_by,
    note_death,
    people_left_open,
    undo_death,
)
from kooperacja.cases.actions.participation import Said, guardians_who_may_agree, record_basis
from kooperacja.cases.actions.plan import add_goal
from kooperacja.cases.actions.versions import Agreed, freeze_plan
from kooperacja.cases.events import PersonEvent
from kooperacja.cases.models import BasisKind, Case, CasePerson, How, ParticipationBasis
from kooperacja.cases.policies import ACTIONS, CASES, HOUSEHOLDS, PERSONS
from kooperacja.cases.rules.life import DeathRefusal
from kooperacja.cases.rules.participation import BasisRefusal
from kooperacja.cases.rules.plan import PlanRefusal
from kooperacja.cases.rules.versions import VersionRefusal
from kooperacja.cases.states import ActionState, BasisState
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import HouseholdMember, Kinship
from kooperacja.transfers.actions.content import present_persons
from tests.cases.changing import again, change, close, last_event, told
from tests.world import SINCE, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def act(world):
    return {"actor": world.lead.actor, "now": world.now}


def refused(run):
    with pytest.raises(Refused) as caught:
        run()
    return caught.value.refusals


def die(world, person, day=None, *, about=False, **act):
    act = act or {"actor": world.lead.actor, "now": world.now}
    person = again(person)
    return note_death(world.case, person, day or timezone.localdate(), about=about, version=person.version, **act)


def agreed_for_child(world, **fields):
    return make(
        ParticipationBasis,
        case=world.case,
        person=again(world.child),
        kind=BasisKind.AGREEMENT,
        state=BasisState.GIVEN,
        stated_on=SINCE,
        how=How.WRITING,
        given_by=world.person,
        **fields,
    )


def test_a_death_is_written_down_on_the_person_and_in_the_story_of_the_case(world, today):
    day = today - timedelta(5)
    die(world, world.person, day, about=True)

    person = again(world.person)
    assert (person.has_died, person.died_on, person.died_about) == (True, day, True)
    event = last_event(PersonEvent.DEATH_NOTED)
    assert event.subject_id == world.case.public_id
    assert str(day) not in str(event.changes)


def what_partners_may(world):
    """Return what the member may and sees; everything that rests on the grown-up."""
    actor = world.member.actor
    return (
        PERSONS.allows(actor, May.PERSON_VIEW, world.person),
        PERSONS.allows(actor, May.PERSON_VIEW, world.child),
        CASES.allows(actor, May.CASE_VIEW, world.case),
        ACTIONS.allows(actor, May.ACTION_VIEW, world.action),
        HOUSEHOLDS.allows(actor, May.HOUSEHOLD_VIEW, world.household),
        HOUSEHOLDS.allows(actor, May.HOUSEHOLD_VIEW, world.shown_household),
    )


def everything(world):
    """Return the rows that a death might have touched, as the database holds them."""
    rows = [world.basis, world.guardianship, *HouseholdMember.objects.all(), *Kinship.objects.all()]
    return [(type(one).__name__, one.pk, again(one).version) for one in rows]


def test_what_a_death_ends_comes_back_when_it_was_a_mistake(world, today, act):
    agreed_for_child(world)
    before, rows = what_partners_may(world), everything(world)
    assert before == (True,) * 6

    die(world, world.person)

    assert what_partners_may(world) == (False,) * 6
    assert guardians_who_may_agree(world.case, again(world.child), on=today) == {}
    undo_death(world.case, again(world.person), **act)
    assert what_partners_may(world) == before
    assert guardians_who_may_agree(world.case, again(world.child), on=today) == {world.person.pk: world.person}
    assert everything(world) == rows
    person = again(world.person)
    assert (person.has_died, person.died_on, person.died_about) == (False, None, False)
    assert last_event(PersonEvent.DEATH_UNDONE).subject_id == world.case.public_id


def test_whoever_loses_access_is_told(world):
    die(world, world.person)

    found = {(one.kind, one.recipient_id) for one in told(world)}
    assert ("basis_changed", world.lead.user.pk) not in found
    assert ("basis_changed", world.deputy.user.pk) in found
    assert world.member.user.pk in {who for _kind, who in found}
    assert all(world.person.surname not in one.path + one.reference for one in told(world))


def test_in_each_case_of_the_person(world):
    """Two cases of one centre are about the same grown-up; a closed one is left alone."""
    twins = [
        make(
            Case,
            number=f"S/{number}/2026/990101",
            centre=world.ops,
            household=world.household,
            opened_at=world.now,
            opened_by=world.lead.user,
        )
        for number in (8, 9)
    ]
    for twin in twins:
        make(CasePerson, case=twin, person=world.person, added_on=SINCE)
        make(
            type(world.case_member),
            case=twin,
            role="lead",
            institution=world.ops,
            membership=world.colleague.membership,
            joined_on=SINCE,
        )
        make(
            ParticipationBasis,
            case=twin,
            person=world.person,
            kind=BasisKind.AGREEMENT,
            state=BasisState.GIVEN,
            stated_on=SINCE,
            how=How.WRITING,
        )
    change(twins[1], state="closed", closed_at=world.now, closed_by=world.lead.user, closure_reason="goals_met")

    die(world, world.person)

    to_colleague = [one.reference for one in told(world) if one.recipient_id == world.colleague.user.pk]
    assert to_colleague == [twins[0].number]


def test_the_day_can_be_corrected(world, today):
    die(world, world.person, today, about=True)
    die(world, world.person, today - timedelta(2))

    person = again(world.person)
    assert (person.died_on, person.died_about) == (today - timedelta(2), False)


def test_sent_twice_it_is_written_once(world, today, act):
    old = again(world.person)
    die(world, world.person, today)
    count = Event.objects.count()

    note_death(world.case, again(world.person), today, about=False, version=old.version, **act)
    assert Event.objects.count() == count
    undo_death(world.case, again(world.person), **act)
    count = Event.objects.count()
    undo_death(world.case, again(world.person), **act)
    assert Event.objects.count() == count


def test_of_two_who_write_the_second_sees_both(world, today, act):
    old = again(world.person)
    change(world.person, phone="500 100 100")

    with pytest.raises(Stale):
        note_death(world.case, old, today, about=False, version=old.version, **act)


def test_a_death_that_cant_be(world, today):
    assert refused(lambda: die(world, world.person, today + timedelta(1))) == {DeathRefusal.IN_THE_FUTURE}
    assert refused(lambda: die(world, world.person, date(1987, 3, 13))) == {DeathRefusal.BEFORE_BIRTH}
    elsewhere = make(
        Case,
        number="S/9/2026/990101",
        centre=world.ops,
        household=world.household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    make(
        type(world.case_member),
        case=elsewhere,
        role="lead",
        institution=world.ops,
        membership=world.lead.membership,
        joined_on=SINCE,
    )
    person = again(world.person)
    run = {"about": False, "version": person.version, "actor": world.lead.actor, "now": world.now}
    assert refused(lambda: note_death(elsewhere, person, today, **run)) == {DeathRefusal.NOT_IN_THE_CASE}


@pytest.mark.parametrize("who", ["member", "colleague", "neighbour", "head"])
def test_only_the_lead_and_the_deputy_write(world, today, who):
    act = {"actor": getattr(world, who).actor, "now": world.now}
    person = change(world.child, has_died=True, died_on=today)
    for run in (
        lambda: die(world, world.person, **act),
        lambda: undo_death(world.case, person, **act),
        lambda: add_newborn(world.case, Newborn("Ola", "Testowa", today), [world.person], None, **act),
    ):
        with pytest.raises(PermissionDenied):
            run()


def test_in_a_closed_case_nobody_writes(world, today):
    close(world)

    with pytest.raises(PermissionDenied):
        die(world, world.person)


def test_nobody_asks_for_agreement_any_more(world, today, act):
    die(world, world.person)
    said = Said(BasisKind.AGREEMENT, today, how=How.ORALLY)

    assert refused(
        lambda: record_basis(world.case, again(world.person), said, version=again(world.basis).version, **act)
    ) == {BasisRefusal.HAS_DIED}


def test_the_guardian_who_died_agrees_to_nothing(world, today, act):
    die(world, world.person)
    said = Said(BasisKind.AGREEMENT, today, how=How.ORALLY, given_by=world.person)

    assert refused(lambda: record_basis(world.case, again(world.child), said, version=None, **act)) == {
        BasisRefusal.NOT_THEIR_GUARDIAN
    }


def test_neither_plan_nor_transfer_counts_who_has_died(world, today, act):
    die(world, world.person)

    assert refused(lambda: add_goal(world.case, "Cel", again(world.person), **act)) == {PlanRefusal.NOT_IN_THE_CASE}
    agreed = Agreed([again(world.person)], today, How.ORALLY)
    assert VersionRefusal.NOT_TAKING_PART in refused(lambda: freeze_plan(world.case, agreed, seen="", **act))
    assert present_persons(world.case) == [world.child]


def test_what_is_left_open_is_for_the_lead_to_decide(world):
    assert people_left_open(world.case) == []
    die(world, world.child)

    child = again(world.child)
    open_now = left_open_by(world.case, [child])
    assert open_now.goals == [world.goal]
    assert open_now.actions == [world.other_action, world.action]
    assert people_left_open(world.case) == [child]
    assert again(world.goal).state == "open"
    for action in (world.action, world.other_action):
        change(action, state=ActionState.CANCELLED)
    assert people_left_open(world.case) == []
    assert left_open_by(world.case, [world.person]).goals == []


def test_partners_no_longer_see_actions_that_speak_of_who_has_died(world):
    assert ACTIONS.allows(world.member.actor, May.ACTION_VIEW, world.action)

    die(world, world.child)

    assert not ACTIONS.allows(world.member.actor, May.ACTION_VIEW, world.action)
    assert ACTIONS.allows(world.lead.actor, May.ACTION_VIEW, world.action)
