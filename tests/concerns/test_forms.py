import pytest

from kooperacja.concerns.forms import TellingForm, TypeInForm
from kooperacja.concerns.models import Competence
from kooperacja.concerns.shown import rows_of

from .tools import MONDAY, posted, told


def test_an_invalid_form_tells_nothing(office):
    form = TellingForm(posted(unit="", facts=""), now=MONDAY)

    assert not form.is_valid()
    with pytest.raises(ValueError, match="invalid"):
        form.telling()


def test_an_invalid_form_did_not_arrive(office):
    form = TypeInForm(posted(), now=MONDAY, centre=office.ops)

    assert not form.is_valid()
    with pytest.raises(ValueError, match="invalid"):
        form.arrival()


def test_many_gminas_are_a_list_and_few_are_radio_buttons(office):
    many = [type(office.gmina)(code=f"9901{number}", name=f"Lipki {number}", level="gmina") for number in range(10, 20)]

    assert TellingForm(offered=many, now=MONDAY).fields["unit"].widget.input_type == "select"
    assert TellingForm(offered=many[:3], now=MONDAY).fields["unit"].widget.input_type == "radio"


def test_why_another_gmina_is_shown_only_where_it_is_not_residence(office):
    def labels(**changes):
        return [label for label, _value in rows_of(told(office, **changes))]

    assert "Dlaczego ta gmina" not in labels()
    assert labels(competence=Competence.LAST_REGISTRATION)[0] == "Dlaczego ta gmina"


def test_what_was_not_told_is_not_shown(office):
    assert [value for _label, value in rows_of(told(office))] == [
        "Dziecko od dwóch tygodni przychodzi głodne.",
        "Widziałem / widziałam",
    ]
