"""What forms of this room have in common."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.concerns.words import ALL_STARTS
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.text import many_lines, one_line
from kooperacja.ui.forms import Form, TextField

NAME = {"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
"""How a name is typed: the browser offers no names of other families, and sends none to a spelling service."""


class FactsField(TextField):
    """A text about a family, as another institution may read it: a word check warns and never blocks."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("warn_words", ALL_STARTS)
        kwargs.setdefault(
            "warn_text", _("Check these words, they don't belong here: %{words}. Describe what you saw instead.")
        )
        super().__init__(**kwargs)


class TidyForm(Form):
    """A form whose texts come out composed, without what can't be seen and without spaces at their ends."""

    one_lined: tuple[str, ...] = ()
    many_lined: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Tidy the texts that are named."""
        cleaned = super().clean() or self.cleaned_data
        for names, tidy in ((self.one_lined, one_line), (self.many_lined, many_lines)):
            for name in names:
                if not cleaned.get(name):
                    continue
                cleaned[name] = tidy(cleaned[name])
                if not cleaned[name] and self.fields[name].required:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned


class MakingForm(TidyForm):
    """A form that makes something: the same key twice makes it once."""

    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EditingForm(TidyForm):
    """A form that changes something; `version` is the one that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BecauseForm(TidyForm):
    """Why somebody leaves a team."""

    one_lined = ("because",)

    because = forms.CharField(
        label=_("Why"),
        help_text=_("In neutral words, without anything about the family. It stays in the history of the team."),
        max_length=200,
        required=False,
    )


def show_refusals(form: forms.BaseForm, refused: Refused) -> None:
    """Show at the form why it wasn't carried out."""
    for message in refused.messages:
        form.add_error(None, message)


def initial_of(row: Any, *names: str) -> dict[str, Any]:
    """Return what an editing form starts with: these fields of the row, and its version."""
    return {"version": row.version, **{name: getattr(row, name) for name in names}}
