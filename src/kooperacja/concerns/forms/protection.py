"""The form of who may read the name of a reporter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Checkboxes, Form


class ReadersForm(Form):
    """Who may read it; people of the centre, by their hats."""

    readers = forms.MultipleChoiceField(
        label=_("Who may read the name"),
        widget=Checkboxes(),
        error_messages={"required": _("Choose at least one person who may read the name.")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(row.public_id): row for row in people}
        chosen: Any = self.fields["readers"]
        chosen.choices = [(key, f"{row.user.name} – {row.function.label}") for key, row in self.people.items()]

    @property
    def chosen(self) -> list[Any]:
        """The people who were chosen, once the form is valid."""
        return [self.people[key] for key in self.cleaned_data["readers"]]
