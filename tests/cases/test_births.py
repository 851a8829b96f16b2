"""A birth brings a child, parents and a home; and coming of age on the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from kooperacja.cases.actions.adulthood import who_came_of_age
from kooperacja.cases.actions.life import (
    Newborn,
    add_newborn,
)
from kooperacja.cases.actions.participation import guardians_who_may_agree
from kooperacja.cases.events import PersonEvent
from kooperacja.cases.models import CasePerson
from kooperacja.cases.rules.life import BirthRefusal
from kooperacja.persons.models import GuardianKind, Guardianship, HouseholdMember, Kinship, KinshipKind, Person
from tests.cases.changing import again, change, last_event
from tests.world import SINCE, make

from .test_life import act, agreed_for_child, die, refused, today

__all__ = ["act", "today"]  # fixtures

pytestmark = pytest.mark.django_db


def born(world, day, parents=(), home=None, **act):
    act = act or {"actor": world.lead.actor, "now": world.now}
    return add_newborn(world.case, Newborn("Ola", "Testowa", day), list(parents), home, **act)


@pytest.fixture
def father(world):
    """The other parent, who lives elsewhere."""
    one = make(Person, centre=world.ops, first_name="Adam", surname="Testowy", birth_date=date(1985, 1, 1))
    make(CasePerson, case=world.case, person=one, added_on=SINCE)
    return one


def test_a_birth_brings_child_parents_authority_and_home_in_one_step(world, today, father):
    child = born(world, today, [world.person, father], world.household)

    assert (child.centre, child.birth_date) == (world.ops, today)
    assert world.case.case_persons.get(person=child).added_on == today
    assert [(row.household, row.starts_on) for row in child.households.all()] == [(world.household, today)]
    assert {row.person: row.kind for row in child.kin_of.all()} == {
        world.person: KinshipKind.PARENT,
        father: KinshipKind.PARENT,
    }
    guards = {(row.guardian, row.kind, row.starts_on) for row in child.guardians.all()}
    assert guards == {(one, GuardianKind.PARENT, today) for one in (world.person, father)}
    assert set(guardians_who_may_agree(world.case, child, on=today)) == {world.person.pk, father.pk}
    event = last_event(PersonEvent.CHILD_BORN)
    assert event.subject_id == world.case.public_id
    assert "Ola" not in str(event.changes)


def test_a_home_of_one_of_the_parents_or_none(world, today, father):
    assert not born(world, today, [father]).households.exists()
    assert refused(lambda: born(world, today, [father], world.household)) == {BirthRefusal.HOME_WITHOUT_PARENT}
    make(HouseholdMember, household=world.second_household, person=father, starts_on=SINCE)
    child = born(world, today - timedelta(40), [father], world.second_household)
    assert child.households.get().starts_on == today - timedelta(40)


def test_a_home_of_another_case_is_no_parents_home(world, today):
    home = make(type(world.household), centre=world.ops, unit=world.gmina)
    make(HouseholdMember, household=home, person=world.person, starts_on=SINCE)

    assert refused(lambda: born(world, today, [world.person], home)) == {BirthRefusal.HOME_WITHOUT_PARENT}


def test_a_birth_that_cant_be(world, today):
    assert refused(lambda: born(world, today + timedelta(1), [world.person])) == {BirthRefusal.NOT_BORN_YET}
    assert refused(lambda: born(world, today)) == {BirthRefusal.NO_PARENT}
    outside = make(Person, centre=world.ops, first_name="Ktoś", surname="Spoza")
    assert refused(lambda: born(world, today, [outside])) == {BirthRefusal.NOT_IN_THE_CASE}


def test_a_parent_below_eighteen_and_one_who_has_died_have_no_authority(world, today, father):
    change(father, birth_date=today.replace(day=1) - timedelta(17 * 365))
    change(world.person, has_died=True, died_on=today)

    child = born(world, today, [again(world.person), again(father)])

    assert not child.guardians.exists()
    assert Kinship.objects.filter(relative=child).count() == 2


def test_who_is_born_on_a_leap_day_comes_of_age_on_the_last_day_of_february(world, monkeypatch):
    day = datetime(2028, 2, 29, 11, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: day)
    child = born(world, day.date(), [world.person], actor=world.lead.actor, now=day)

    assert child.of_age_on == date(2046, 2, 28)
    row = child.guardians.get()
    assert row.last_day == date(2046, 2, 27)


def test_who_has_died_or_left_is_not_asked_on_coming_of_age(world, today):
    change(world.child, birth_date=date(2008, 11, 1))
    change(world.guardianship, starts_on=date(2008, 11, 1))
    basis = agreed_for_child(world)
    now = datetime(2027, 3, 15, 11, tzinfo=UTC)
    assert who_came_of_age(now=now) == [basis]

    place = change(world.case.case_persons.get(person=world.child), left_on=today)
    assert who_came_of_age(now=now) == []
    change(place, left_on=None)
    change(world.child, has_died=True, died_on=today)
    assert who_came_of_age(now=now) == []
    assert not again(basis).is_of_who_came_of_age(now.date())
    change(world.child, has_died=False, died_on=None)
    assert who_came_of_age(now=now) == [basis]


def test_a_guardianship_that_a_death_ended_keeps_its_row_on_coming_of_age(world, today):
    row = make(Guardianship, ward=world.child, guardian=world.person, kind=GuardianKind.PARENT, starts_on=SINCE)
    die(world, world.person)
    row = again(row)

    assert row.last_day == today
    assert row.last_day_by_age == again(world.child).of_age_on - timedelta(1)
