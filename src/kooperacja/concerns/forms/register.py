"""Forms of the register of locked concerns."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Checkboxes, DateField, Form

from .fields import LineField

NARROW = {"class": "govuk-input--width-10"}


class FilingClassForm(Form):
    """Under which class of the filing plan concerns are kept."""

    symbol = LineField(
        label=_("Filing class (JRWA)"),
        help_text=_("The symbol of your own filing plan under which such information is kept."),
        max_length=20,
        widget=forms.TextInput(attrs=NARROW),
    )


class DisposalForm(Form):
    """Which locked concerns a protocol disposes of."""

    concerns = forms.MultipleChoiceField(
        label=_("What is disposed of"),
        widget=Checkboxes(),
        error_messages={"required": _("Choose what is disposed of.")},
    )
    protocol = LineField(label=_("Number of the protocol"), max_length=60, widget=forms.TextInput(attrs=NARROW))
    on = DateField(label=_("Day of the protocol"), not_after=timezone.localdate)
    sure = forms.BooleanField(label=_("I know that what was written can't be brought back"))
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["concerns"]
        chosen.choices = choices
        self.initial.setdefault("idempotency_key", str(uuid4()))
