"""Forms of notes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import DateField, Form, Radios, TextField

from ..models import NoteKind
from .common import EditingForm, MakingForm, TidyForm


class ActionChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg] # Django's field takes none at run time
    """Chooses an action, shown by its text."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.text)


class NoteForm(TidyForm):
    """What a note says."""

    one_lined = ("case_mark", "domain_number", "participants")
    many_lined = ("text",)
    sections = [(_("Numbers of other registers"), ["case_mark", "domain_number"])]

    kind = forms.ChoiceField(label=_("What it was"), choices=NoteKind.choices, widget=Radios)
    happened_on = DateField(label=_("When"), not_after=timezone.localdate)
    with_family = forms.BooleanField(label=_("There was contact with somebody of the family"), required=False)
    participants = forms.CharField(
        label=_("Who took part"),
        help_text=_("For example: mother, aunt, class teacher."),
        max_length=300,
        required=False,
    )
    text = TextField(
        label=_("Note"),
        help_text=_("What was done, seen and agreed. No diagnoses, no opinions about people, no Niebieska Karta data."),
        max_length=4000,
        rows=8,
    )
    action = ActionChoiceField(
        label=_("Which action it is about"),
        queryset=None,
        required=False,
        empty_label=_("none in particular"),
    )
    case_mark = forms.CharField(label=_("Case mark (znak sprawy)"), max_length=60, required=False)
    domain_number = forms.CharField(label=_("Number in the domain system"), max_length=60, required=False)

    may_pass_on = forms.BooleanField(
        label=_("The person who leads the case may show this note to other members of the team"),
        help_text=_("It stays your institution's note. Take the tick away, and nobody whom it was shown to sees it."),
        required=False,
    )

    def __init__(self, *args: Any, actions: Any, of_partner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["action"].queryset = actions
        if not of_partner:  # the centre's notes are the lead's to show
            del self.fields["may_pass_on"]


class NoteWriteForm(NoteForm, MakingForm):
    """Writes a note."""


class NoteEditForm(NoteForm, EditingForm):
    """Changes a note."""


class PeriodForm(Form):
    """From when to when."""

    mark_optional = False

    od = DateField(label=_("From"), required=False)
    do = DateField(label=_("Until"), required=False)
