"""Forms of templates of plans: writing one, using one in a case, keeping a plan as one."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kooperacja.concerns.words import ALL_STARTS
from kooperacja.institutions.models import InstitutionKind
from kooperacja.ui.forms import TextField

from ..rules.depth import Rhythm
from ..rules.templates import TemplateRefusal
from .common import EditingForm, MakingForm, TidyForm
from .measures import MeasureFields

AT_FIELD: dict[Any, str] = {
    TemplateRefusal.DAYS: "due_days",
    TemplateRefusal.NO_SOURCE: "cost_source",
    TemplateRefusal.COST_BELOW_ZERO: "cost",
}
"""Where on the form of an action each refusal is shown."""

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


class TemplateActionFields(MeasureFields):
    """An action of a template."""

    field_order = ("text", "kind", "due_days", "rhythm")

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

    def __init__(self, *args: Any, kinds: QuerySet[InstitutionKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.queryset = kinds
        field.label_from_instance = lambda kind: kind.label


class TemplateActionAddForm(TemplateActionFields, MakingForm):
    """A new action of a template."""


class TemplateActionEditForm(TemplateActionFields, EditingForm):
    """Changes an action of a template."""
