"""Forms of the plan: goals, actions and the answers to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kooperacja.institutions.models import Institution
from kooperacja.persons.models import Person
from kooperacja.ui.forms import DateField, TextField

from ..models import CaseMember
from ..rules.plan import PlanRefusal
from .common import EditingForm, MakingForm, TidyForm

AT_FIELD: dict[Any, str] = {
    PlanRefusal.NOT_IN_THE_CASE: "person",
    PlanRefusal.PERSON_REFUSED: "person",
    PlanRefusal.DUE_IN_THE_PAST: "due_on",
    PlanRefusal.DUE_TOO_FAR: "due_on",
    PlanRefusal.NOT_IN_THE_TEAM: "responsible",
    PlanRefusal.NOT_THEIR_PERSON: "responsible",
    PlanRefusal.NO_REASON: "text",
    PlanRefusal.NO_RESULT: "text",
    PlanRefusal.ANSWERED_IN_THE_FUTURE: "answered_on",
}
"""Where on a form each refusal is shown."""


class GoalForm(TidyForm):
    """A goal, and whose it is."""

    one_lined = ("text",)

    text = TextField(
        label=_("What does the family want to reach?"),
        help_text=_("In the family's own words. For example: I want the children to sleep in their own beds."),
        max_length=300,
        rows=3,
    )
    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        label=_("Whose goal is it?"),
        queryset=None,
        required=False,
        empty_label=_("of the whole household"),
        to_field_name="public_id",
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
        field.label_from_instance = lambda person: person.name


class GoalAddForm(GoalForm, MakingForm):
    """A new goal."""


class GoalEditForm(GoalForm, EditingForm):
    """Changes a goal."""


class ActionForm(TidyForm):
    """What is to be done, by whom, by when."""

    one_lined = ("text", "measure")

    text = TextField(
        label=_("What is to be done?"),
        help_text=_("One step that somebody can do and say that it is done."),
        max_length=300,
        rows=3,
    )
    responsible = forms.ChoiceField(
        label=_("Who does it?"),
        help_text=_("Only institutions of the team. Choose a person, or leave it to the institution who does it."),
    )
    due_on = DateField(label=_("By which day?"))
    measure = forms.CharField(
        label=_("How will you know that it helped?"),
        help_text=_("For example: Kuba is at school on four days of five."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, team: Sequence[CaseMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._institutions = {str(place.institution.public_id): place.institution for place in team}
        self._places = {str(place.public_id): place for place in team}
        field: Any = self.fields["responsible"]
        field.choices = [("", _("Choose")), *self._groups(team)]

    def _groups(self, team: Sequence[CaseMember]) -> list[tuple[str, list[tuple[str, str | Promise]]]]:
        return [
            (
                institution.name,
                [
                    (number, _("%(institution)s: whoever does it there") % {"institution": institution.name}),
                    *((str(p.public_id), _label(p)) for p in team if p.institution_id == institution.pk),
                ],
            )
            for number, institution in self._institutions.items()
        ]

    def responsible_institution(self) -> Institution:
        """The institution that was chosen, or that of the chosen person."""
        chosen = self.cleaned_data["responsible"]
        place = self._places.get(chosen)
        return place.institution if place else self._institutions[chosen]

    def responsible_member(self) -> CaseMember | None:
        """The person who was chosen, if one was."""
        return self._places.get(self.cleaned_data["responsible"])


def _label(place: CaseMember) -> str:
    return place.name if place.membership else gettext("%(name)s (by letter)") % {"name": place.name}


class ActionAddForm(ActionForm, MakingForm):
    """A new action."""


class ActionEditForm(ActionForm, EditingForm):
    """Changes an action."""


class AnswerForm(TidyForm):
    """An answer to an action, with what belongs to it."""

    heading_field = "text"
    many_lined = ("text",)

    text = TextField(max_length=600, rows=4)
    answered_on = DateField(label=_("On which day?"), not_after=timezone.localdate, initial=timezone.localdate)

    def __init__(self, *args: Any, words: Mapping[str, str], has_text: bool, has_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = words["label"], words["hint"]
        self.fields["text"].error_messages["required"] = words["missing"]
        if not has_text:
            del self.fields["text"]
        if not has_day:
            del self.fields["answered_on"]
