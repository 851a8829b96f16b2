"""What a death ends by itself, and what the database holds together."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kooperacja.persons.models import (
    GuardianKind,
    Guardianship,
    Household,
    HouseholdMember,
    Kinship,
    KinshipKind,
    Person,
)
from tests.cases.changing import again, change
from tests.world import SINCE, make

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 3)


@pytest.mark.parametrize(
    "fields",
    [
        {"has_died": True},
        {"died_on": DAY},
        {"died_about": True},
        {"has_died": False, "died_on": DAY, "died_about": True},
    ],
)
def test_a_death_has_its_day_and_a_day_its_death(world, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(Person, centre=world.ops, first_name="Jan", surname="Testowy", **fields)


def test_the_day_of_death_is_sealed(world):
    change(world.person, has_died=True, died_on=DAY)
    stored = Person.objects.filter(pk=world.person.pk).values_list("died_on", flat=True).get()

    assert b"2026" not in bytes(stored)
    assert again(world.person).died_on == DAY


@pytest.mark.parametrize("who", ["ward", "guardian"])
@pytest.mark.parametrize(
    ("died_on", "ends_on", "last_day"),
    [
        (DAY, None, DAY),
        (DAY, DAY - timedelta(1), DAY - timedelta(1)),
        (DAY, DAY + timedelta(1), DAY),
        (None, DAY, DAY),
        (None, None, None),
    ],
)
def test_a_guardianship_ends_with_a_death_and_holds_again_without_it(world, who, died_on, ends_on, last_day):
    row = make(Guardianship, ward=world.child, guardian=world.person, kind=GuardianKind.CARER, starts_on=SINCE)
    row = change(row, ends_on=ends_on)
    one = getattr(row, who)
    one.has_died, one.died_on = died_on is not None, died_on

    assert row.last_day == last_day
    assert row.last_day_by_age == ends_on

    one.has_died, one.died_on = False, None
    assert row.last_day == ends_on


def test_who_lives_somewhere_today(world):
    today = timezone.localdate()
    home = make(Household, centre=world.ops, unit=world.gmina)
    row = make(HouseholdMember, household=home, person=world.person, starts_on=today)

    def there(day=today):
        return HouseholdMember.objects.today(day).filter(household=home).exists()

    assert there()
    assert not there(today - timedelta(1))
    change(row, ends_on=today)
    assert not there()
    change(row, ends_on=today + timedelta(1))
    assert there()
    change(world.person, has_died=True, died_on=today)
    assert not there()
    change(world.person, has_died=False, died_on=None)
    assert there()


def test_a_household_does_not_end_before_it_began(world):
    make(Household, centre=world.ops, unit=world.gmina, ends_on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(Household, centre=world.ops, unit=world.gmina, starts_on=DAY, ends_on=DAY - timedelta(1))


@pytest.fixture
def couple(world):
    other = make(Person, centre=world.ops, first_name="Adam", surname="Testowy")
    return {"person": world.person, "relative": other}


def test_who_married_again_was_married_before(couple):
    first = make(Kinship, **couple, kind=KinshipKind.SPOUSE, starts_on=SINCE, ends_on=DAY)
    again_married = make(Kinship, **couple, kind=KinshipKind.SPOUSE)

    assert first.can_end
    assert again_married.can_end
    with pytest.raises(IntegrityError), transaction.atomic():
        make(Kinship, **couple, kind=KinshipKind.SPOUSE, starts_on=DAY)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": KinshipKind.PARENT, "starts_on": SINCE},
        {"kind": KinshipKind.SIBLING, "ends_on": SINCE},
        {"kind": KinshipKind.SPOUSE, "starts_on": DAY, "ends_on": SINCE},
    ],
)
def test_days_that_cant_be(couple, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(Kinship, **couple, **fields)


def test_parentage_has_no_days(couple):
    row = make(Kinship, **couple, kind=KinshipKind.PARENT)

    assert not row.can_end
    make(Kinship, **couple, kind=KinshipKind.OTHER, ends_on=SINCE)
