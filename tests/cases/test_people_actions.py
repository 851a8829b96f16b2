"""The family of a case: adding, changing, moving, leaving, kin and guardians; the row, the event, the message."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from stdnum.pl.pesel import calc_check_digit

from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.kin import (
    GuardianDetails,
    add_guardian,
    add_kinship,
    end_guardian,
    remove_kinship,
)
from kooperacja.cases.actions.opening import NewPerson, Opening, open_case
from kooperacja.cases.actions.people import (
    PersonDetails,
    add_person,
    change_address,
    come_back,
    edit_person,
    leave_case,
    move_in,
    move_out,
)
from kooperacja.cases.events import PersonEvent
from kooperacja.cases.models import CaseMember, Role
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from kooperacja.persons.models import (
    GuardianKind,
    Guardianship,
    Household,
    HouseholdMember,
    Kinship,
    KinshipKind,
    Person,
)
from kooperacja.persons.rules import GuardianRefusal, KinRefusal, LeaveRefusal, PersonRefusal
from tests.world import make

PESEL = "9001011234" + calc_check_digit("9001011234")
MAREK = PersonDetails("Marek", "Testowy", birth_date=date(1990, 1, 1), pesel=PESEL, phone="500 600 700")


@pytest.fixture
def today():
    return timezone.localdate()


def sent():
    """Messages other than the one that the village has."""
    return Message.objects.exclude(kind=MessageKind.values[0])


def told(kind):
    return set(Message.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def join_by_letter(world):
    return make(
        CaseMember,
        case=world.case,
        role=Role.MEMBER,
        institution=world.police,
        letter_contact="aspirant Nowak",
        joined_on=timezone.localdate(),
    )


@pytest.mark.parametrize("who", ["member", "colleague", "head", "former", "outsider", "operator"])
def test_only_who_leads_adds_people(world, who):
    with pytest.raises(PermissionDenied):
        add_person(world.case, MAREK, lives_there=True, actor=getattr(world, who).actor, now=world.now)

    assert not Person.objects.with_pesel(PESEL).exists()


@pytest.mark.parametrize("lives_there", [True, False])
def test_add_person(world, today, lives_there):
    person = add_person(world.case, MAREK, lives_there=lives_there, actor=world.deputy.actor, now=world.now)

    person = Person.objects.get(pk=person.pk)
    assert (person.name, person.pesel, person.centre) == ("Marek Testowy", PESEL, world.ops)
    assert world.case.case_persons.get(person=person).added_on == today
    assert person.households.exists() is lives_there
    assert Event.objects.latest("pk").name == PersonEvent.ADDED


def test_a_person_is_added_by_name_alone(world):
    only = PersonDetails("Maluch", "Testowy", is_minor=True)
    person = add_person(world.case, only, lives_there=True, actor=world.lead.actor, now=world.now)

    assert person.is_child_on(timezone.localdate())
    assert person.pesel_index is None


def test_a_wrong_pesel_adds_nobody(world):
    wrong = PersonDetails("Marek", "Testowy", pesel="12345678901")
    with pytest.raises(Refused) as refused:
        add_person(world.case, wrong, lives_there=True, actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {PersonRefusal.PESEL_WRONG_CHECK_DIGIT}
    assert world.case.case_persons.count() == 2


def test_the_same_pesel_in_a_case_is_a_warning(world):
    act = {"actor": world.lead.actor, "now": world.now}
    make(Person, centre=world.ops, first_name="Ktoś", surname="Spoza", pesel=PESEL)
    marek = add_person(world.case, MAREK, lives_there=False, **act)
    for write in (
        lambda **more: add_person(world.case, MAREK, lives_there=False, **more, **act),
        lambda **more: edit_person(world.child, MAREK, version=world.child.version, **more, **act),
    ):
        with pytest.raises(Refused) as refused:
            write()
        assert refused.value.refusals == {PersonRefusal.SAME_PESEL}
        write(pesel_is_right=True)
    edit_person(marek, MAREK, version=marek.version, **act)

    assert Person.objects.with_pesel(PESEL).filter(case_persons__case=world.case).count() == 3


@pytest.mark.parametrize(("leader", "warns"), [("lead", True), ("colleague", False)])
def test_the_same_pesel_in_another_case_warns_only_who_leads_both(world, leader, warns):
    one = getattr(world, leader)
    opening = Opening(unit=world.gmina, persons=[NewPerson("Ewa", "Testowa")], lead=one.membership)
    other = open_case(opening, actor=world.intake.actor, now=world.now)
    add_person(other, MAREK, lives_there=False, actor=one.actor, now=world.now)
    act = {"lives_there": False, "actor": world.lead.actor, "now": world.now}

    if warns:
        with pytest.raises(Refused) as refused:
            add_person(world.case, MAREK, **act)
        assert refused.value.refusals == {PersonRefusal.SAME_PESEL}
    add_person(world.case, MAREK, pesel_is_right=warns, **act)

    assert Person.objects.with_pesel(PESEL).count() == 2


def test_edit_person(world):
    details = PersonDetails(
        "Anna", "Nowa", birth_date=date(1988, 1, 2), safe_contact="SMS po 16", letters_are_safe=False
    )
    edit_person(world.person, details, version=world.person.version, actor=world.lead.actor, now=world.now)

    person = Person.objects.get(pk=world.person.pk)
    assert (person.name, person.birth_date, person.safe_contact) == ("Anna Nowa", date(1988, 1, 2), "SMS po 16")
    assert not person.letters_are_safe
    assert (person.pesel, person.pesel_index) == ("", None)
    event = Event.objects.latest("pk")
    assert event.name == PersonEvent.CHANGED
    assert event.changes[0]["fields"]["surname"] == "sealed"


def test_two_people_edit_one_person(world):
    version = world.person.version
    edit_person(world.person, PersonDetails("A", "B"), version=version, actor=world.lead.actor, now=world.now)
    with pytest.raises(Stale):
        edit_person(world.person, PersonDetails("C", "D"), version=version, actor=world.deputy.actor, now=world.now)

    assert Person.objects.get(pk=world.person.pk).name == "A B"


def test_who_turns_out_to_be_a_child_no_longer_lets_partners_in(world, today):
    child = PersonDetails("Anna", "Nowa", birth_date=today - timedelta(days=3000))
    version = world.person.version
    edit_person(world.person, child, version=version, actor=world.lead.actor, now=world.now)

    assert not world.case.bases.opening_to_partners().exists()
    assert told(MessageKind.CASE_ENDED_FOR_YOU) == {"Celina Szkolna"}
    assert told(MessageKind.BASIS_CHANGED) == {"Zofia Zastępowska"}


def test_change_address(world):
    change = {"actor": world.lead.actor, "now": world.now}
    household = change_address(world.case, world.other_gmina, "ul. Nowa 1", version=world.household.version, **change)

    assert Household.objects.get(pk=household.pk).address == "ul. Nowa 1"
    with pytest.raises(Stale):
        change_address(world.case, world.gmina, "ul. Stara 1", version=world.household.version, **change)


def test_moving_out_and_in(world, today):
    act = {"actor": world.lead.actor, "now": world.now}
    move_out(world.case, world.person, today - timedelta(1), **act)
    assert HouseholdMember.objects.get(person=world.person, household=world.household).ends_on == today - timedelta(1)

    move_in(world.case, world.person, today, **act)
    move_in(world.case, world.person, today, **act)
    assert world.household.members.filter(person=world.person, ends_on=None).count() == 1
    with pytest.raises(Refused):
        move_in(world.case, world.child, today + timedelta(1), **act)


@pytest.mark.parametrize(("days", "refusal"), [(1, LeaveRefusal.IN_THE_FUTURE), (-2000, LeaveRefusal.BEFORE_JOINING)])
def test_nobody_leaves_before_coming_or_later_than_today(world, today, days, refusal):
    act = {"actor": world.lead.actor, "now": world.now}
    day = today + timedelta(days)
    with pytest.raises(Refused) as refused:
        leave_case(world.case, world.child, day, moves_out=False, **act)
    assert refused.value.refusals == {refusal}
    with pytest.raises(Refused) as refused:
        move_out(world.case, world.child, day, **act)
    assert refused.value.refusals == {refusal}


def test_the_last_adult_who_leaves_closes_the_case_to_partners(world, today):
    leave_case(world.case, world.person, today, moves_out=True, actor=world.lead.actor, now=world.now)

    assert world.case.case_persons.get(person=world.person).left_on == today
    assert HouseholdMember.objects.get(person=world.person, household=world.household).ends_on == today
    assert told(MessageKind.CASE_ENDED_FOR_YOU) == {"Celina Szkolna"}
    assert told(MessageKind.BASIS_CHANGED) == {"Zofia Zastępowska"}
    message = Message.objects.filter(kind=MessageKind.CASE_ENDED_FOR_YOU).get()
    assert (message.reference, message.path) == (world.case.number, "/sprawy/")


def test_who_leaves_without_a_basis_disturbs_nobody(world, today):
    leave_case(world.case, world.child, today, moves_out=False, actor=world.lead.actor, now=world.now)

    assert HouseholdMember.objects.get(person=world.child, household=world.household).ends_on is None
    assert not sent().exists()


def test_come_back(world, today):
    act = {"actor": world.lead.actor, "now": world.now}
    leave_case(world.case, world.child, today, moves_out=False, **act)
    come_back(world.case, world.child, **act)

    assert world.case.case_persons.get(person=world.child).left_on is None
    assert Event.objects.latest("pk").name == PersonEvent.CAME_BACK


def test_kinship(world):
    act = {"actor": world.lead.actor, "now": world.now}
    sister = add_person(world.case, PersonDetails("Siostra", "Testowa"), lives_there=True, **act)
    kinship = add_kinship(world.case, sister, KinshipKind.SIBLING, world.child, **act)
    assert Kinship.objects.filter(person=sister, relative=world.child).exists()

    with pytest.raises(Refused) as refused:
        add_kinship(world.case, world.child, KinshipKind.PARENT, world.person, **act)
    assert refused.value.refusals == {KinRefusal.OTHER_WAY_ROUND, KinRefusal.NOT_OLDER}

    remove_kinship(world.case, kinship, **act)
    assert not Kinship.objects.filter(person=sister).exists()
    assert Event.objects.latest("pk").name == PersonEvent.KINSHIP_REMOVED


def test_kin_are_of_the_case(world):
    stranger = make(Person, centre=world.ops, first_name="Ktoś", surname="Spoza")
    with pytest.raises(Refused) as refused:
        add_kinship(world.case, stranger, KinshipKind.OTHER, world.child, actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {KinRefusal.NOT_IN_THE_CASE}


def test_guardians(world, today):
    act = {"actor": world.lead.actor, "now": world.now}
    aunt = add_person(world.case, PersonDetails("Ciotka", "Testowa"), lives_there=False, **act)
    legal = GuardianDetails(GuardianKind.LEGAL, today - timedelta(30), today - timedelta(20), "postanowienie")
    add_guardian(world.case, world.child, aunt, legal, **act)
    row = add_guardian(world.case, world.child, aunt, GuardianDetails(GuardianKind.LEGAL, today), **act)
    assert Guardianship.objects.on(today).filter(ward=world.child, guardian=aunt).get() == row

    with pytest.raises(Refused) as refused:
        add_guardian(world.case, world.child, aunt, GuardianDetails(GuardianKind.LEGAL, today), **act)
    assert refused.value.refusals == {GuardianRefusal.ALREADY_SAID}

    end_guardian(world.case, row, today, **act)
    assert Guardianship.objects.get(pk=row.pk).ends_on == today
    with pytest.raises(Refused):
        end_guardian(world.case, row, today - timedelta(1), **act)


@pytest.mark.parametrize("who", ["member", "head", "intake", "neighbour"])
def test_only_who_leads_writes_down_kin(world, today, who):
    act = {"actor": getattr(world, who).actor, "now": world.now}
    for write in (
        lambda: remove_kinship(world.case, world.kinship, **act),
        lambda: end_guardian(world.case, world.guardianship, today, **act),
        lambda: move_out(world.case, world.person, today, **act),
        lambda: leave_case(world.case, world.person, today, moves_out=True, **act),
        lambda: edit_person(world.person, MAREK, version=world.person.version, **act),
        lambda: change_address(world.case, world.gmina, "x", version=world.household.version, **act),
    ):
        with pytest.raises(PermissionDenied):
            write()
