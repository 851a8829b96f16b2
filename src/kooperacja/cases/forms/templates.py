"""Forms of templates of plans: writing one, using one in a case, keeping a plan as one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.concerns.words import ALL_STARTS
from kooperacja.institutions.models import Institution, InstitutionKind
from kooperacja.persons.models import Person
from kooperacja.ui.forms import DateField, DecimalField, TextField

from ..actions.templates import Chosen, ChosenGoal, Kept
from ..models import Action, CaseMember, Goal, TemplateAction, TemplateGoal
from ..rules.depth import CostSource, Rhythm
from ..rules.plan import PlanRefusal
from ..rules.templates import TemplateRefusal
from .common import EditingForm, MakingForm, TidyForm
from .plan import who_does_it

AT_FIELD: dict[Any, str] = {
    TemplateRefusal.DAYS: "due_days",
    TemplateRefusal.NO_SOURCE: "cost_source",
    TemplateRefusal.COST_BELOW_ZERO: "cost",
}
"""Where on the form of an action each refusal is shown."""

AT_LINE: dict[Any, str] = {
    PlanRefusal.NOT_IN_THE_CASE: "osoba",
    PlanRefusal.PERSON_REFUSED: "osoba",
    PlanRefusal.DUE_IN_THE_PAST: "dzien",
    PlanRefusal.DUE_TOO_FAR: "dzien",
    PlanRefusal.STARTS_AFTER_ITS_END: "dzien",
    PlanRefusal.NOT_IN_THE_TEAM: "kto",
    PlanRefusal.NOT_THEIR_PERSON: "kto",
}
"""At which field of its line each refusal is shown; anything else at its words."""

CHECK_THEM = _("Check these words, they may not fit here: %{words}. A template is used for many families.")
PROBLEMS = (
    *(_("school and learning"), _("debts and bills"), _("long without work"), _("housing"), _("health")),
    *(_("bringing up children"), _("disability"), _("addiction"), _("loneliness"), _("safety")),
)
"""What is offered for the kind of problem; anything else may be written."""


class TemplateFields(TidyForm):
    """What a template is called."""

    one_lined: tuple[str, ...] = ("name", "problem")

    name = forms.CharField(
        label=_("Name of the template"),
        help_text=_("For example: Child who misses school. It is used for many families: write nobody's name."),
        max_length=100,
    )
    problem = forms.CharField(
        label=_("Kind of problem"),
        help_text=_("Choose one that is offered, or write your own."),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "problems", "class": "govuk-input--width-20"}),
    )


class TemplateAddForm(TemplateFields, MakingForm):
    """A new template."""


class TemplateEditForm(TemplateFields, EditingForm):
    """Changes what a template is called."""


class TemplateGoalFields(TidyForm):
    """A goal of a template."""

    one_lined = ("text",)

    text = TextField(
        label=_("What do families want to reach?"),
        help_text=_("As many families would say it. It is used for many families: write nobody's name."),
        max_length=300,
        rows=3,
        warn_words=ALL_STARTS,
        warn_text=CHECK_THEM,
    )


class TemplateGoalAddForm(TemplateGoalFields, MakingForm):
    """A new goal of a template."""


class TemplateGoalEditForm(TemplateGoalFields, EditingForm):
    """Changes a goal of a template."""


class TemplateActionFields(TidyForm):
    """An action of a template."""

    one_lined = ("text", "measure", "measure_to", "unit")

    text = TextField(
        label=_("What is to be done?"),
        help_text=_("It is used for many families: write nobody's name."),
        max_length=300,
        rows=3,
        warn_words=ALL_STARTS,
        warn_text=CHECK_THEM,
    )
    kind: "forms.ModelChoiceField[InstitutionKind]" = forms.ModelChoiceField(
        label=_("What kind of institution does it?"),
        queryset=None,
        required=False,
        empty_label=_("whoever fits"),
        to_field_name="public_id",
    )
    due_days = forms.IntegerField(
        label=_("After how many days is it due?"),
        help_text=_("Counted from the day on which the template is used. Four weeks are 28 days."),
        min_value=1,
        max_value=1830,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    rhythm = forms.ChoiceField(label=_("How often?"), choices=[("", _("once")), *Rhythm.choices], required=False)
    measure = forms.CharField(label=_("How will you know that it helped?"), max_length=200, required=False)
    measure_to = forms.CharField(
        label=_("How should it be?"),
        help_text=_("For example: 90."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    unit = forms.CharField(
        label=_("In what is it counted?"),
        help_text=_("For example: per cent of lessons, nights a month."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    cost = DecimalField(
        label=_("Estimated cost in złoty"),
        max_digits=9,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    cost_source = forms.ChoiceField(
        label=_("Who would pay?"), choices=[("", _("Choose")), *CostSource.choices], required=False
    )

    def __init__(self, *args: Any, kinds: QuerySet[InstitutionKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.queryset = kinds
        field.label_from_instance = lambda kind: kind.label


class TemplateActionAddForm(TemplateActionFields, MakingForm):
    """A new action of a template."""


class TemplateActionEditForm(TemplateActionFields, EditingForm):
    """Changes an action of a template."""


@dataclass(frozen=True)
class Line:
    """A goal or an action on a page of many: its tick, and the fields with which it can be changed."""

    tick: Any
    fields: list[Any]
    row: Any
    about: str = ""

    @property
    def is_open(self) -> bool:
        """Whether what can be changed must be seen: something is wrong, or has to be chosen."""
        has_nobody = not self.about and any(field.name.endswith("_kto") for field in self.fields)
        return has_nobody or any(field.errors for field in self.fields)


class LinesForm(MakingForm):
    """Goals and actions to tick, each with fields of its own; a field is called by its line and what it is.

    A ticked action takes its goal along.
    """

    mark_optional = False

    def add_line(self, key: str, label: str, *, ticked: bool, **fields: forms.Field) -> None:
        """Add a line with a tick, and the fields with which it can be changed."""
        self.fields[key] = forms.BooleanField(label=label, required=False, initial=ticked)
        for name, field in fields.items():
            self.fields[f"{key}_{name}"] = field

    def line(self, key: str, row: Any, about: str = "") -> Line:
        """Return a line for the page."""
        return Line(self[key], [self[name] for name in self.fields if name.startswith(f"{key}_")], row, about)

    def is_ticked(self, key: str) -> bool:
        """Tell whether a line was ticked."""
        return bool(self.cleaned_data.get(key))

    def told(self, key: str, name: str) -> Any:
        """Return what was told in a field of a line."""
        return self.cleaned_data.get(f"{key}_{name}")

    def need(self, key: str, **missing: Any) -> None:
        """Add errors to the fields of a ticked line that must be filled in."""
        for name, message in missing.items():
            at = f"{key}_{name}"
            if self.is_ticked(key) and at not in self.errors and not self.cleaned_data.get(at):
                self.add_error(at, message)

    def show_at(self, line: str, refusals: Iterable[Any]) -> None:
        """Show at a line why it can't stand like this."""
        for refusal in refusals:
            at = f"{line}_{AT_LINE.get(refusal, 'tekst')}"
            self.add_error(at if at in self.fields else line, str(refusal.label))


def goal_key(goal: Any) -> str:
    """Return how the line of a goal is called; it stays so when others are added or taken out meanwhile."""
    return f"cel-{goal.public_id.hex}"


def action_key(action: Any) -> str:
    """Return how the line of an action is called."""
    return f"dzialanie-{action.public_id.hex}"


class TemplateUseForm(LinesForm):
    """Which goals and actions of a template go into a plan, in which words, for whom, by whom and by when."""

    def __init__(
        self,
        *args: Any,
        model: Sequence[tuple[TemplateGoal, list[TemplateAction]]],
        team: Sequence[CaseMember],
        people: QuerySet[Person],
        of_community: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._model = model
        self._bodies: dict[str, Institution] = {str(one.institution.public_id): one.institution for one in team}
        self._places = {str(one.public_id): one for one in team}
        today, choices = timezone.localdate(), [("", _("Choose")), *who_does_it(team)]
        for goal, actions in model:
            fields: dict[str, forms.Field] = {"tekst": _words(_("Words of the goal"), goal.text)}
            if not of_community:
                fields["osoba"] = _person(people)
            self.add_line(goal_key(goal), goal.text, ticked=False, **fields)
            for action in actions:
                self.add_line(
                    action_key(action),
                    action.text,
                    ticked=False,
                    tekst=_words(_("Words of the action"), action.text),
                    kto=forms.ChoiceField(
                        label=_("Who does it?"), choices=choices, required=False, initial=self._of_kind(action)
                    ),
                    dzien=DateField(
                        label=_("By which day?"), required=False, initial=today + timedelta(days=action.due_days)
                    ),
                )
        self.one_lined = tuple(name for name in self.fields if name.endswith("_tekst"))

    def _of_kind(self, action: TemplateAction) -> str:
        fitting = (key for key, body in self._bodies.items() if body.kind_id == action.kind_id)
        return next(fitting, "")

    def blocks_of_lines(self) -> Iterator[tuple[Line, list[Line]]]:
        """Yield each goal with its actions, for the page."""
        for goal, actions in self._model:
            lines = [self.line(action_key(one), one, self._about(one)) for one in actions]
            yield self.line(goal_key(goal), goal), lines

    def _about(self, action: TemplateAction) -> str:
        chosen = self[f"{action_key(action)}_kto"].value() or ""
        body = self._bodies.get(chosen) or (self._places[chosen].institution if chosen in self._places else None)
        return body.name if body else ""

    def clean(self) -> dict[str, Any]:
        """Ask for what a ticked action needs."""
        cleaned = super().clean()
        for goal, actions in self._model:
            if self.is_ticked(goal_key(goal)) or any(self.is_ticked(action_key(one)) for one in actions):
                self.cleaned_data[goal_key(goal)] = True
            self.need(goal_key(goal), tekst=_("Write the goal."))
            for one in actions:
                self.need(
                    action_key(one),
                    tekst=_("Write what is to be done."),
                    kto=_("Choose who does it. If nobody fits, add them to the team first."),
                    dzien=_("Give the day."),
                )
        return cleaned

    def chosen(self) -> list[ChosenGoal]:
        """Return what was ticked."""
        return [
            ChosenGoal(
                goal_key(goal),
                self.told(goal_key(goal), "tekst"),
                self.told(goal_key(goal), "osoba"),
                [self._chosen(one) for one in actions if self.is_ticked(action_key(one))],
            )
            for goal, actions in self._model
            if self.is_ticked(goal_key(goal))
        ]

    def _chosen(self, action: TemplateAction) -> Chosen:
        key = action_key(action)
        who = self.told(key, "kto")
        place = self._places.get(who)
        body = place.institution if place else self._bodies[who]
        return Chosen(key, action, self.told(key, "tekst"), body, self.told(key, "dzien"), place)


class TemplateKeepForm(LinesForm, TemplateFields):
    """What of a plan a template takes, in words that name nobody."""

    def __init__(self, *args: Any, plan: Sequence[tuple[Goal, list[Action]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plan = plan
        for goal, actions in plan:
            self.add_line(goal_key(goal), goal.text, ticked=True, tekst=_words(_("Words of the goal"), goal.text))
            for one in actions:
                self.add_line(
                    action_key(one),
                    one.text,
                    ticked=True,
                    tekst=_words(_("Words of the action"), one.text),
                    miara=forms.CharField(
                        label=_("How will you know that it helped?"),
                        max_length=200,
                        required=False,
                        initial=one.measure,
                    ),
                )
        self.one_lined = (
            *TemplateFields.one_lined,
            *(name for name in self.fields if name.endswith(("_tekst", "_miara"))),
        )

    def blocks_of_lines(self) -> Iterator[tuple[Line, list[Line]]]:
        """Yield each goal with its actions, for the page."""
        for goal, actions in self._plan:
            yield self.line(goal_key(goal), goal), [self.line(action_key(one), one) for one in actions]

    def clean(self) -> dict[str, Any]:
        """Ask for the words of what is kept."""
        cleaned = super().clean()
        for goal, actions in self._plan:
            if any(self.is_ticked(action_key(one)) for one in actions):
                self.cleaned_data[goal_key(goal)] = True
            self.need(goal_key(goal), tekst=_("Write the goal."))
            for one in actions:
                self.need(action_key(one), tekst=_("Write what is to be done."))
        return cleaned

    def kept(self) -> list[Kept]:
        """Return what was ticked."""
        return [
            Kept(
                goal_key(goal),
                self.told(goal_key(goal), "tekst"),
                {
                    action_key(one): (one, self.told(action_key(one), "tekst"), self.told(action_key(one), "miara"))
                    for one in actions
                    if self.is_ticked(action_key(one))
                },
            )
            for goal, actions in self._plan
            if self.is_ticked(goal_key(goal))
        ]


def _words(label: Any, text: str) -> forms.Field:
    return TextField(
        label=label,
        initial=text,
        max_length=300,
        rows=2,
        required=False,
        warn_words=ALL_STARTS,
        warn_text=CHECK_THEM,
    )


def _person(people: QuerySet[Person]) -> "forms.ModelChoiceField[Person]":
    field: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Whose goal is it?"),
        queryset=people,
        required=False,
        empty_label=_("of the whole household"),
        to_field_name="public_id",
    )
    field.label_from_instance = lambda person: person.name  # type: ignore[assignment] # Django's own way
    return field
