"""Two records become one, and are taken apart again: what moves, what stands, who may, and that nothing is lost."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from stdnum.pl.pesel import calc_check_digit

from kooperacja.access.permissions import Permission
from kooperacja.audit.models import AuditedModel, Event
from kooperacja.audit.recording import Stale, recording
from kooperacja.cases.actions.adulthood import who_came_of_age
from kooperacja.cases.actions.hanging import columns, digests, hanging_on, key_of, said
from kooperacja.cases.actions.merging import merge_persons, undo_merge, what_prevents_undoing
from kooperacja.cases.actions.people import PersonDetails
from kooperacja.cases.actions.twins import merges_into, one_that_stays, what_moves, who_may_be_meant, with_aliases
from kooperacja.cases.events import PersonEvent
from kooperacja.cases.models import BasisKind, CasePerson, Goal, How, Merge, ParticipationBasis
from kooperacja.cases.policies import PERSONS
from kooperacja.cases.rules.merging import MergeRefusal, UndoRefusal
from kooperacja.cases.states import BasisState, GoalState
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.models import Message
from kooperacja.persons.models import GuardianKind, Guardianship, HouseholdMember, Kinship, KinshipKind, Person
from kooperacja.persons.rules import PersonRefusal
from kooperacja.reviews.models import Attendance
from tests.cases.test_policies import close
from tests.cases.twins import second_case, somebody, twins
from tests.world import SINCE, Made, build, make

PESEL = "9005061234" + calc_check_digit("9005061234")
ANNA = PersonDetails("Anna", "Zielińska", birth_date=date(1990, 5, 6), phone="600 100 200", email="anna@poczta.example")


@pytest.fixture
def pair(world):
    return twins(world)


def merge(world, kept, gone, details=ANNA, *, who="lead"):
    versions = tuple(Person.objects.get(pk=one.pk).version for one in (kept, gone))
    return merge_persons(kept, gone, details, versions=versions, actor=getattr(world, who).actor, now=world.now)


def agree(case, person, stated_on=SINCE, **more):
    fields = {"kind": BasisKind.AGREEMENT, "state": BasisState.GIVEN, "how": How.WRITING, **more}
    return make(ParticipationBasis, case=case, person=person, stated_on=stated_on, **fields)


def of(model, **which):
    return list(model.objects.filter(**which).order_by("pk"))


def test_all_that_hangs_on_the_one_moves_to_the_other(world, pair):
    friend = somebody(world, pair.case, "Ewa", "Gaj")
    kinship = make(Kinship, person=friend, relative=pair.two, kind=KinshipKind.SIBLING)
    guardianship = make(Guardianship, ward=friend, guardian=pair.two, kind=GuardianKind.CURATOR, starts_on=SINCE)
    goal = make(Goal, case=pair.case, person=pair.two, text="Praca")
    basis = agree(pair.case, pair.two)
    there = make(Attendance, review=world.review, person=pair.two)

    done = merge(world, pair.one, pair.two)

    kept, gone = Person.objects.get(pk=pair.one.pk), Person.objects.get(pk=pair.two.pk)
    assert (kept.name, kept.phone, kept.email) == ("Anna Zielińska", "600 100 200", "anna@poczta.example")
    assert gone.merged_into == kept
    assert hanging_on((gone,)) == []
    for row, name in [
        (kinship, "relative"),
        (guardianship, "guardian"),
        (goal, "person"),
        (basis, "person"),
        (there, "person"),
    ]:
        assert getattr(type(row).objects.get(pk=row.pk), name) == kept
    assert {place.case for place in of(CasePerson, person=kept)} == {world.case, pair.case}
    assert (done.into, done.person, done.done_by) == (kept, gone, world.lead.membership)
    event = Event.objects.latest("pk")
    assert (event.name, event.subject_id) == (PersonEvent.MERGED, kept.public_id)
    assert [one.pk for one in merges_into(kept)] == [done.pk]


def test_every_row_that_points_to_a_person_is_known():
    """A new room that points to persons is met by itself; only rows with a version can be moved."""
    assert {"cases.CasePerson", "cases.Goal", "reviews.Attendance"} <= {model._meta.label for model in columns()}
    assert columns()[Kinship] == ("person", "relative")
    assert columns()[ParticipationBasis] == ("person", "given_by")
    assert all(issubclass(model, AuditedModel) for model in columns())


@pytest.mark.parametrize("later_is", ["one", "two"])
def test_of_two_agreements_in_one_case_the_later_stands(world, pair, later_is):
    make(CasePerson, case=world.case, person=pair.two, added_on=SINCE - timedelta(days=9), left_on=SINCE)
    days = {"one": SINCE, "two": SINCE, later_is: SINCE + timedelta(days=5)}
    bases = {name: agree(world.case, getattr(pair, name), day) for name, day in days.items()}
    [clash] = what_moves(pair.one, pair.two).clashes
    assert (clash.number, clash.later, clash.earlier) == (world.case.number, days[later_is], SINCE)

    merge(world, pair.one, pair.two)

    assert world.case.bases.get(person=pair.one) == bases.pop(later_is)
    [earlier] = bases.values()
    assert ParticipationBasis.objects.get(pk=earlier.pk).person == pair.two
    place = world.case.case_persons.get(person=pair.one)
    assert (place.added_on, place.left_on) == (SINCE - timedelta(days=9), None)
    assert not world.case.case_persons.filter(person=pair.two).exists()


def test_who_left_twice_left_on_the_later_day(world, pair):
    [ours] = of(CasePerson, person=pair.one)
    make(CasePerson, case=world.case, person=pair.two, added_on=SINCE, left_on=SINCE)
    with recording(Made.FOR_TEST, actor=world.lead.actor):
        ours.left_on = SINCE + timedelta(days=2)
        ours.save()

    merge(world, pair.one, pair.two)

    assert world.case.case_persons.get(person=pair.one).left_on == SINCE + timedelta(days=2)


def test_what_would_be_there_twice_is_there_once(world, pair):
    child = world.child
    for one in (pair.one, pair.two):
        make(Kinship, person=one, relative=child, kind=KinshipKind.PARENT)
        make(Guardianship, ward=child, guardian=one, kind=GuardianKind.PARENT, starts_on=SINCE)
    make(Kinship, person=pair.one, relative=world.person, kind=KinshipKind.SPOUSE)
    make(Kinship, person=world.person, relative=pair.two, kind=KinshipKind.SPOUSE)
    limited = make(
        Guardianship, ward=child, guardian=pair.two, kind=GuardianKind.LIMITED, scope="leczenie", starts_on=SINCE
    )
    make(Guardianship, ward=child, guardian=pair.one, kind=GuardianKind.LIMITED, scope="szkoła", starts_on=SINCE)
    make(HouseholdMember, household=world.household, person=pair.two, starts_on=SINCE - timedelta(days=30))

    merge(world, pair.one, pair.two)

    kinds = [(row.kind, row.person, row.relative) for row in of(Kinship) if pair.one in (row.person, row.relative)]
    assert kinds == [("parent", pair.one, child), ("spouse", pair.one, world.person)]
    guarding = of(Guardianship, guardian=pair.one)
    assert sorted(row.kind for row in guarding) == ["limited", "limited", "parent"]
    assert limited in guarding
    place = world.household.members.get(person=pair.one)
    assert (place.starts_on, place.ends_on) == (SINCE - timedelta(days=30), None)


def test_a_row_that_may_be_there_once_stays_with_the_alias(world, pair):
    """A room above may allow one row a person; the database says so, and nothing is lost."""
    goal = make(Goal, case=pair.case, person=pair.two, text="Praca")
    with patch.object(Goal, "save", side_effect=IntegrityError):
        done = merge(world, pair.one, pair.two)

    assert Goal.objects.get(pk=goal.pk).person == pair.two
    undo_merge(done, actor=world.lead.actor, now=world.now)
    assert Goal.objects.get(pk=goal.pk).person == pair.two


@pytest.mark.parametrize("who", ["deputy", "member", "former", "colleague", "intake", "head", "neighbour", "operator"])
def test_only_who_leads_every_case_joins_records(world, pair, who):
    """The deputy of the village's case sees one of the two whole, and does not lead the other's case."""
    with pytest.raises(PermissionDenied):
        merge(world, pair.one, pair.two, who=who)

    assert not Merge.objects.filter(into=pair.one).exists()


def test_a_person_in_a_case_of_a_colleague_is_left_alone(world, pair):
    theirs = second_case(world, "S/9/2026/990101", leads=("colleague",))
    make(CasePerson, case=theirs, person=pair.two, added_on=SINCE)

    for one, other in ((pair.one, pair.two), (pair.two, pair.one)):
        with pytest.raises(PermissionDenied):
            merge(world, one, other)
    assert PERSONS.allowed(world.lead.actor, pair.two) == {
        Permission.PERSON_VIEW,
        Permission.PERSON_VIEW_WHOLE,
        Permission.PERSON_EDIT,
    }


def test_the_record_of_a_closed_case_becomes_part_of_one_that_is_worked_with(world, pair):
    close(world)
    with pytest.raises(PermissionDenied):
        merge(world, pair.one, pair.two)

    assert merge(world, pair.two, pair.one).into == pair.two


def test_two_tabs_that_join_both_ways(world, pair):
    merge(world, pair.one, pair.two)
    with pytest.raises(Refused) as refused:
        merge(world, pair.two, pair.one)

    assert refused.value.refusals == {MergeRefusal.MERGED_ALREADY}
    assert Person.objects.get(pk=pair.one.pk).merged_into is None


def test_nobody_is_joined_with_themselves(world, pair):
    with pytest.raises(Refused) as refused:
        merge(world, pair.one, pair.one)

    assert MergeRefusal.SAME_RECORD in refused.value.refusals


@pytest.mark.parametrize("how", ["kin", "guardian"])
def test_relatives_are_two_people(world, pair, how):
    if how == "kin":
        make(Kinship, person=pair.one, relative=pair.two, kind=KinshipKind.SIBLING)
    else:
        make(Guardianship, ward=pair.two, guardian=pair.one, kind=GuardianKind.CURATOR, starts_on=SINCE)
    with pytest.raises(Refused) as refused:
        merge(world, pair.one, pair.two)

    assert refused.value.refusals == {MergeRefusal.RELATED}


def test_a_record_that_was_changed_meanwhile_is_looked_at_again(world, pair):
    with pytest.raises(Stale):
        merge_persons(pair.one, pair.two, ANNA, versions=(1, 7), actor=world.lead.actor, now=world.now)


def test_values_that_do_not_agree_are_refused_and_nothing_moves(world, pair):
    wrong = PersonDetails("Anna", "Zielińska", birth_date=timezone.localdate() + timedelta(days=9))
    with pytest.raises(Refused) as refused:
        merge(world, pair.one, pair.two, wrong)

    assert refused.value.refusals == {PersonRefusal.BORN_IN_THE_FUTURE}
    assert Person.objects.get(pk=pair.two.pk).merged_into is None


def test_another_birth_date_changes_until_when_a_guardian_speaks(world, pair):
    """The one that goes was written down as a child; by the date that stays it is a child who comes of age sooner."""
    young = somebody(world, world.case, "Kuba", "Nowak", date(2012, 1, 1))
    same = somebody(world, pair.case, "Kuba", "Nowak", date(2013, 1, 1))
    basis = agree(pair.case, same, given_by=pair.two)
    ours = agree(world.case, young, given_by=pair.one)
    before = bytes(basis.until_month), bytes(ours.until_month)

    done = merge(world, young, same, PersonDetails("Kuba", "Nowak", birth_date=date(2013, 1, 1)))
    theirs, own = ParticipationBasis.objects.get(pk=basis.pk), ParticipationBasis.objects.get(pk=ours.pk)
    assert theirs.is_true()
    assert bytes(theirs.until_month) == bytes(own.until_month) == before[0]

    undo_merge(done, actor=world.lead.actor, now=world.now)
    theirs, own = ParticipationBasis.objects.get(pk=basis.pk), ParticipationBasis.objects.get(pk=ours.pk)
    assert (bytes(theirs.until_month), bytes(own.until_month)) == before


def test_an_alias_does_not_come_of_age(world, pair):
    make(CasePerson, case=world.case, person=pair.two, added_on=SINCE)
    born = timezone.localdate() - timedelta(days=18 * 365 + 30)
    long_ago = born + timedelta(days=16 * 365)
    for person, day in ((pair.one, long_ago), (pair.two, long_ago - timedelta(days=3))):
        with recording(Made.FOR_TEST, actor=world.lead.actor):
            person.birth_date = born + timedelta(days=800)
            person.save()
        agree(world.case, person, day, given_by=world.person)
    details = PersonDetails("Anna", "Nowak", birth_date=born)
    merge(world, pair.one, pair.two, details)

    assert [basis.person for basis in who_came_of_age(now=world.now)] == [pair.one]


def test_partners_are_not_told_of_what_takes_nothing_from_them(world, pair):
    make(CasePerson, case=world.case, person=pair.two, added_on=SINCE)
    agree(world.case, pair.two)
    before = Message.objects.count()

    done = merge(world, pair.one, pair.two)
    undo_merge(done, actor=world.lead.actor, now=world.now)

    assert Message.objects.count() == before


def test_taking_it_back_restores_both(world, pair):
    before = digests((pair.one, pair.two))
    done = merge(world, pair.one, pair.two)
    assert what_prevents_undoing(done) == frozenset()

    undo_merge(done, actor=world.lead.actor, now=world.now)

    fresh = Person.objects.filter(pk__in=[pair.one.pk, pair.two.pk])
    assert digests(list(fresh)) == before
    assert Event.objects.latest("pk").name == PersonEvent.MERGE_UNDONE
    with pytest.raises(Refused) as refused:
        undo_merge(done, actor=world.lead.actor, now=world.now)
    assert refused.value.refusals == {UndoRefusal.UNDONE_ALREADY}
    assert merge(world, pair.two, pair.one).into == pair.two


def test_a_pesel_is_found_where_it_stands(world, pair):
    """The index follows the number: taken from the record that goes, and given back."""
    with recording(Made.FOR_TEST, actor=world.lead.actor):
        pair.two.pesel = PESEL
        pair.two.birth_date = None
        pair.two.save()
    done = merge(world, pair.one, pair.two, PersonDetails("Anna", "Nowak", pesel=PESEL))
    in_cases = Person.objects.with_pesel(PESEL).exclude(case_persons=None)
    assert set(in_cases) == {pair.one}

    undo_merge(done, actor=world.lead.actor, now=world.now)
    assert set(Person.objects.with_pesel(PESEL)) == {pair.two}


def test_what_was_changed_since_prevents_it(world, pair):
    done = merge(world, pair.one, pair.two)
    make(Goal, case=world.case, person=pair.one, text="Nowy cel", state=GoalState.OPEN)
    with pytest.raises(Refused) as refused:
        undo_merge(done, actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {UndoRefusal.GOALS} == what_prevents_undoing(done)
    assert Person.objects.get(pk=pair.two.pk).merged_into == pair.one


@pytest.mark.parametrize("who", ["deputy", "member", "colleague", "head", "neighbour"])
def test_only_who_leads_every_case_takes_it_back(world, pair, who):
    done = merge(world, pair.one, pair.two)
    with pytest.raises(PermissionDenied):
        undo_merge(done, actor=getattr(world, who).actor, now=world.now)


def test_three_records_are_joined_and_taken_apart_in_turn(world, pair):
    third = somebody(world, second_case(world, "S/9/2026/990101"), "Anna", "Nowak-Zielińska")
    before = digests((pair.one, pair.two, third))
    first = merge(world, pair.one, pair.two)
    last = merge(world, third, pair.one)
    lead = {"actor": world.lead.actor, "now": world.now}

    assert one_that_stays(pair.two.public_id, actor=world.lead.actor) == third
    assert one_that_stays(pair.two.public_id, actor=world.neighbour.actor) is None
    assert one_that_stays(third.public_id, actor=world.lead.actor) is None
    assert set(with_aliases([third]).values()) == {third}
    assert with_aliases([third]).keys() == {third.public_id, pair.one.public_id, pair.two.public_id}
    with pytest.raises(PermissionDenied):
        undo_merge(first, **lead)

    undo_merge(last, **lead)
    undo_merge(first, **lead)
    people = Person.objects.filter(pk__in=[pair.one.pk, pair.two.pk, third.pk])
    assert digests(list(people)) == before


def test_who_may_be_meant(world, pair):
    make(Kinship, person=world.person, relative=pair.two, kind=KinshipKind.OTHER)
    alike, others = who_may_be_meant(pair.one, actor=world.lead.actor)

    assert [one.person for one in alike] == [pair.two]
    assert {one.person for one in others} == {world.person, world.child}
    assert all(one.numbers == (world.case.number,) for one in others)
    moves = what_moves(pair.one, pair.two)
    assert (moves.numbers, moves.counts["Kinship"], moves.clashes) == ([pair.case.number], 1, [])


class MergeAndBack(TestCase):
    """Whatever hangs on the two records: merging and taking it back restores every row."""

    def setUp(self):
        self.world = build()
        self.pair = twins(self.world)
        self.others = [self.world.person, self.world.child, somebody(self.world, self.pair.case, "Ewa", "Gaj")]

    links = st.lists(
        st.tuples(st.sampled_from(["one", "two"]), st.integers(0, 2), st.sampled_from(KinshipKind), st.booleans()),
        max_size=5,
    )
    guardians = st.lists(
        st.tuples(
            st.sampled_from(["one", "two"]),
            st.integers(0, 2),
            st.booleans(),
            st.sampled_from(["", "leczenie", "szkoła"]),
        ),
        max_size=4,
    )
    bases = st.lists(
        st.tuples(st.sampled_from(["one", "two"]), st.booleans(), st.integers(0, 3)),
        max_size=4,
        unique_by=lambda told: told[:2],
    )
    places = st.lists(st.tuples(st.sampled_from(["one", "two"]), st.booleans()), max_size=4, unique=True)

    @given(links=links, guardians=guardians, bases=bases, places=places, fuller=st.booleans())
    def test_every_row_is_restored(self, links, guardians, bases, places, fuller):
        world, pair = self.world, self.pair
        cases = (world.case, pair.case)
        for name, second in places:
            case, person = cases[second], getattr(pair, name)
            if not case.case_persons.filter(person=person).exists():
                make(CasePerson, case=case, person=person, added_on=SINCE, left_on=None if second else SINCE)
                make(HouseholdMember, household=case.home, person=person, starts_on=SINCE)
        for name, index, kind, down in dict.fromkeys(links):
            ends = (getattr(pair, name), self.others[index])
            person, relative = ends if down else ends[::-1]
            make(Kinship, person=person, relative=relative, kind=kind)
        for name, index, wards, scope in guardians:
            ends = (getattr(pair, name), self.others[index])
            ward, guardian = ends if wards else ends[::-1]
            make(Guardianship, ward=ward, guardian=guardian, kind=GuardianKind.CURATOR, scope=scope, starts_on=SINCE)
        for name, second, days in bases:
            agree(cases[second], getattr(pair, name), SINCE + timedelta(days=days), given_by=self.others[0])
        for name in ("one", "two"):
            make(Goal, case=world.case, person=getattr(pair, name), text=f"Cel {name}")

        before = self.everything()
        details = ANNA if fuller else PersonDetails("Anna", "Nowak", birth_date=date(1990, 5, 6))
        done = merge(world, pair.one, pair.two, details)
        assert {key_of(row) for row in hanging_on((pair.two,))} <= {
            key for key in before if key.startswith("cases.ParticipationBasis")
        }
        undo_merge(done, actor=world.lead.actor, now=world.now)

        assert self.everything() == before

    @staticmethod
    def everything():
        """Return what every person and every row that points to one says."""
        rows = [row for model in [Person, *columns()] for row in model.objects.order_by("pk")]
        return {key_of(row): said(row) for row in rows}
