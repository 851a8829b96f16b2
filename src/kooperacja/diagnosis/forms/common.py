"""Who took part, as the forms of this room ask it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.cases.forms.common import TidyForm
from kooperacja.ui.forms import Checkboxes

from ..rules.attendance import TookPart

Choices = Sequence[tuple[str, str]]


class AttendanceForm(TidyForm):
    """Who took part: `people` and `team` are pairs of public id and name."""

    one_lined: tuple[str, ...] = ("others",)

    persons = forms.MultipleChoiceField(label=_("Who of the family took part"), required=False, widget=Checkboxes)
    members = forms.MultipleChoiceField(label=_("Who of the team took part"), required=False, widget=Checkboxes)
    others = forms.CharField(
        label=_("Who else took part"),
        help_text=_("An aunt, a neighbour, the priest: as they are called at home."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, people: Choices, team: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name, choices in (("persons", people), ("members", team)):
            fields[name].choices = choices
            if not choices:
                del fields[name]

    def took_part(self) -> TookPart:
        """Return what was chosen."""
        data = self.cleaned_data
        return TookPart(tuple(data.get("persons", ())), tuple(data.get("members", ())), data["others"])
