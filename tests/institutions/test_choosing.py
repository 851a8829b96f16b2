"""Institutions named by a part of their name."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kooperacja.institutions.forms import choosing
from kooperacja.institutions.forms.choosing import InstitutionField, InstitutionsField, written
from kooperacja.institutions.models import Institution
from tests.world import institution


@pytest.fixture(autouse=True)
def polish():
    with override("pl"):
        yield


def field(kind=InstitutionField, **options):
    made = kind(label="x", **options)
    made.institutions = Institution.objects.all()
    return made


@pytest.mark.parametrize(
    "text",
    ["Szkoła w Zapłociu", "szkola w zaplociu", "zapłociu", "Szkoła w Zapłociu (990101)", "szkoła (Wierzbowa Góra)"],
)
def test_a_part_of_a_name_is_enough(world, text):
    assert field().clean(text) == world.school


def test_an_exact_name_goes_before_a_longer_one(world):
    institution("Szkoła w Zapłociu, filia", world.kinds["school"], world.gmina)

    assert field().clean("Szkoła w Zapłociu") == world.school


def test_of_one_name_the_seat_decides(world):
    other = institution("Szkoła w Zapłociu", world.kinds["school"], world.other_gmina)

    with pytest.raises(ValidationError) as told:
        field().clean("Szkoła w Zapłociu")
    text = told.value.messages[0]
    assert "Szkoła w Zapłociu (990101); Szkoła w Zapłociu (990102)" in text
    assert field().clean(written(other)) == other


def test_a_name_may_hold_brackets(world):
    row = institution("Dom (filia)", world.kinds["school"], world.gmina)

    assert field().clean("Dom (filia)") == row
    assert field().clean(written(row)) == row


def test_one_that_is_not_there(world):
    with pytest.raises(ValidationError, match="Nie ma instytucji „Huta”"):
        field().clean("Huta")


def test_an_empty_field_may_be_empty(world):
    assert field(required=False).clean(" ") is None
    assert field(InstitutionsField, required=False).clean("") == []


def test_several_one_in_a_line_each_once(world):
    several = field(InstitutionsField)

    assert several.clean("Zapłociu\n\nGOPS Wierzb\r\nszkoła w zapłociu") == [world.school, world.ops]
    with pytest.raises(ValidationError) as told:
        several.clean("Zapłociu\nHuta\nKopalnia\nGOPS")
    assert [message[:30] for message in told.value.messages] == [
        "Nie ma instytucji „Huta”. Spra",
        "Nie ma instytucji „Kopalnia”. ",
        "„GOPS” pasuje do kilku instytu",
    ]


def test_not_a_thousand_at_once(world, monkeypatch):
    monkeypatch.setattr(choosing, "MAX_NAMED", 1)

    with pytest.raises(ValidationError, match="najwyżej 1"):
        field(InstitutionsField).clean("a\nb")


def test_what_is_chosen_is_shown_as_it_can_be_sent_back(world):
    assert field().prepare_value(world.school) == "Szkoła w Zapłociu (990101)"
    assert field().prepare_value("as typed") == "as typed"
    several = field(InstitutionsField)
    assert several.prepare_value([world.school, world.ops]) == (
        "Szkoła w Zapłociu (990101)\nGOPS Wierzbowa Góra (990101)"
    )
    assert several.prepare_value("as typed") == "as typed"
