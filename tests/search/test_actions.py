"""Whoever looks finds what the other pages would show them, and nothing of anybody else's."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kooperacja.audit.models import Read
from kooperacja.cases.models import (
    BasisKind,
    Case,
    CaseHousehold,
    CaseKind,
    CaseMember,
    CasePerson,
    How,
    ParticipationBasis,
)
from kooperacja.cases.models import Level as Sight
from kooperacja.cases.states import BasisState
from kooperacja.persons.models import Household, Person
from kooperacja.search import actions
from kooperacja.search.actions import SHOWN, look_for
from kooperacja.search.rules import sought_in
from kooperacja.vault.fields import noting_what_is_opened
from tests.concerns.tools import change
from tests.world import SINCE, make

pytestmark = pytest.mark.django_db


def found(world, who, typed):
    return look_for(sought_in(typed), actor=getattr(world, who).actor)


def names(result):
    return [row.person.surname for row in result.people]


@pytest.mark.parametrize(
    ("who", "finds"),
    [
        ("lead", True),
        ("deputy", True),
        ("member", True),
        ("former", False),
        ("colleague", False),
        ("head", False),
        ("intake", False),
        ("admin", False),
        ("outsider", False),
        ("neighbour", False),
        ("neighbour_head", False),
        ("region", False),
    ],
)
@pytest.mark.parametrize("what", ["adult_surname", "adult_first_name", "adult_phone", "safe_contact"])
def test_a_grown_up_who_agreed_is_found_by_those_who_see_them(world, who, finds, what):
    with_digits = {"adult_phone": "600 100 200", "safe_contact": "tylko 600 100 201"}
    if what in with_digits:
        name = "phone" if what == "adult_phone" else "safe_contact"
        change(world.person, **{name: with_digits[what]})
    typed = {"adult_phone": "+48 600100200", "safe_contact": "600100201"}.get(what) or world.word(what)

    assert names(found(world, who, typed)) == ([world.word("adult_surname")] if finds else [])


@pytest.mark.parametrize(("who", "finds"), [("lead", True), ("member", False)])
def test_a_child_for_whom_nobody_agreed_is_found_by_the_lead_alone(world, who, finds):
    assert names(found(world, who, world.word("child_surname"))) == ([world.word("child_surname")] if finds else [])


def test_letters_are_forgiven(world):
    change(world.person, surname="Źdźbło-Łącka")

    assert names(found(world, "lead", "zdzblo")) == ["Źdźbło-Łącka"]
    assert names(found(world, "lead", "LACKA")) == ["Źdźbło-Łącka"]


@pytest.mark.parametrize(("who", "finds"), [("lead", True), ("deputy", True), ("member", False), ("intake", False)])
def test_a_pesel_is_found_by_those_who_see_it(world, who, finds):
    assert names(found(world, who, "87031401231")) == ([world.word("adult_surname")] if finds else [])


def test_a_case_in_which_one_sees_own_actions_alone_is_not_shown_by_a_person_of_another_case(world):
    """The same person is in two cases; the school knows the family in one of them only."""
    household = make(Household, centre=world.ops, unit=world.gmina)
    other = make(
        Case,
        number="S/8/2026/990101",
        centre=world.ops,
        household=household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    make(CasePerson, case=other, person=world.person, added_on=SINCE)
    given = {"kind": BasisKind.AGREEMENT, "state": BasisState.GIVEN, "stated_on": SINCE, "how": How.WRITING}
    make(ParticipationBasis, case=other, person=world.person, **given)
    make(
        CaseMember,
        case=other,
        institution=world.school,
        membership=world.member.membership,
        level=Sight.ACTION,
        joined_on=SINCE,
    )

    assert [row.case for row in found(world, "member", world.word("adult_surname")).people] == [world.case]


@pytest.mark.parametrize(
    ("who", "cases", "overseen"),
    [
        ("lead", 1, 0),
        ("member", 1, 0),
        ("head", 0, 1),
        ("former", 0, 0),
        ("colleague", 0, 0),
        ("neighbour_head", 0, 0),
        ("region", 0, 0),
    ],
)
@pytest.mark.parametrize("typed", ["S/7/2026/990101", "s/7/2026", "7/2026"])
def test_a_case_is_found_by_its_number(world, who, cases, overseen, typed):
    result = found(world, who, typed)

    assert (len(result.cases), len(result.overseen)) == (cases, overseen)


def test_a_number_is_not_lost_among_those_that_end_in_it(world):
    for tens in range(1, SHOWN + 2):
        make(
            Case,
            number=f"S/{tens}7/2026/990101",
            centre=world.ops,
            household=world.case.household,
            opened_at=world.now,
            opened_by=world.lead.user,
        )

    assert [case.number for case in found(world, "head", "7/2026").overseen] == [world.case.number]


@pytest.mark.parametrize(("who", "finds"), [("lead", 1), ("member", 0), ("head", 0), ("neighbour", 0)])
def test_a_place_is_found_by_those_who_lead_a_case_there(world, who, finds):
    assert len(found(world, who, world.word("address")).cases) == finds


def test_a_village_is_found_by_its_name(world):
    village = make(
        Case,
        number="S/9/2026/990101",
        kind=CaseKind.COMMUNITY,
        centre=world.ops,
        place="Zapłocie, 214 osób",
        decided_on=SINCE,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    make(
        CaseMember,
        case=village,
        role="lead",
        institution=world.ops,
        membership=world.lead.membership,
        joined_on=SINCE,
    )

    assert found(world, "lead", "zaplocie").cases == (village,)
    assert found(world, "colleague", "zaplocie").cases == ()


@pytest.mark.parametrize(
    ("who", "inbox", "own"),
    [("intake", 1, 0), ("head", 1, 0), ("reporter", 0, 1), ("lead", 0, 0), ("neighbour", 0, 0)],
)
def test_a_concern_is_found_by_its_number_at_the_inbox_and_by_who_raised_it(world, who, inbox, own):
    result = found(world, who, "Z/3/2026")

    assert (len(result.concerns), len(result.own_concerns)) == (inbox, own)


@pytest.mark.parametrize(("who", "finds"), [("intake", 1), ("head", 1), ("reporter", 0), ("lead", 0), ("neighbour", 0)])
@pytest.mark.parametrize("what", ["concern_who", "concern_address"])
def test_a_concern_is_found_by_whom_it_names_at_the_inbox(world, who, finds, what):
    assert len(found(world, who, world.word(what)).concerns) == finds


def test_who_reported_is_never_looked_for(world):
    change(world.concern, reporter_phone="700 700 700")

    assert not found(world, "intake", "700 700 700")


def test_a_locked_concern_is_found_by_nobody(world):
    change(world.concern, state="no_action", ended_at=world.now, locked_on=SINCE)

    assert not found(world, "intake", world.word("concern_who"))
    assert not found(world, "intake", "Z/3/2026")


def test_what_is_compared_is_not_read_and_whom_one_looked_for_is_recorded(world):
    with noting_what_is_opened() as opened:
        found(world, "lead", "Nikt Taki")

    assert opened == {}
    read = Read.objects.latest("pk")
    assert (read.page, read.user_id, read.rows) == ("search:search", world.lead.user.pk, {})


def test_a_look_up_by_number_is_no_look_up_of_a_person(world):
    before = Read.objects.count()

    found(world, "lead", "S/1/1999")

    assert Read.objects.count() == before


def test_there_is_no_query_per_row_and_a_page_is_bounded(world):
    with CaptureQueriesContext(connection) as few:
        found(world, "lead", "Kowal")
    for number in range(SHOWN + 5):
        person = make(Person, centre=world.ops, first_name=f"Jan{number}", surname="Kowalczyk")
        make(CasePerson, case=world.case, person=person, added_on=SINCE)

    with CaptureQueriesContext(connection) as many:
        result = found(world, "lead", "Kowal")

    assert len(result.people) == SHOWN
    assert result.is_cut
    assert len(many) <= len(few)


def test_another_home_of_the_family_is_found_by_who_leads_and_a_case_is_listed_once(world):
    for address in ("Poziomkowa 4", "Poziomkowa 5"):
        home = make(Household, centre=world.ops, unit=world.gmina, address=address)
        make(CaseHousehold, case=world.case, household=home)

    assert list(found(world, "lead", "poziomkowa").cases) == [world.case]
    assert not found(world, "member", "poziomkowa").cases


def test_a_record_that_was_joined_with_another_one_is_found_once(world):
    make(Person, centre=world.ops, surname=world.word("adult_surname"), first_name="Anna", merged_into=world.person)

    assert names(found(world, "lead", world.word("adult_surname"))) == [world.word("adult_surname")]


def test_an_earlier_surname_finds_who_has_another_one_now_for_who_leads_alone(world):
    change(world.person, former_surname="Żurawińska-Łoś")

    assert names(found(world, "lead", "zurawin")) == [world.word("adult_surname")]
    assert names(found(world, "lead", f"{world.word('adult_first_name')} los")) == [world.word("adult_surname")]
    assert not found(world, "member", "zurawin")
    assert not found(world, "neighbour", "zurawin")


def test_the_surname_of_a_record_that_was_joined_finds_the_one_that_stays(world):
    make(Person, centre=world.ops, surname="Żurawińska", first_name="Anna", merged_into=world.person)

    assert names(found(world, "lead", "żurawińska")) == [world.word("adult_surname")]
    assert not found(world, "member", "żurawińska")


@pytest.mark.parametrize("who", ["lead", "member"])
def test_a_name_is_opened_once_though_several_ways_lead_to_it(world, who, monkeypatch):
    opened, real = Counter(), actions.revealing

    def counting(model, *names):
        def one(name, reveal):
            def counted(sealed, public_id):
                opened[model, name, public_id] += 1
                return reveal(sealed, public_id)

            return counted

        return [one(name, reveal) for name, reveal in zip(names, real(model, *names), strict=True)]

    monkeypatch.setattr(actions, "revealing", counting)
    found(world, who, "nikt taki")

    assert opened[Person, "surname", world.person.public_id] == 1
