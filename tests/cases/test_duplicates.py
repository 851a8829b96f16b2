"""Who is found to be alike: only among those whom the actor sees whole; using a record that is there."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from stdnum.pl.pesel import calc_check_digit

from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import recording
from kooperacja.cases.actions.duplicates import SHOWN, Sought, find_lookalikes, use_person
from kooperacja.cases.actions.opening import NewPerson, Opening, open_case
from kooperacja.cases.actions.people import leave_case
from kooperacja.cases.models import CaseMember, CasePerson
from kooperacja.persons.models import Person
from kooperacja.vault.fields import noting_what_is_opened
from tests.cases.twins import second_case, somebody, twins
from tests.world import SINCE, Made, make

PESEL = "9001011234" + calc_check_digit("9001011234")
ANNA = Sought("Anna", "Nowak", date(1990, 5, 6))


def found(*sought, who, **more):
    centre = who.membership.institution_id if who.membership else 0
    alike = find_lookalikes(sought, centre=centre, actor=who.actor, **more)
    return [[one.person for one in people] for people in alike]


def test_all_records_of_one_person_are_found(world):
    pair = twins(world)

    [alike] = find_lookalikes([ANNA], centre=world.ops.pk, actor=world.lead.actor)
    assert [(one.person, one.numbers, one.birth_year) for one in alike] == [
        (pair.one, (world.case.number,), "1990"),
        (pair.two, (pair.case.number,), "1990"),
    ]


@pytest.mark.parametrize(
    "who", ["member", "former", "colleague", "intake", "head", "neighbour", "outsider", "operator"]
)
def test_nobody_else_finds_anybody(world, who):
    twins(world)

    assert found(ANNA, who=getattr(world, who)) == [[]]


def test_the_deputy_finds_only_those_of_the_own_cases(world):
    pair = twins(world)

    assert found(ANNA, who=world.deputy) == [[pair.one]]


def test_a_former_lead_finds_nobody(world):
    pair = twins(world)
    place = CaseMember.objects.get(case=pair.case, membership=world.lead.membership)
    place.left_on = timezone.localdate() - timedelta(days=1)
    with recording(Made.FOR_TEST, actor=world.lead.actor):
        place.save()

    assert found(ANNA, who=world.lead) == [[pair.one]]


def test_the_same_pesel_is_found_whatever_the_name(world):
    person = somebody(world, world.case, first_name="Zenon", surname="Inny", birth_date=None, pesel=PESEL)

    assert found(Sought("Jan", "Gaj", pesel=PESEL), Sought("Jan", "Gaj"), who=world.lead) == [[person], []]


def test_no_birth_date_no_year(world):
    somebody(world, world.case, birth_date=None)

    assert find_lookalikes([ANNA], centre=world.ops.pk, actor=world.lead.actor)[0][0].birth_year == ""


def test_at_most_five_are_shown(world):
    for _number in range(SHOWN + 2):
        somebody(world, world.case)

    assert len(found(ANNA, who=world.lead)[0]) == SHOWN


def test_one_record_can_be_left_out_and_a_permission_asked(world):
    pair = twins(world)
    theirs = second_case(world, "S/9/2026/990101", leads=("colleague",))
    make(CasePerson, case=theirs, person=pair.two, added_on=SINCE)

    assert found(ANNA, who=world.lead, apart_from=pair.one) == [[pair.two]]
    assert found(ANNA, who=world.lead, permission=Permission.PERSON_MERGE) == [[pair.one]]


def test_what_is_compared_is_not_read_and_costs_three_queries(world):
    twins(world)
    for number in range(10):
        somebody(world, world.case, first_name=f"Osoba{number}", surname=f"Bezpodobna{number}")
    with noting_what_is_opened() as opened, CaptureQueriesContext(connection) as queries:
        find_lookalikes([ANNA] * 30, centre=world.ops.pk, actor=world.lead.actor)

    assert opened == {}
    assert len(queries) == 3


def test_use_a_record_that_is_there(world):
    pair = twins(world)
    act = {"actor": world.lead.actor, "now": world.now}

    use_person(world.case, pair.two, lives_there=True, **act)
    use_person(world.case, pair.two, lives_there=True, **act)
    assert world.case.case_persons.filter(person=pair.two, left_on=None).count() == 1
    assert world.case.home.members.filter(person=pair.two).count() == 1

    leave_case(world.case, pair.two, timezone.localdate(), moves_out=False, **act)
    use_person(world.case, pair.two, lives_there=False, **act)
    assert world.case.case_persons.get(person=pair.two).left_on is None


@pytest.mark.parametrize("who", ["deputy", "member", "colleague", "neighbour"])
def test_only_who_sees_the_person_whole_and_leads_the_case_uses_a_record(world, who):
    pair = twins(world)
    with pytest.raises(PermissionDenied):
        use_person(world.case, pair.two, lives_there=True, actor=getattr(world, who).actor, now=world.now)

    assert not world.case.case_persons.filter(person=pair.two).exists()


def test_a_case_opens_with_somebody_who_is_there(world):
    pair = twins(world)
    opening = Opening(unit=world.gmina, persons=[pair.one, NewPerson("Nowa", "Osoba")], lead=world.lead.membership)
    case = open_case(opening, actor=world.lead.actor, now=world.now)
    assert [place.person.name for place in case.case_persons.order_by("pk")] == ["Anna Nowak", "Nowa Osoba"]

    stranger = make(Person, centre=world.ops, first_name="Ktoś", surname="Spoza")
    with pytest.raises(PermissionDenied):
        open_case(
            Opening(unit=world.gmina, persons=[stranger], lead=world.lead.membership),
            actor=world.lead.actor,
            now=world.now,
        )
