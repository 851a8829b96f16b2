"""Forms of the workshop with the family."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.cases.forms.common import EditingForm, MakingForm
from kooperacja.kernel.text import many_lines
from kooperacja.ui.forms import DateField, TextField

from ..actions.workshops import WorkshopDetails
from ..models import ContributionKind
from .common import AttendanceForm

ASKED = {
    ContributionKind.STRENGTHS: _("What is the family good at? What worked before? What are they proud of?"),
    ContributionKind.CAUSES: _("What do they think it comes from? When did it begin?"),
    ContributionKind.DEFICITS: _("What is hard day by day? What is missing?"),
    ContributionKind.RESOURCES: _("People, places, skills, things: also an aunt, a neighbour, a football club."),
    ContributionKind.EXPECTATIONS: _("What should be different in half a year? What do they expect of us?"),
}
LENGTH = 2000


class WorkshopForm(AttendanceForm):
    """When, where and with whom."""

    one_lined = ("others", "place")
    field_order = ["held_on", "place", "persons", "members", "others"]

    held_on = DateField(label=_("Day of the workshop"), not_after=timezone.localdate)
    place = forms.CharField(
        label=_("Place"),
        help_text=_("At the family's home, in the school, in the office."),
        max_length=150,
        required=False,
    )

    def details(self) -> WorkshopDetails:
        """Return what was filled in."""
        return WorkshopDetails(self.cleaned_data["held_on"], self.cleaned_data["place"], self.took_part())


class WorkshopMakingForm(WorkshopForm, MakingForm):
    """Writes a workshop down."""


class WorkshopEditingForm(WorkshopForm, EditingForm):
    """Changes a workshop."""


class ContributeForm(MakingForm):
    """A box for each kind of contribution; whatever is filled in is kept."""

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, question in ASKED.items():
            self.fields[kind.value] = TextField(
                label=kind.label, help_text=question, max_length=LENGTH, rows=4, required=False
            )

    def said(self) -> dict[ContributionKind, str]:
        """Return the texts by kind."""
        return {kind: many_lines(self.cleaned_data[kind.value]) for kind in ASKED}


class ContributionEditForm(EditingForm):
    """Changes the words of one contribution."""

    many_lined = ("text",)

    text = TextField(label=_("In the family's words"), max_length=LENGTH, rows=6)
