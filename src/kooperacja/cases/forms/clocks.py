"""Forms of the clocks of a case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import DateField, Radios

from ..actions.clocks import Running
from ..rules.pausing import PauseRefusal
from .common import FactsField, MakingForm

AT_FIELD: dict[Any, str] = {
    PauseRefusal.NO_REASON: "reason",
    PauseRefusal.NOT_RUNNING: "clock",
    PauseRefusal.PAUSED_ALREADY: "clock",
    PauseRefusal.IN_THE_PAST: "until",
    PauseRefusal.TOO_LONG: "until",
}
"""Where on the form each refusal is shown."""


class PauseForm(MakingForm):
    """Which clock stands still, why, and until when at most."""

    many_lined = ("reason",)
    mark_optional = False

    clock = forms.ChoiceField(label=_("What is to wait?"), widget=Radios)
    reason = FactsField(
        label=_("Why?"),
        help_text=_("For example: the family is in hospital, or you wait for a court. No diagnoses."),
        max_length=300,
        rows=3,
    )
    until = DateField(label=_("Until when at most?"), not_before=timezone.localdate)

    def __init__(self, *args: Any, clocks: Sequence[Running], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["clock"]
        field.choices = [(one.name, one.label) for one in clocks]
        if len(clocks) == 1:
            field.initial = clocks[0].name
