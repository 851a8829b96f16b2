"""Two records of one person in two cases that the lead leads."""

from datetime import date
from types import SimpleNamespace

from kooperacja.cases.models import Case, CaseMember, CasePerson, Role
from kooperacja.persons.models import Household, HouseholdMember, Person
from tests.world import SINCE, make


def second_case(world, number="S/8/2026/990101", *, leads=("lead",)):
    """A further case of the centre, with a household of its own."""
    household = make(Household, centre=world.ops, unit=world.gmina, address="ul. Druga 2")
    case = make(
        Case,
        number=number,
        centre=world.ops,
        household=household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )
    for who, role in zip(leads, (Role.LEAD, Role.DEPUTY), strict=False):
        cast = getattr(world, who)
        make(CaseMember, case=case, role=role, institution=world.ops, membership=cast.membership, joined_on=SINCE)
    return case


def somebody(world, case, first_name="Anna", surname="Nowak", birth_date=date(1990, 5, 6), **more):
    """A person of a case, who lives in its household."""
    person = make(Person, centre=world.ops, first_name=first_name, surname=surname, birth_date=birth_date, **more)
    make(CasePerson, case=case, person=person, added_on=SINCE)
    make(HouseholdMember, household=case.home, person=person, starts_on=SINCE)
    return person


def twins(world):
    """Anna, written down as Nowak in the village's case and as Zielińska in another one."""
    other = second_case(world)
    return SimpleNamespace(
        case=other,
        one=somebody(world, world.case, phone="600 100 200"),
        two=somebody(world, other, surname="Zielińska", email="anna@poczta.example", safe_contact="po 16:00"),
    )
