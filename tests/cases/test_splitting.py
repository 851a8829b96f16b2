"""One record becomes two: each thing goes where somebody said, and merging takes it back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.merging import merge_persons
from kooperacja.cases.actions.people import PersonDetails
from kooperacja.cases.actions.splitting import Share, rows_to_share, split_person
from kooperacja.cases.events import PersonEvent
from kooperacja.cases.models import CasePerson, Goal, ParticipationBasis
from kooperacja.cases.rules.merging import SplitRefusal
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.models import Message
from kooperacja.persons.models import GuardianKind, Guardianship, HouseholdMember, Kinship, KinshipKind, Person
from kooperacja.persons.rules import PersonRefusal
from kooperacja.reviews.models import Attendance
from tests.cases.test_merging import agree
from tests.cases.test_policies import close
from tests.cases.twins import second_case, somebody
from tests.world import SINCE, make

SECOND = PersonDetails("Hanna", "Nowak", birth_date=date(1991, 1, 1))


@pytest.fixture
def mixed(world):
    """Two women of one name in one record: in two cases, with one daughter and one goal each."""
    other = second_case(world)
    person = somebody(world, world.case)
    make(CasePerson, case=other, person=person, added_on=SINCE)
    make(HouseholdMember, household=other.home, person=person, starts_on=SINCE)
    make(Kinship, person=person, relative=world.child, kind=KinshipKind.OTHER)
    make(Guardianship, ward=world.child, guardian=person, kind=GuardianKind.CARER, starts_on=SINCE)
    make(Goal, case=other, person=person, text="Praca")
    agree(other, person)
    agree(world.case, world.child, given_by=person)
    make(Attendance, review=world.review, person=person)
    person.other_case = other
    return person


def shares(person, **second):
    """Everything to the first, save what is named."""
    rows = rows_to_share(person)
    return {key: second.get(type(row).__name__, Share.FIRST) for key, row in rows.items()}


def of_case(given, person, case, share):
    place = CasePerson.objects.get(person=person, case=case)
    return {**given, f"cases.CasePerson:{place.pk}": share}


def split(world, person, given, details=SECOND, *, who="lead", version=None):
    return split_person(
        person,
        details,
        given,
        version=version or person.version,
        actor=getattr(world, who).actor,
        now=world.now,
    )


def test_each_gets_what_is_theirs(world, mixed):
    everything = dict.fromkeys(("Kinship", "Guardianship", "Goal"), Share.SECOND)
    given = shares(mixed, **everything, CasePerson=Share.BOTH, HouseholdMember=Share.BOTH)
    told = Message.objects.count()

    second = split(world, mixed, given)

    assert (second.name, second.birth_date, second.split_from) == ("Hanna Nowak", date(1991, 1, 1), mixed)
    assert {place.case for place in CasePerson.objects.filter(person=second)} == {world.case, mixed.other_case}
    assert CasePerson.objects.filter(person=mixed).count() == HouseholdMember.objects.filter(person=second).count() == 2
    for row, name in ((Kinship, "person"), (Guardianship, "guardian"), (Goal, "person")):
        assert row.objects.filter(**{name: second}).count() == 1
    assert ParticipationBasis.objects.get(case=mixed.other_case).person == mixed
    assert Attendance.objects.filter(person=mixed).count() == 1
    event = Event.objects.latest("pk")
    assert (event.name, event.subject_id) == (PersonEvent.SPLIT, mixed.public_id)
    assert Message.objects.count() == told


def test_a_case_goes_to_the_second_with_its_agreement(world, mixed):
    given = of_case(shares(mixed, Goal=Share.SECOND), mixed, mixed.other_case, Share.SECOND)
    basis = ParticipationBasis.objects.get(case=mixed.other_case)
    given[f"cases.ParticipationBasis:{basis.pk}"] = Share.SECOND

    second = split(world, mixed, given)

    assert ParticipationBasis.objects.get(pk=basis.pk).person == second
    assert not mixed.other_case.case_persons.filter(person=mixed).exists()


@pytest.mark.parametrize(
    ("cases", "refusal"),
    [
        (Share.FIRST, SplitRefusal.SECOND_WITHOUT_CASE),
        (Share.SECOND, SplitRefusal.FIRST_WITHOUT_CASE),
    ],
)
def test_each_needs_a_case(world, mixed, cases, refusal):
    with pytest.raises(Refused) as refused:
        split(world, mixed, shares(mixed, CasePerson=cases))

    assert refusal in refused.value.refusals
    assert not Person.objects.filter(split_from=mixed).exists()


def test_an_agreement_stays_with_who_is_in_its_case(world, mixed):
    given = of_case(shares(mixed), mixed, mixed.other_case, Share.SECOND)
    with pytest.raises(Refused) as refused:
        split(world, mixed, given)

    assert refused.value.refusals == {SplitRefusal.NOT_IN_THE_CASE}


def test_something_new_is_asked_about(world, mixed):
    given = shares(mixed, CasePerson=Share.BOTH)
    make(Goal, case=world.case, person=mixed, text="Nowy cel")
    with pytest.raises(Refused) as refused:
        split(world, mixed, given)

    assert refused.value.refusals == {SplitRefusal.CHANGED}


def test_a_record_that_was_changed_meanwhile(world, mixed):
    with pytest.raises(Stale):
        split(world, mixed, shares(mixed, CasePerson=Share.BOTH), version=7)


def test_what_can_not_be_of_a_person_is_refused(world, mixed):
    with pytest.raises(Refused) as refused:
        split(world, mixed, shares(mixed, CasePerson=Share.BOTH), PersonDetails("A", "B", pesel="1"))

    assert refused.value.refusals == {PersonRefusal.PESEL_WRONG_LENGTH}


@pytest.mark.parametrize("who", ["deputy", "member", "colleague", "head", "neighbour"])
def test_only_who_leads_every_case_makes_two(world, mixed, who):
    with pytest.raises(PermissionDenied):
        split(world, mixed, shares(mixed, CasePerson=Share.BOTH), who=who)


def test_a_record_of_a_closed_case_alone_is_only_read(world):
    person = somebody(world, world.case)
    close(world)
    with pytest.raises(PermissionDenied):
        split(world, person, shares(person, CasePerson=Share.BOTH))


def test_merging_takes_it_back(world, mixed):
    before = {key: type(row).__name__ for key, row in rows_to_share(mixed).items()}
    second = split(world, mixed, shares(mixed, CasePerson=Share.BOTH, HouseholdMember=Share.BOTH, Goal=Share.SECOND))
    details = PersonDetails(mixed.first_name, mixed.surname, birth_date=mixed.birth_date)
    versions = (Person.objects.get(pk=mixed.pk).version, second.version)

    merge_persons(mixed, second, details, versions=versions, actor=world.lead.actor, now=world.now)

    assert {key: type(row).__name__ for key, row in rows_to_share(mixed).items()} == before
