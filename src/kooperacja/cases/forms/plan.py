"""Forms of the plan: goals, actions and the answers to them."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kooperacja.institutions.models import Institution
from kooperacja.persons.models import Person
from kooperacja.ui.forms import Checkboxes, DateField, TextField

from ..models import Action, CaseMember
from ..rules.depth import Rhythm
from ..rules.plan import PlanRefusal
from .common import EditingForm, MakingForm, TidyForm
from .measures import MeasureFields

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
    PlanRefusal.ANSWERED_BEFORE_IT_OPENED: "answered_on",
    PlanRefusal.STARTS_AFTER_ITS_END: "starts_on",
    PlanRefusal.STARTS_TOO_EARLY: "starts_on",
    PlanRefusal.NO_FIRST_DAY: "starts_on",
    PlanRefusal.COST_BELOW_ZERO: "cost",
    PlanRefusal.NO_SOURCE: "cost_source",
    PlanRefusal.IN_CIRCLES: "after",
    PlanRefusal.OF_ANOTHER_CASE: "after",
    PlanRefusal.SAME_DAY: "day",
    PlanRefusal.NOT_ITS_DAY: "took_place",
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

    def __init__(self, *args: Any, people: QuerySet[Person], of_community: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
        field.label_from_instance = lambda person: person.name
        if of_community:
            self.fields["text"].label = _("What do the people here want to reach?")
            self.fields["text"].help_text = _("In their own words, without anybody's name.")
            del self.fields["person"]


class GoalAddForm(GoalForm, MakingForm):
    """A new goal."""


class GoalEditForm(GoalForm, EditingForm):
    """Changes a goal."""


class ActionForm(MeasureFields):
    """What is to be done, by whom, by when."""

    one_lined = ("text", "measure", "measure_from", "measure_to", "unit", "cost_note")
    more = (
        ("measure_from", "measure_to", "unit"),
        ("starts_on", "rhythm", "after"),
        ("cost", "cost_source", "cost_note"),
    )
    """What nobody has to fill in: folded away until somebody wants it."""
    field_order = ("text", "responsible", "due_on", "measure", *chain(*more))

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
    measure_from = forms.CharField(
        label=_("How is it now?"),
        help_text=_("A number, if there is one. For example: 61."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    starts_on = DateField(label=_("From which day?"), required=False)
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        help_text=_("A repeated action is one line of the plan; its days are ticked off one by one."),
        choices=[("", _("once")), *Rhythm.choices],
        required=False,
    )
    after: "forms.ModelMultipleChoiceField[Action]" = forms.ModelMultipleChoiceField(
        label=_("What must be done first?"),
        queryset=None,
        required=False,
        to_field_name="public_id",
        widget=Checkboxes(),
    )
    cost_note = forms.CharField(
        label=_("Which source?"), help_text=_("For example: PFRON, Caritas."), max_length=120, required=False
    )

    def __init__(self, *args: Any, team: Sequence[CaseMember], others: QuerySet[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].help_text = _("For example: Kuba is at school on four days of five.")
        first: Any = self.fields["after"]
        first.queryset = others
        first.label_from_instance = lambda action: action.text
        if not others.exists():
            del self.fields["after"]
        self._institutions = {str(place.institution.public_id): place.institution for place in team}
        self._places = {str(place.public_id): place for place in team}
        field: Any = self.fields["responsible"]
        field.choices = [("", _("Choose")), *who_does_it(team)]

    @property
    def more_fields(self) -> list[Any]:
        """The fields that are folded away."""
        return [self[name] for names in self.more for name in names if name in self.fields]

    @property
    def says_more(self) -> bool:
        """Whether something that is folded away is filled in or wrong, so that it must be seen."""
        return any(field.errors or field.value() for field in self.more_fields)

    def responsible_institution(self) -> Institution:
        """The institution that was chosen, or that of the chosen person."""
        chosen = self.cleaned_data["responsible"]
        place = self._places.get(chosen)
        return place.institution if place else self._institutions[chosen]

    def responsible_member(self) -> CaseMember | None:
        """The person who was chosen, if one was."""
        return self._places.get(self.cleaned_data["responsible"])


def who_does_it(team: Sequence[CaseMember]) -> list[tuple[str, list[tuple[str, str | Promise]]]]:
    """Return the choices of who does an action: by institution, whoever it is there, or one person."""
    institutions = {place.institution.pk: place.institution for place in team}
    return [
        (
            institution.name,
            [
                (
                    str(institution.public_id),
                    _("%(institution)s: whoever does it there") % {"institution": institution.name},
                ),
                *((str(place.public_id), _label(place)) for place in team if place.institution_id == institution.pk),
            ],
        )
        for institution in institutions.values()
    ]


def _label(place: CaseMember) -> str:
    return place.name if place.membership else gettext("%(name)s (by letter)") % {"name": place.name}


class ActionAddForm(ActionForm, MakingForm):
    """A new action."""


class ActionEditForm(ActionForm, EditingForm):
    """Changes an action."""


class OtherDayForm(TidyForm):
    """Another day for an action, and why."""

    many_lined = ("text",)

    day = DateField(label=_("By which day can you do it?"))
    text = TextField(
        label=_("Why?"),
        help_text=_("The person who leads the case will read it."),
        max_length=600,
        rows=3,
        required=False,
    )


class TicksForm(EditingForm):
    """On which of its days so far a repeated action took place."""

    took_place = forms.MultipleChoiceField(label=_("On which days did it take place?"), required=False)

    def __init__(self, *args: Any, days: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["took_place"]
        field.widget = Checkboxes()
        field.choices = [(day.isoformat(), date_format(day, "j E Y")) for day in days]

    def days(self) -> list[date]:
        """The days that were ticked."""
        return [date.fromisoformat(day) for day in self.cleaned_data["took_place"]]


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
