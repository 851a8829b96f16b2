"""Forms of the situation scale."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kooperacja.cases.forms.common import EditingForm, MakingForm, TidyForm
from kooperacja.ui.forms import Checkboxes, DateField, Radios, TextField

from ..actions.assessments import Head
from ..models import ScaleArea, ScaleStep, Score
from ..rules.scores import NOT_APPLICABLE, Answer
from ..states import Occasion
from .common import AttendanceForm

WORKER, FAMILY, NOTE = "worker", "family", "note"


class HeadForm(AttendanceForm):
    """What opens an assessment."""

    field_order = ["areas", "occasion", "held_on", "persons", "members", "others"]

    areas = forms.MultipleChoiceField(
        label=_("What does the family want to talk about?"),
        help_text=_("Only these areas are asked about. The others stay “not discussed”; one is enough."),
        widget=Checkboxes,
        error_messages={"required": _("Choose at least one area: the one that matters most to the family.")},
    )
    occasion = forms.ChoiceField(label=_("On what occasion?"), choices=Occasion.choices, widget=Radios)
    held_on = DateField(label=_("Day of the talk"), not_after=timezone.localdate)

    def __init__(self, *args: Any, areas: Iterable[ScaleArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["areas"]
        areas = list(areas)
        field.choices = [(area.code, area.label) for area in areas]
        field.widget.hints = {area.code: area.explanation for area in areas if area.explanation}

    def head(self) -> Head:
        """Return what was filled in."""
        data = self.cleaned_data
        return Head(Occasion(data["occasion"]), data["held_on"], data["areas"], self.took_part())


class HeadMakingForm(HeadForm, MakingForm):
    """Begins an assessment."""


class HeadEditingForm(HeadForm, EditingForm):
    """Changes what an assessment began with."""


class ScoresForm(MakingForm, EditingForm):
    """The picked areas, one block each, in both voices."""

    def __init__(self, *args: Any, scores: Iterable[Score], steps: Iterable[ScaleStep], **kwargs: Any) -> None:
        self.scores = list(scores)
        initial = dict(kwargs.pop("initial", {}))
        for score in self.scores:
            initial |= answers_of(score)
        super().__init__(*args, initial=initial, **kwargs)
        choices = [(str(step.value), f"{step.value} – {step.label}") for step in steps]
        for score in self.scores:
            self._ask(score, choices)

    def _ask(self, score: Score, choices: list[tuple[str, str]]) -> None:
        code, nothing = score.area.code, ("", gettext("no answer"))
        self.fields[f"{FAMILY}_{code}"] = forms.ChoiceField(
            label=_("How does the family see it?"),
            help_text=score.area.explanation,
            choices=[*choices, nothing],
            required=False,
            widget=Radios(inline=True),
        )
        self.fields[f"{WORKER}_{code}"] = forms.ChoiceField(
            label=_("How does the worker see it?"),
            choices=[*choices, (NOT_APPLICABLE, gettext("doesn't apply to this family")), nothing],
            required=False,
            widget=Radios(inline=True),
        )
        self.fields[f"{NOTE}_{code}"] = TextField(label=_("Note"), max_length=1000, rows=2, required=False)

    mark_optional = False

    def blocks(self) -> list[tuple[Any, list[BoundField]]]:
        """An area is a section."""
        return [
            (score.area.label, [self[f"{voice}_{score.area.code}"] for voice in (FAMILY, WORKER, NOTE)])
            for score in self.scores
        ]

    def answers(self) -> dict[str, Answer]:
        """Return what was said, by the code of the area."""
        data: Mapping[str, str] = self.cleaned_data
        return {
            code: Answer(data[f"{WORKER}_{code}"], data[f"{FAMILY}_{code}"], data[f"{NOTE}_{code}"].strip())
            for code in (score.area.code for score in self.scores)
        }


def answers_of(score: Score) -> dict[str, str]:
    """Return what is written down, under the names of the form's fields."""
    code = score.area.code
    return {f"{FAMILY}_{code}": score.family, f"{WORKER}_{code}": score.worker, f"{NOTE}_{code}": score.note}


class ConfirmForm(TidyForm):
    """Nothing but the button; `version` is what the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
