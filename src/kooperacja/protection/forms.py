"""Narrows the log of reads."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import DateField, Form

from .rules import Period, period

BEGINNING = date(2020, 1, 1)
"""No installation is older."""


class LogForm(Form):
    """Who, and from when to when."""

    mark_optional = False

    osoba: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Person"), queryset=None, required=False, empty_label=_("everybody"), to_field_name="public_id"
    )
    od = DateField(label=_("From"), required=False, not_before=BEGINNING, not_after=timezone.localdate)
    do = DateField(label=_("Until"), required=False, not_before=BEGINNING, not_after=timezone.localdate)

    def __init__(self, data: Any, *, people: Any) -> None:
        super().__init__(data)
        person: Any = self.fields["osoba"]
        person.queryset = people
        person.label_from_instance = lambda user: user.name

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for, be it in vain."""
        return bool(self.errors) or any(self.cleaned_data.values())

    def asked(self) -> tuple[Period, int | None]:
        """Return the days and the number of the person; what isn't understood is left out."""
        self.is_valid()
        data = self.cleaned_data
        user = data.get("osoba")
        return period(data.get("od"), data.get("do"), today=timezone.localdate()), user.pk if user else None
