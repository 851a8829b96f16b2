"""Forms of the calendar."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.cases.forms.common import EditingForm, MakingForm, TidyForm
from kooperacja.ui.forms import DateField, Form, Radios, TextField, TimeField

from .models import VisitKind
from .rules import Span, VisitRefusal

AT_FIELD: dict[Any, str] = dict.fromkeys(VisitRefusal, "day")
"""Where on the form each refusal is shown."""

MINUTES = [(15, _("15 minutes")), (30, _("half an hour")), (60, _("an hour")), (90, _("an hour and a half"))]
MINUTES += [(120, _("two hours")), (240, _("half a day"))]


class VisitForm(TidyForm):
    """When somebody goes there, rings or meets."""

    many_lined = ("words",)

    kind = forms.ChoiceField(
        label=_("What do you plan?"), choices=VisitKind.choices, widget=Radios, initial=VisitKind.VISIT
    )
    day = DateField(label=_("Day"))
    hour = TimeField(label=_("Hour"))
    minutes = forms.TypedChoiceField(label=_("How long"), choices=MINUTES, coerce=int, initial=60)
    words = TextField(
        label=_("Where, and what to take"),
        help_text=_("It stays here: a calendar on your telephone shows the day and the hour alone."),
        max_length=300,
        rows=3,
        required=False,
    )

    @property
    def planned(self) -> dict[str, Any]:
        """What was typed, as the actions take it; the hour is Polish time."""
        data = self.cleaned_data
        moment = timezone.make_aware(datetime.combine(data["day"], data["hour"]))
        return {
            "kind": VisitKind(data["kind"]),
            "starts_at": moment,
            "minutes": data["minutes"],
            "words": data["words"],
        }


class VisitPlanForm(VisitForm, MakingForm):
    """Plans a visit."""


class VisitMoveForm(VisitForm, EditingForm):
    """Changes what was planned."""


class SpanForm(Form):
    """Which week or month a page shows; what isn't understood is today's week."""

    zakres = forms.ChoiceField(choices=Span.choices, required=False)
    dzien = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
