"""What intake is shown: of the own centre alone, undecided or unlinked, and nothing that isn't alike."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kooperacja.audit.models import Read
from kooperacja.cases.models import CaseHousehold, CasePerson
from kooperacja.cases.states import CaseState, ClosureReason
from kooperacja.concerns.states import ConcernState
from kooperacja.matching.actions import find_matches, finding, say_different, say_same
from kooperacja.matching.actions.finding import can_be_matched, people_to_compare
from kooperacja.matching.rules import Reason, Strength
from kooperacja.persons.models import Household, Person
from kooperacja.vault.fields import noting_what_is_opened
from tests.concerns.tools import change
from tests.world import SINCE, make

from .tools import case_of, concern, linked

pytestmark = pytest.mark.django_db
HENRYK = {"first_name": "Henryk", "surname": "Sitarz"}
HOUSE = "Wierzbowa Góra 71"


@pytest.fixture
def sought(world):
    return concern(world, "Z/50/2026/990101", who="Henryk Sitarz, ok. 74 lata", address=HOUSE)


def numbers(row, who):
    return [found.number for found in find_matches(row, actor=who.actor)]


def test_policeman_and_nurse_at_the_same_house(world, sought):
    nurse = concern(world, "Z/51/2026/990101", who="Pan Sitarz, ponad 70 lat", address="wierzbowa gora 71")

    (found,) = find_matches(nurse, actor=world.intake.actor)

    assert (found.number, found.strength) == (sought.number, Strength.STRONG)
    assert set(found.reasons) == {Reason.SAME_HOME, Reason.SAME_SURNAME, Reason.AGE_FITS}


def test_an_open_case_is_found_by_its_people_and_house(world, sought):
    case = case_of(world, "S/50/2026/990101", HENRYK, {"first_name": "Marek", "surname": "Sitarz"}, address=HOUSE)
    case_of(world, "S/51/2026/990101", {"first_name": "Ewa", "surname": "Lis"}, address="Zapłocie 3")

    (found,) = find_matches(sought, actor=world.intake.actor)

    assert found.case == case
    assert found.concern is None
    assert set(found.reasons) == {Reason.SAME_HOME, Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}


def test_a_pesel_that_somebody_wrote_meets_its_keyed_index(world):
    row = concern(world, "Z/50/2026/990101", who="nr 87031401231")

    (found,) = find_matches(row, actor=world.intake.actor)

    assert (found.case, found.reasons) == (world.case, (Reason.SAME_PESEL, Reason.SAME_BIRTH))


@pytest.mark.parametrize("who", ["Anna Sitarz", "Anna Sitarz-Lis", "p. Sitarzowa Anna"])
def test_somebody_is_found_by_the_surname_that_they_once_had(world, who):
    row = concern(world, "Z/50/2026/990101", who=who)
    case = case_of(world, "S/50/2026/990101", {"first_name": "Anna", "surname": "Kot", "former_surname": "Sitarz"})

    (found,) = find_matches(row, actor=world.intake.actor)

    assert found.case == case
    assert set(found.reasons) == {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}


@pytest.mark.parametrize(
    "names",
    [
        {"first_name": "Henryk", "surname": "Sitarz"},
        {"first_name": "Henryk", "surname": "Lis", "former_surname": "Sitarz"},
    ],
)
def test_somebody_is_found_by_the_names_of_a_record_that_was_joined(world, sought, names):
    case = case_of(world, "S/50/2026/990101", {"first_name": "Jan", "surname": "Kot"})
    make(Person, centre=world.ops, merged_into=case.case_persons.get().person, **names)

    (found,) = find_matches(sought, actor=world.intake.actor)

    assert found.case == case
    assert set(found.reasons) == {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME}


def test_a_record_joined_with_who_left_the_case_leads_nowhere(world, sought):
    case = case_of(world, "S/50/2026/990101", {"first_name": "Jan", "surname": "Kot"})
    place = case.case_persons.get()
    make(Person, centre=world.ops, merged_into=place.person, **HENRYK)
    change(place, left_on=world.now.date())

    assert numbers(sought, world.intake) == []


def test_what_is_closed_linked_elsewhere_or_unsent_is_not_compared(world, sought):
    concern(world, "Z/60/2026/990102", who="Henryk Sitarz", address=HOUSE, centre=world.other_ops)
    unsent = {"state": ConcernState.WAITING_FOR_RELEASE, "received_at": None, "due_at": None}
    concern(world, "Z/61/2026/990101", who="Henryk Sitarz", address=HOUSE, **unsent)
    concern(world, "Z/62/2026/990101", who="Henryk Sitarz", address=HOUSE, state=ConcernState.LINKED)
    closed = {"state": CaseState.CLOSED, "closed_at": world.now, "closed_by": world.lead.user}
    reason = {"closure_reason": ClosureReason.values[0]}
    case_of(world, "S/50/2026/990101", HENRYK, address=HOUSE, **closed, **reason)
    case_of(world, "S/51/2026/990102", HENRYK, address=HOUSE, centre=world.other_ops)
    gone = case_of(world, "S/52/2026/990101", HENRYK, address=HOUSE)
    change(CasePerson.objects.get(case=gone), left_on=world.now.date())

    assert numbers(sought, world.intake) == []


def test_nobody_else_finds_anything(world, sought):
    concern(world, "Z/51/2026/990101", who="Pan Sitarz", address=HOUSE)

    assert numbers(sought, world.lead) == numbers(sought, world.neighbour) == numbers(sought, world.operator) == []


def test_verdicts_stay_with_what_is_found(world, sought):
    other = concern(world, "Z/51/2026/990101", who="Pan Sitarz", address=HOUSE)
    case = case_of(world, "S/50/2026/990101", HENRYK, address=HOUSE)
    say_different(sought, other, actor=world.intake.actor, now=world.now)
    say_different(sought, case, actor=world.intake.actor, now=world.now)

    verdicts = {found.number: found.verdict.verdict for found in find_matches(sought, actor=world.intake.actor)}

    assert verdicts == {other.number: "different", case.number: "different"}


def test_decided_ones_hide_no_open_one(world, sought, monkeypatch):
    monkeypatch.setattr(finding, "SHOWN", 2)
    decided = [concern(world, f"Z/5{number}/2026/990101", who="Henryk Sitarz", address=HOUSE) for number in range(1, 4)]
    for number, other in enumerate(decided):
        say_different(sought, other, actor=world.intake.actor, now=world.now + timedelta(minutes=number))
    new = concern(world, "Z/60/2026/990101", who="Pan Sitarz", address=HOUSE)

    found = find_matches(sought, actor=world.intake.actor)

    assert [one.concern for one in found.undecided] == [new]
    assert [one.concern for one in found.different] == [decided[2], decided[1]]  # what was decided last comes first
    assert (found.same, found.more_undecided, found.more_decided) == ((), False, True)
    assert list(found) == [*found.undecided, *found.different]


def test_where_open_ones_are_cut_it_is_said(world, sought, monkeypatch):
    monkeypatch.setattr(finding, "SHOWN", 2)
    for number in range(1, 3):
        concern(world, f"Z/5{number}/2026/990101", who="Pan Sitarz", address="Zapłocie 3")
    found = find_matches(sought, actor=world.intake.actor)
    assert (len(found.undecided), found.more_undecided) == (0, False)  # a surname alone is too little

    others = [concern(world, f"Z/6{number}/2026/990101", who="Pan Sitarz", address=HOUSE) for number in range(2)]
    found = find_matches(sought, actor=world.intake.actor)
    assert ([one.concern for one in found.undecided], found.more_undecided) == (others, False)

    best = concern(world, "Z/70/2026/990101", who="Henryk Sitarz", address=HOUSE)
    found = find_matches(sought, actor=world.intake.actor)
    assert ([one.concern for one in found.undecided], found.more_undecided) == ([best, others[0]], True)
    assert (found.same, found.different, found.more_decided) == ((), (), False)


def test_of_what_was_said_to_be_the_same_the_last_ones_are_shown(world, sought, monkeypatch):
    monkeypatch.setattr(finding, "SHOWN", 2)
    others = [concern(world, f"Z/5{number}/2026/990101", who="Ktoś", address="") for number in range(1, 4)]
    for number, other in enumerate(others):
        say_same(sought, other, actor=world.intake.actor, now=world.now + timedelta(minutes=number))

    found = find_matches(sought, actor=world.intake.actor)

    assert [one.concern for one in found.same] == [others[2], others[1]]
    assert (found.undecided, found.more_undecided, found.more_decided) == ((), False, True)


def test_what_was_said_to_be_the_same_stays_and_leads_to_the_case_of_the_other(world, sought):
    other = concern(world, "Z/49/2026/990101", who="Ktoś", address="")
    third = concern(world, "Z/51/2026/990101", who="Ktoś inny", address="")
    say_same(sought, other, actor=world.intake.actor, now=world.now)
    say_same(third, sought, actor=world.intake.actor, now=world.now)
    assert set(numbers(sought, world.intake)) == {other.number, third.number}

    case = case_of(world, "S/50/2026/990101", {"first_name": "Ewa", "surname": "Lis"})
    change(other, state=ConcernState.CASE_OPENED, ended_at=world.now)
    linked(case, other, world)

    found = {one.number: one.reasons for one in find_matches(sought, actor=world.intake.actor)}
    assert found[case.number] == (Reason.SAID_SAME,)


def test_only_what_is_found_counts_as_read(world, sought):
    case_of(world, "S/50/2026/990101", HENRYK, address=HOUSE)
    stranger = case_of(world, "S/51/2026/990101", {"first_name": "Ewa", "surname": "Lis"}, address="Zapłocie 3")

    with noting_what_is_opened() as opened:
        find_matches(sought, actor=world.intake.actor)

    read = {public_id for ids in opened.values() for public_id in ids}
    assert len(opened["persons.Person"]) == 1
    assert stranger.case_persons.get().person.public_id not in read
    assert not Read.objects.exists()


def test_queries_do_not_grow_with_the_number_of_cases(world, sought):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            find_matches(sought, actor=world.intake.actor)
        return len(queries)

    case_of(world, "S/50/2026/990101", HENRYK, address=HOUSE)
    before = count()
    for number in range(51, 60):
        case = case_of(world, f"S/{number}/2026/990101", HENRYK, address=HOUSE)
        make(Person, centre=world.ops, merged_into=case.case_persons.get().person, **HENRYK)
        concern(world, f"Z/1{number}/2026/990101", who="Pan Sitarz", address=HOUSE)

    assert count() == before


def test_a_request_to_call_says_nothing_to_compare(world):
    assert can_be_matched(concern(world, "Z/50/2026/990101"))
    assert not can_be_matched(concern(world, "Z/51/2026/990101", call_me=True))
    assert not can_be_matched(concern(world, "Z/52/2026/990101", state=ConcernState.LINKED))
    assert not can_be_matched(
        concern(world, "Z/53/2026/990101", state=ConcernState.WITHDRAWN, received_at=None, due_at=None)
    )


def test_the_people_to_compare_are_counted(world):
    assert people_to_compare(actor=world.intake.actor) == 2
    assert people_to_compare(actor=world.lead.actor) == 0


@pytest.mark.parametrize(("ends_on", "reasons"), [(None, {Reason.SAME_HOME}), (SINCE, set())])
def test_another_home_of_a_family_is_compared_as_long_as_it_lasts(world, sought, ends_on, reasons):
    case = case_of(world, "S/50/2026/990101", HENRYK, address="Zapłocie 3")
    other = make(Household, centre=world.ops, unit=world.gmina, address=HOUSE, starts_on=SINCE, ends_on=ends_on)
    make(CaseHousehold, case=case, household=other)

    (found,) = find_matches(sought, actor=world.intake.actor)

    assert set(found.reasons) == {Reason.SAME_SURNAME, Reason.SAME_FIRST_NAME} | reasons


def test_the_same_house_counts_once_though_another_home_of_the_family_is_near_it(world, sought):
    case = case_of(world, "S/50/2026/990101", HENRYK, address=f"{HOUSE} m. 4")
    other = make(Household, centre=world.ops, unit=world.gmina, address=HOUSE)
    make(CaseHousehold, case=case, household=other)

    (found,) = find_matches(sought, actor=world.intake.actor)

    assert {Reason.SAME_HOME, Reason.NEAR_HOME} & set(found.reasons) == {Reason.SAME_HOME}
