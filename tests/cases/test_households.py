"""Several homes of one family: the rows, who moves, which is the main one, and who may know of them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.permissions import Permission as May
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.households import (
    HomeDetails,
    add_household,
    edit_household,
    make_main,
    move_into,
    move_out_of,
    who_lives_where,
)
from kooperacja.cases.actions.people import leave_case
from kooperacja.cases.events import PersonEvent
from kooperacja.cases.models import BasisKind, Case, CaseHousehold, CasePerson, How, ParticipationBasis
from kooperacja.cases.policies import HOUSEHOLDS
from kooperacja.cases.rules.homes import HomeRefusal
from kooperacja.cases.states import BasisState
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import Household, HouseholdMember, Person
from kooperacja.persons.rules import LeaveRefusal
from tests.cases.changing import again, change, close, last_event
from tests.world import CAST, SINCE, make

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


def lives(person, home):
    return home.members.filter(person=person, ends_on=None).exists()


def test_a_child_lives_in_two_homes(world, act):
    details = HomeDetails(world.gmina, "Lipowa 3", "u taty", "co drugi weekend", starts_on=SINCE)
    home = add_household(world.case, details, [world.child], **act)

    link = CaseHousehold.objects.get(household=home)
    assert (link.case, link.shown_to_team) == (world.case, False)
    assert (home.label, home.time_shared, home.centre) == ("u taty", "co drugi weekend", world.ops)
    assert home.members.get().starts_on == SINCE
    assert lives(world.child, world.household)
    assert last_event(PersonEvent.HOME_ADDED).subject_id == world.case.public_id
    assert world.case.homes().first() == world.household
    assert home in world.case.homes()


def test_who_lives_where(world, today):
    homes = [world.household, world.second_household, make(Household, centre=world.ops, unit=world.gmina)]
    people = {world.person.pk, world.child.pk}

    assert who_lives_where(homes, today) == {homes[0].pk: people, homes[1].pk: {world.child.pk}}


def test_without_a_first_day_they_live_there_since_today(world, act, today):
    home = add_household(world.case, HomeDetails(world.gmina, label="u babci"), [world.child], **act)

    assert home.members.get().starts_on == today


def test_a_home_that_cant_be(world, act, today):
    assert refused(lambda: add_household(world.case, HomeDetails(world.gmina), **act)) == {HomeRefusal.NOBODY_NAMED_IT}
    outside = make(Person, centre=world.ops, first_name="Ktoś", surname="Spoza")
    details = HomeDetails(world.gmina, label="u kogoś")
    assert refused(lambda: add_household(world.case, details, [outside], **act)) == {HomeRefusal.NOT_IN_THE_CASE}


def test_edit_a_further_home(world, act, today):
    home = again(world.second_household)
    details = HomeDetails(world.other_gmina, "Nowa 1", "u taty", shown_to_team=False)
    edit_household(world.case, home, details, version=home.version, **act)

    home = again(home)
    assert (home.unit, home.address, home.label) == (world.other_gmina, "Nowa 1", "u taty")
    assert not CaseHousehold.objects.get(household=home).shown_to_team
    with pytest.raises(Stale):
        edit_household(world.case, home, details, version=home.version - 1, **act)
    assert lives(world.child, home)


def test_with_a_last_day_everybody_moves_out_and_without_it_people_move_in_again(world, act, today):
    home = again(world.second_household)
    ended = HomeDetails(world.gmina, "Nowa 1", ends_on=today, shown_to_team=True)
    edit_household(world.case, home, ended, version=home.version, **act)

    assert home.members.get().ends_on == today
    assert lives(world.child, world.household)
    home = again(home)
    assert refused(lambda: move_into(world.case, home, world.child, today, **act)) == {HomeRefusal.HAS_ENDED}
    edit_household(world.case, home, HomeDetails(world.gmina, "Nowa 1"), version=home.version, **act)
    move_into(world.case, home, world.child, today, **act)
    assert lives(world.child, home)


def test_nobody_lives_there_after_the_last_day(world, act, today):
    move_into(world.case, world.shown_household, world.child, today, **act)
    home = again(world.shown_household)
    ended = HomeDetails(world.gmina, "Nowa 1", ends_on=today - timedelta(1))

    assert refused(lambda: edit_household(world.case, home, ended, version=home.version, **act)) == {
        LeaveRefusal.BEFORE_JOINING
    }


def test_the_main_home_is_edited_but_has_no_end(world, act, today):
    home = again(world.household)
    edit_household(world.case, home, HomeDetails(world.gmina, "x", "u mamy"), version=home.version, **act)

    assert again(home).label == "u mamy"
    details = HomeDetails(world.gmina, ends_on=today)
    version = again(home).version
    assert refused(lambda: edit_household(world.case, home, details, version=version, **act)) == {HomeRefusal.IS_MAIN}


def test_another_main_home(world, act):
    make_main(world.case, world.second_household, **act)

    case = again(world.case)
    assert case.home == world.second_household
    link = CaseHousehold.objects.get(household=world.household)
    assert (link.case, link.shown_to_team) == (case, False)
    assert set(case.homes()) == {world.household, world.second_household, world.shown_household}
    version = case.version
    make_main(case, world.second_household, **act)
    assert again(case).version == version


def test_a_home_that_ended_is_no_main_one(world, act, today):
    home = change(world.second_household, ends_on=today)

    assert refused(lambda: make_main(world.case, home, **act)) == {HomeRefusal.HAS_ENDED}


def test_moving_in_and_out_of_one_home_leaves_the_other(world, act, today):
    home = world.second_household
    assert refused(lambda: move_into(world.case, home, world.child, today, **act)) == {HomeRefusal.LIVES_THERE}
    move_out_of(world.case, home, world.child, today, **act)
    assert not lives(world.child, home)
    assert lives(world.child, world.household)
    assert refused(lambda: move_out_of(world.case, home, world.child, today, **act)) == {HomeRefusal.LIVES_ELSEWHERE}
    move_into(world.case, home, world.child, today - timedelta(3), **act)
    early = SINCE - timedelta(1)
    assert refused(lambda: move_out_of(world.case, home, world.child, early, **act)) == {LeaveRefusal.BEFORE_JOINING}


def test_who_leaves_the_case_moves_out_of_all_its_homes(world, act, today):
    leave_case(world.case, world.child, today, moves_out=True, **act)

    assert not HouseholdMember.objects.filter(person=world.child, ends_on=None).exists()


@pytest.mark.parametrize("who", ["member", "colleague", "neighbour", "head"])
def test_only_the_lead_and_the_deputy_write(world, today, who):
    act = {"actor": getattr(world, who).actor, "now": world.now}
    home, details = world.second_household, HomeDetails(world.gmina, "x")
    for run in (
        lambda: add_household(world.case, details, **act),
        lambda: edit_household(world.case, home, details, version=home.version, **act),
        lambda: make_main(world.case, home, **act),
        lambda: move_into(world.case, home, world.person, today, **act),
        lambda: move_out_of(world.case, home, world.child, today, **act),
    ):
        with pytest.raises(PermissionDenied):
            run()


def test_a_home_of_another_case_is_out_of_reach(world, act, today):
    other = make(Household, centre=world.ops, unit=world.gmina)

    with pytest.raises(Household.DoesNotExist):
        move_into(world.case, other, world.person, today, **act)


# Who may know of a home


def seers(home):
    return lambda world: {
        name for name in CAST if HOUSEHOLDS.allows(getattr(world, name).actor, May.HOUSEHOLD_VIEW, home)
    }


LEADS = {"lead", "deputy"}


def test_who_knows_which_home(world):
    assert seers(world.household)(world) == LEADS | {"member"}
    assert seers(world.shown_household)(world) == LEADS | {"member"}
    assert seers(world.second_household)(world) == LEADS


def agree(world, person, **fields):
    return make(
        ParticipationBasis,
        case=world.case,
        person=person,
        kind=BasisKind.AGREEMENT,
        state=BasisState.GIVEN,
        stated_on=SINCE,
        how=How.WRITING,
        **fields,
    )


def told(world, home):
    return HOUSEHOLDS.allows(world.member.actor, May.HOUSEHOLD_VIEW, home)


def father_moves_in(world, home):
    """Somebody of the case who hasn't agreed to anything."""
    father = make(Person, centre=world.ops, first_name="Adam", surname="Testowy")
    make(CasePerson, case=world.case, person=father, added_on=SINCE)
    make(HouseholdMember, household=home, person=father, starts_on=SINCE)
    return father


def test_once_the_child_takes_part_its_other_home_is_known_until_somebody_else_lives_there(world):
    agree(world, world.child, given_by=world.person)
    home = world.second_household
    assert told(world, home)

    father = father_moves_in(world, home)

    assert not told(world, home)
    basis = agree(world, father)
    assert told(world, home)
    change(basis, state=BasisState.WITHDRAWN)
    assert not told(world, home)


def test_the_other_home_is_closed_until_the_lead_opens_it(world):
    agree(world, world.child, given_by=world.person)
    link = CaseHousehold.objects.get(household=world.second_household)
    assert told(world, world.second_household)

    change(link, shown_to_team=False)

    assert not told(world, world.second_household)


@pytest.mark.parametrize("what", ["moved out", "ended", "died", "withdrew", "left"])
def test_a_shown_home_closes_by_itself(world, today, what):
    home = world.shown_household
    assert told(world, home)
    agree(world, world.child, given_by=world.person)
    if what == "moved out":
        change(home.members.get(), ends_on=today)
    elif what == "ended":
        change(home, ends_on=today)
    elif what == "died":
        change(world.person, has_died=True, died_on=today)
    elif what == "withdrew":
        change(world.basis, state=BasisState.WITHDRAWN)
    else:
        change(world.case.case_persons.get(person=world.person), left_on=today)

    assert not told(world, home)


def test_a_home_where_nobody_lives_is_unknown(world):
    home = make(Household, centre=world.ops, unit=world.gmina, address="pusto")
    make(CaseHousehold, case=world.case, household=home, shown_to_team=True)

    assert seers(home)(world) == LEADS


def test_the_main_home_is_known_through_those_who_agreed_in_that_case(world):
    """An agreement in one case opens nothing of another, though the person lives in its household."""
    home = make(Household, centre=world.ops, unit=world.gmina, address="Inna 1")
    make(HouseholdMember, household=home, person=world.person, starts_on=SINCE)
    twin = make(
        Case,
        number="S/8/2026/990101",
        centre=world.ops,
        household=home,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    make(CasePerson, case=twin, person=world.person, added_on=SINCE)

    assert seers(home)(world) == set()


def test_in_a_closed_case_homes_are_read_and_not_changed(world):
    close(world)

    for home in (world.household, world.second_household):
        assert HOUSEHOLDS.allowed(world.lead.actor, home) == {May.HOUSEHOLD_VIEW}
        assert HOUSEHOLDS.allowed(world.member.actor, home) == frozenset()


def test_the_lead_changes_both_kinds(world):
    for home in (world.household, world.second_household):
        assert HOUSEHOLDS.allowed(world.lead.actor, home) == {May.HOUSEHOLD_VIEW, May.HOUSEHOLD_EDIT}
