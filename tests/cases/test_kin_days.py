"""Kinship with days and the end of a guardianship, corrected: the rows and the refusals."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.kin import GuardianDetails, add_guardian, add_kinship, date_kinship, end_guardian
from kooperacja.cases.events import PersonEvent
from kooperacja.cases.models import CasePerson
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import GuardianKind, Kinship, KinshipKind, Person
from kooperacja.persons.rules import GuardianRefusal, KinRefusal, LeaveRefusal
from tests.cases.changing import again, last_event
from tests.world import SINCE, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def act(world):
    return {"actor": world.lead.actor, "now": world.now}


@pytest.fixture
def husband(world):
    one = make(Person, centre=world.ops, first_name="Adam", surname="Testowy")
    make(CasePerson, case=world.case, person=one, added_on=SINCE)
    return one


def refused(run):
    with pytest.raises(Refused) as caught:
        run()
    return caught.value.refusals


def test_a_divorce_and_a_second_marriage(world, husband, today, act):
    row = add_kinship(world.case, husband, KinshipKind.SPOUSE, world.person, days=(SINCE, None), **act)
    again_married = {"days": (today, None), **act}
    assert refused(lambda: add_kinship(world.case, world.person, KinshipKind.SPOUSE, husband, **again_married)) == {
        KinRefusal.ALREADY_SAID
    }

    row = date_kinship(world.case, row, (SINCE, today - timedelta(1)), version=row.version, **act)

    assert (again(row).starts_on, again(row).ends_on) == (SINCE, today - timedelta(1))
    assert last_event(PersonEvent.KINSHIP_DATED).subject_id == world.case.public_id
    add_kinship(world.case, world.person, KinshipKind.SPOUSE, husband, **again_married)
    assert Kinship.objects.filter(kind=KinshipKind.SPOUSE).count() == 2
    for days in ((SINCE, None), (SINCE, today)):
        version = again(row).version
        assert refused(
            lambda days=days, version=version: date_kinship(world.case, row, days, version=version, **act)
        ) == {KinRefusal.ALREADY_SAID}


def test_the_same_way_round_it_holds_once_too(world, husband, today, act):
    old = add_kinship(world.case, husband, KinshipKind.OTHER, world.person, days=(SINCE, SINCE), **act)
    add_kinship(world.case, husband, KinshipKind.OTHER, world.person, days=(today, None), **act)

    assert refused(lambda: date_kinship(world.case, old, (None, None), version=old.version, **act)) == {
        KinRefusal.ALREADY_SAID
    }


def test_days_that_cant_be(world, husband, today, act):
    for days, refusal in (
        ((today + timedelta(1), None), KinRefusal.IN_THE_FUTURE),
        ((today, SINCE), KinRefusal.ENDS_BEFORE_START),
    ):
        assert refused(
            lambda days=days: add_kinship(world.case, husband, KinshipKind.PARTNER, world.person, days=days, **act)
        ) == {refusal}
    parent = world.kinship
    assert refused(lambda: date_kinship(world.case, parent, (SINCE, None), version=parent.version, **act)) == {
        KinRefusal.HAS_NO_DAYS
    }


def test_of_two_who_write_the_second_sees_both(world, husband, today, act):
    row = add_kinship(world.case, husband, KinshipKind.PARTNER, world.person, **act)
    version = row.version
    date_kinship(world.case, row, (SINCE, None), version=version, **act)

    with pytest.raises(Stale):
        date_kinship(world.case, row, (SINCE, today), version=version, **act)


@pytest.mark.parametrize("who", ["member", "colleague", "neighbour"])
def test_only_the_lead_and_the_deputy_write(world, who):
    with pytest.raises(PermissionDenied):
        date_kinship(world.case, world.kinship, (None, None), version=1, actor=getattr(world, who).actor, now=world.now)


# The end of a guardianship


def test_an_end_is_corrected_and_taken_out(world, today, act):
    row = end_guardian(world.case, world.guardianship, today, **act)
    assert again(row).ends_on == today
    end_guardian(world.case, row, today - timedelta(3), **act)
    assert again(row).ends_on == today - timedelta(3)
    assert refused(lambda: end_guardian(world.case, row, today + timedelta(1), **act)) == {LeaveRefusal.IN_THE_FUTURE}

    end_guardian(world.case, row, None, **act)

    assert again(row).ends_on is None


def test_it_is_not_taken_out_over_a_newer_one(world, today, act):
    row = end_guardian(world.case, world.guardianship, today - timedelta(3), **act)
    add_guardian(world.case, world.child, world.person, GuardianDetails(GuardianKind.PARENT, today), **act)

    assert refused(lambda: end_guardian(world.case, row, None, **act)) == {GuardianRefusal.ALREADY_SAID}
    end_guardian(world.case, row, today - timedelta(1), **act)
