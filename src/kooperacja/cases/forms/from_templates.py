"""Forms that use a template in a case, and that keep a plan as a template: many lines, each with its tick."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.concerns.words import ALL_STARTS
from kooperacja.institutions.models import Institution
from kooperacja.persons.models import Person
from kooperacja.ui.forms import DateField, TextField

from ..actions.templates import Chosen, ChosenGoal, Kept
from ..models import Action, CaseMember, Goal, TemplateAction, TemplateGoal
from ..rules.plan import PlanRefusal
from .common import MakingForm
from .plan import who_does_it
from .templates import CHECK_THEM, TemplateFields

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
