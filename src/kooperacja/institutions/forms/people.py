"""Forms about people: inviting, ending, another function, the own name."""

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.accounts.models import User
from kooperacja.ui.forms import DateField, Form

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ..models import Function

NAME_LENGTH = 150


class OperatorInviteForm(Form):
    """Who is invited."""

    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(
        label=_("First name and surname"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("A work address that only this person reads. They will sign in with it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )


class PersonInviteForm(OperatorInviteForm):
    """Who is invited, and to what."""

    function: "forms.ModelChoiceField[Function]" = forms.ModelChoiceField(
        label=_("Function in the institution"), queryset=None, empty_label=_("choose")
    )

    def __init__(self, *args: Any, functions: "QuerySet[Function]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].queryset = functions  # type: ignore[attr-defined] # it is a ModelChoiceField


class MembershipEndForm(Form):
    """The last day of a function."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    last_day = DateField(
        label=_("Last day"),
        help_text=_("Today ends it at once: the person loses access with the next click."),
    )


class FunctionChangeForm(Form):
    """Another function in the same institution."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    function: "forms.ModelChoiceField[Function]" = forms.ModelChoiceField(
        label=_("New function"), queryset=None, empty_label=_("choose")
    )

    def __init__(self, *args: Any, functions: "QuerySet[Function]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].queryset = functions  # type: ignore[attr-defined] # it is a ModelChoiceField


class OwnNameForm(Form):
    """How a person who was invited is called; the inviter's spelling stands in the field."""

    name = forms.CharField(
        label=_("Your first name and surname"),
        help_text=_("People with whom you work will see it."),
        max_length=User._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "govuk-input--width-20"}),
    )
