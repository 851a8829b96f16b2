"""Fields in which a person names a gmina, powiat or voivodeship by its name or code, and the search of the register."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.kernel.text import fold
from kooperacja.ui.forms import Form

from .models import Level, Unit
from .querysets import UnitQuerySet

CHOICES_SHOWN = 6


class UnitField(forms.CharField):
    """Text that names one unit among those that the form sets (`units`): a code, or a name that occurs once.

    A name that occurs more than once is answered with the units of that name and their codes.
    """

    default_error_messages = {
        "unknown": _("There is no such unit in the register. Check the name or give its TERC code."),
        "several": _("There are several of this name. Write the code of the right one: %(units)s."),
    }

    units: QuerySet[Unit]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a unit as its name with its code, which can be sent back as it is."""
        return written(value) if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Any:
        """Return the unit, or None for an empty optional field."""
        text = super().clean(value).strip()
        return one_unit(text, self.units, self.error_messages) if text else None


class UnitsField(UnitField):
    """Several units, separated by commas, semicolons or lines."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(written, value)) if isinstance(value, list) else value

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = None
        self.validators = []

    def clean(self, value: Any) -> Any:
        """Return the list of units, each once."""
        names = self.names_in(forms.CharField.clean(self, value))
        return list(dict.fromkeys(one_unit(name, self.units, self.error_messages) for name in names))

    @staticmethod
    def names_in(text: str) -> list[str]:
        """Return the names in a text, without what is empty."""
        return [part.strip() for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]


def written(unit: Unit) -> str:
    """Return a unit as a person may write it: `Bieliny (260401)`."""
    return f"{unit.name} ({unit.code})"


def one_unit(text: str, units: QuerySet[Unit], messages: Any) -> Unit:
    """Return the unit that a text names; a part (a town in its gmina, a district of a city) stands for its gmina.

    Raises:
        ValidationError: none or several; the message says which.
    """
    code = text.rsplit("(", 1)[-1].strip(" )")
    if code.isascii() and code.isdigit():
        # A city's district has six digits of its own, which are no gmina's.
        named = Q(code=code[: len("990101")]) | Q(parts__code=code)
    else:
        named = Q(folded=fold(text)) | Q(parts__folded=fold(text), parts__ends_on=None)
    found = list(units.filter(named).distinct()[: CHOICES_SHOWN + 1])
    if not found:
        raise ValidationError(messages["unknown"], code="unknown")
    if len(found) > 1:
        several = ", ".join(written(unit) for unit in found[:CHOICES_SHOWN])
        raise ValidationError(messages["several"], code="several", params={"units": several})
    return found[0]


class UnitFilterForm(Form):
    """Narrows the list of units; without anything filled in it shows all that exist."""

    mark_optional = False

    text = forms.CharField(
        label=_("Name or code"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    level = forms.ChoiceField(
        label=pgettext_lazy("territory", "Level"), required=False, choices=[("", _("all")), *Level.choices]
    )
    ended = forms.BooleanField(label=_("Show also those that are no longer in the register"), required=False)

    def narrow(self, units: "UnitQuerySet[Unit]") -> "UnitQuerySet[Unit]":
        """Return the units that match what was filled in; what can't be read narrows nothing."""
        self.is_valid()
        wanted = self.cleaned_data
        if not wanted.get("ended"):
            units = units.current()
        if level := wanted.get("level"):
            units = units.filter(level=level)
        return units.search(wanted.get("text") or "")
