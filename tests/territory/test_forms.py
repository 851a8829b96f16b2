from pathlib import Path

import pytest
from django import forms
from django.core.management import call_command

from kooperacja.territory.forms import UnitField, UnitsField
from kooperacja.territory.models import Unit

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def land():
    call_command("import_terc", str(DATA / "base_2024.csv"), verbosity=0)


def field(kind=UnitField, **options):
    made = kind(**options)
    made.units = Unit.objects.gminas().current()
    return made


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wierzbowa Góra", "990101"),
        ("  wierzbowa gora ", "990101"),
        ("990101", "990101"),
        ("9901012", "990101"),
        ("Wierzbowa Góra (990101)", "990101"),
        ("Stare Miasto", "996501"),  # a district stands for its city
        ("9965028", "996501"),
        ("9901044", "990104"),  # a town for the gmina around it
        ("Dąbrówka Łęczna", "990104"),
    ],
)
def test_a_unit_is_named_by_name_or_code(text, code):
    assert field().clean(text).code == code


@pytest.mark.parametrize("text", ["lipiański", "9901", "997777", "Nigdzie", "()"])
def test_what_is_no_gmina_is_refused(text):
    with pytest.raises(forms.ValidationError) as refused:
        field().clean(text)

    assert refused.value.code == "unknown"


def test_a_name_that_occurs_twice_asks_for_the_code():
    units = field()
    units.units = Unit.objects.filter(code__startswith="9961")

    with pytest.raises(forms.ValidationError) as refused:
        units.clean("Grodzisko")
    assert refused.value.code == "several"
    assert {"Grodzisko (9961)", "Grodzisko (996101)"} == set(refused.value.params["units"].split(", "))


def test_an_empty_field_is_none_and_a_unit_is_shown_as_it_may_be_typed():
    gmina = Unit.objects.get(code="990101")

    assert field(required=False).clean("") is None
    assert field().prepare_value(gmina) == "Wierzbowa Góra (990101)"
    assert field().prepare_value("Wierz") == "Wierz"
    assert field(UnitsField).prepare_value([gmina, gmina]) == "Wierzbowa Góra (990101), Wierzbowa Góra (990101)"
    assert field(UnitsField).prepare_value("Wierz") == "Wierz"


def test_several_units_are_each_named_once():
    found = field(UnitsField).clean("Wierzbowa Góra; 990102,\nStary Brzeg")

    assert [unit.code for unit in found] == ["990101", "990102"]
