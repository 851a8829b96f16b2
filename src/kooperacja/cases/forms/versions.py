"""Forms of a plan's versions and of the papers that belong to it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.persons.models import Person
from kooperacja.ui.forms import Checkboxes, DateField, Radios

from ..models import How, PaperKind
from ..rules.papers import PaperRefusal
from ..rules.versions import VersionRefusal
from .common import MakingForm

AT_FIELD: dict[Any, str] = {
    VersionRefusal.NOT_TAKING_PART: "people",
    VersionRefusal.NOBODY: "people",
    VersionRefusal.ONLY_CHILDREN: "people",
    VersionRefusal.NO_DAY: "agreed_on",
    VersionRefusal.IN_THE_FUTURE: "agreed_on",
    VersionRefusal.BEFORE_IT_OPENED: "agreed_on",
    VersionRefusal.BEFORE_BIRTH: "agreed_on",
    VersionRefusal.NO_WAY: "how",
    PaperRefusal.KNOWN: "number",
    PaperRefusal.IN_THE_FUTURE: "dated_on",
}
"""Where on a form each refusal is shown."""


class VersionForm(MakingForm):
    """Who of the family agreed to the plan; nobody, if it is only to be kept as it stands.

    `seen` is the fingerprint of the plan that the page shows above the form.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    people: "forms.ModelMultipleChoiceField[Person]" = forms.ModelMultipleChoiceField(
        label=_("Who agreed to the plan?"),
        help_text=_("Nobody, if you only want to keep the plan as it stands today."),
        queryset=None,
        required=False,
        to_field_name="public_id",
        widget=Checkboxes(),
    )
    agreed_on = DateField(label=_("When did they agree?"), required=False, not_after=timezone.localdate)
    how = forms.ChoiceField(label=_("How did they agree?"), choices=How.choices, widget=Radios(), required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.queryset = people
        field.label_from_instance = lambda person: person.name

    def show(self, seen: str) -> None:
        """Let the form stand for the plan that is shown now; if it was sent for another one, say so."""
        self.initial["seen"] = seen
        if not self.is_bound or self.data.get("seen") == seen:
            return
        if VersionRefusal.CHANGED.label not in self.non_field_errors():
            self.add_error(None, str(VersionRefusal.CHANGED.label))
        posted: Any = self.data  # a QueryDict, which is closed
        self.data = posted = posted.copy()
        posted["seen"] = seen


class PaperForm(MakingForm):
    """The number of a paper that lives in another system."""

    one_lined = ("number",)

    kind = forms.ChoiceField(label=_("What is it?"), choices=PaperKind.choices, widget=Radios())
    number = forms.CharField(
        label=_("Its number"),
        help_text=_("The number alone. What stands in the paper stays where it is."),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    dated_on = DateField(label=_("Its date"), not_after=timezone.localdate)
