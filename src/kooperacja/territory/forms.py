"""A field in which a person names a gmina, powiat or voivodeship by its name or code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.text import fold

from .models import Unit

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
        text = forms.CharField.clean(self, value)
        names = [part.strip() for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]
        return list(dict.fromkeys(one_unit(name, self.units, self.error_messages) for name in names))


def written(unit: Unit) -> str:
    """Return a unit as a person may write it: `Bieliny (260401)`."""
    return f"{unit.name} ({unit.code})"


def one_unit(text: str, units: QuerySet[Unit], messages: Any) -> Unit:
    """Return the unit that a text names.

    Raises:
        ValidationError: none or several; the message says which.
    """
    code = text.rsplit("(", 1)[-1].strip(" )")
    if code.isascii() and code.isdigit():
        found = list(units.filter(code=code[:6]))
    else:
        found = list(units.filter(folded=fold(text))[: CHOICES_SHOWN + 1])
    if not found:
        raise ValidationError(messages["unknown"], code="unknown")
    if len(found) > 1:
        several = ", ".join(written(unit) for unit in found[:CHOICES_SHOWN])
        raise ValidationError(messages["several"], code="several", params={"units": several})
    return found[0]
