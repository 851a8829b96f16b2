"""The door without an account: which institution, and the code from its official mailbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.institutions.models import Institution
from kooperacja.ui.forms import Form, Radios

from ..querysets import institutions_found
from .fields import CodeField, LineField
from .place import PlaceForm


class InstitutionSearchForm(PlaceForm):
    """The own institution, by gmina and a part of its name."""

    asks_centre = False
    unit_label = _("In which gmina does your institution work?")
    unit_help = ""

    name = LineField(
        label=_("Name of your institution"),
        help_text=_("A part of it is enough, for example: primary school."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of your institution, or a part of it.")},
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        self.institutions: list[Institution] = []
        if self.unit_row is not None and cleaned.get("name"):
            self.institutions = institutions_found(self.unit_row, cleaned["name"], today=self.today)
        return cleaned


class CodeAskForm(Form):
    """One of the institutions that were found."""

    institution = forms.ChoiceField(
        label=_("Which one is yours?"),
        widget=Radios(),
        error_messages={"required": _("Choose your institution.")},
    )

    def __init__(self, *args: Any, institutions: list[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.public_id), row.name) for row in institutions]
        self.fields["institution"].choices = choices  # type: ignore[attr-defined] # of ChoiceField


class CodeEnterForm(Form):
    """The code from the mailbox."""

    code = CodeField(
        label=_("Code from your institution's mailbox"),
        help_text=_("16 letters and digits, in groups of four."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Write the code.")},
    )
