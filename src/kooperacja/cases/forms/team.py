"""Forms of the team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Form, Radios

from .common import MakingForm
from .opening import PersonChoiceField


class InstitutionSearchForm(Form):
    """Finds an institution by a part of its name."""

    mark_optional = False

    szukaj = forms.CharField(label=_("Name of the institution"), max_length=100, required=False)


class MemberAddForm(MakingForm):
    """Chooses somebody of one institution."""

    heading_field = "membership"

    membership = PersonChoiceField(label=_("Who joins the team?"), queryset=None, widget=Radios, empty_label=None)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["membership"].queryset = people


class ByLetterForm(MakingForm):
    """Names the person with whom the centre writes letters."""

    one_lined = ("contact",)

    contact = forms.CharField(
        label=_("Person to whom you write"),
        help_text=_("Name and function. The person gets no access to the system."),
        max_length=150,
    )
