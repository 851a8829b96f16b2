"""Persons and their households."""

from datetime import date

import pytest
from django.utils import translation

from kooperacja.persons.models import GuardianKind, Guardianship, Kinship, KinshipKind, Person
from kooperacja.vault import keys
from tests.world import make


def test_a_person_is_found_by_pesel_alone(world):
    other = make(Person, centre=world.ops, first_name="Ola", surname="Inna", pesel="44051401359")

    assert list(Person.objects.with_pesel("44051401359")) == [other]
    assert not Person.objects.with_pesel("02070803628").exists()


def test_the_index_follows_pesel(world):
    person = make(Person, centre=world.ops, first_name="Ola", surname="Inna")

    assert person.pesel_index is None
    assert bytes(world.person.pesel_index) == keys.ring().index(world.person.pesel, purpose="persons.pesel")


def test_name_and_age(world):
    person = Person(first_name="Ola", surname="", birth_date=date(2016, 5, 3))

    assert person.name == "Ola"
    assert (person.age_on(date(2026, 5, 2)), person.age_on(date(2026, 5, 3))) == (9, 10)
    assert person.age_on(date(2016, 5, 2)) is None
    assert Person().age_on(date(2026, 5, 2)) is None
    assert person.is_child_on(date(2034, 5, 2))
    assert not person.is_child_on(date(2034, 5, 3))
    assert Person(is_minor=True).is_child_on(date(2026, 5, 3))


@pytest.mark.parametrize(("kind", "label"), [(KinshipKind.PARENT, "child"), (KinshipKind.SIBLING, "brother or sister")])
def test_kinship_reads_both_ways(kind, label):
    with translation.override("en"):
        assert Kinship(kind=kind).reverse_label == label


def test_a_carer_in_fact_may_not_agree():
    assert Guardianship(kind=GuardianKind.PARENT).may_agree
    assert not Guardianship(kind=GuardianKind.CARER).may_agree
