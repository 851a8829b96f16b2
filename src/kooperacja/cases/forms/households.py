"""Forms of the households of a family: a home, and who moves in or out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.persons.rules import LeaveRefusal
from kooperacja.territory.models import Unit
from kooperacja.ui.forms import Checkboxes, DateField, Radios, TextField

from ..rules.homes import HomeRefusal
from .common import EditingForm, MakingForm, TidyForm

AT_FIELD: dict[Any, str] = {
    HomeRefusal.NOBODY_NAMED_IT: "label",
    HomeRefusal.IN_THE_FUTURE: "starts_on",
    HomeRefusal.ENDS_BEFORE_START: "ends_on",
    **dict.fromkeys(LeaveRefusal, "ends_on"),
}
AT_FIELD_OF_MOVING: dict[Any, str] = {
    HomeRefusal.IN_THE_FUTURE: "day",
    HomeRefusal.LIVES_THERE: "who",
    HomeRefusal.LIVES_ELSEWHERE: "who",
    HomeRefusal.HAS_DIED: "who",
    HomeRefusal.NOT_IN_THE_CASE: "who",
    **dict.fromkeys(LeaveRefusal, "day"),
}
"""Where on a form each refusal is shown."""


class HomeForm(TidyForm):
    """Where a household lives, and who is there when."""

    one_lined = ("label",)
    many_lined = ("address", "time_shared")

    label = forms.CharField(
        label=_("What the family calls it"),
        help_text=_("For example: at Dad's, at Grandma's."),
        max_length=60,
        required=False,
    )
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(label=_("Gmina"), queryset=None)
    address = TextField(
        label=_("Address"),
        help_text=_("Place, street and number, and how to get there if it is hard to find."),
        max_length=300,
        rows=3,
        required=False,
    )
    starts_on = DateField(label=_("Since"), required=False, not_after=timezone.localdate)
    time_shared = TextField(
        label=_("Who is there when"),
        help_text=_("In the family's words. For example: at Mum's in the week, at Dad's every second weekend."),
        max_length=300,
        rows=2,
        required=False,
    )
    shown_to_team = forms.BooleanField(
        label=_("The team may know this address"),
        help_text=_(
            "Leave it empty if anybody might come to harm by it. Even then only those see it who see everybody who "
            "lives there."
        ),
        required=False,
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined] # of ModelChoiceField
        self.fields["unit"].label_from_instance = lambda unit: unit.name  # type: ignore[attr-defined] # as above


class HomeAddForm(HomeForm, MakingForm):
    """A further household."""

    who = forms.MultipleChoiceField(label=_("Who lives there"), required=False, widget=Checkboxes)

    field_order = ("label", "unit", "address", "who", "starts_on", "time_shared", "shown_to_team")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined] # a ChoiceField


class HomeEditForm(HomeForm, EditingForm):
    """Changes what is known of a household; the version is the household's."""

    ends_on = DateField(
        label=_("Until"),
        help_text=_("Only if nobody lives there any more. Everybody moves out on that day."),
        required=False,
        not_after=timezone.localdate,
    )

    field_order = ("label", "unit", "address", "starts_on", "ends_on", "time_shared", "shown_to_team")

    def __init__(self, *args: Any, is_main: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_main:
            del self.fields["ends_on"], self.fields["shown_to_team"]


class Moving(TextChoices):
    """Which way somebody moves."""

    IN = "in", _("lives there now")
    OUT = "out", _("no longer lives there")


class MoveForm(MakingForm):
    """Who moves into a household, or out of it, and when."""

    who = forms.ChoiceField(label=_("Who"), widget=Radios)
    what = forms.ChoiceField(label=_("What has changed?"), choices=Moving.choices, widget=Radios)
    day = DateField(label=_("First or last day there"), not_after=timezone.localdate, initial=timezone.localdate)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined] # a ChoiceField
