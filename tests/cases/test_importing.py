"""Several persons at once: all or none, in one event."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.audit.models import Event
from kooperacja.cases.actions.importing import add_people
from kooperacja.cases.actions.people import PersonDetails
from kooperacja.cases.events import PersonEvent
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import Person
from tests.cases.twins import twins

EWA = PersonDetails("Ewa", "Gaj", birth_date=date(1980, 2, 29), phone="600 700 800")
OLA = PersonDetails("Ola", "Gaj")


@pytest.mark.parametrize("lives_there", [True, False])
def test_new_people_and_known_ones(world, lives_there):
    pair = twins(world)
    people = [EWA, pair.two, OLA]
    count = add_people(world.case, people, lives_there=lives_there, actor=world.lead.actor, now=world.now)

    assert count == 3
    people = [place.person for place in world.case.case_persons.order_by("-pk")[:3]]
    assert [person.name for person in people] == ["Ola Gaj", "Anna Zielińska", "Ewa Gaj"]
    assert people[2].birth_date == date(1980, 2, 29)
    assert all(world.household.members.filter(person=one).exists() is lives_there for one in people)
    assert Event.objects.latest("pk").name == PersonEvent.SEVERAL_ADDED


def test_one_fault_and_nobody_is_added(world):
    with pytest.raises(Refused):
        add_people(
            world.case,
            [EWA, PersonDetails("A", "B", pesel="1")],
            lives_there=True,
            actor=world.lead.actor,
            now=world.now,
        )

    assert world.case.case_persons.count() == 2


@pytest.mark.parametrize("who", ["member", "former", "colleague", "head", "neighbour", "operator"])
def test_only_who_leads_adds_people(world, who):
    with pytest.raises(PermissionDenied):
        add_people(world.case, [EWA], lives_there=True, actor=getattr(world, who).actor, now=world.now)


def test_a_record_that_the_actor_does_not_see_whole_is_not_taken(world):
    pair = twins(world)
    with pytest.raises(PermissionDenied):
        add_people(world.case, [EWA, pair.two], lives_there=True, actor=world.deputy.actor, now=world.now)

    assert not Person.objects.filter(case_persons__case=world.case).exclude(
        pk__in=[world.person.pk, world.child.pk, pair.one.pk]
    )
