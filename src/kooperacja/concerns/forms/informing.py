"""The form of the duty to inform (RODO art. 14)."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import DateField, Form, Radios

from ..terms import InformedBy, NotInformed
from .fields import LineField, LinesField

YES, NO = "yes", "no"


class InformingForm(Form):
    """That somebody was informed, or why not."""

    informed = forms.ChoiceField(
        label=_("Was the person informed?"),
        choices=[(YES, _("Yes")), (NO, _("No, an exception applies"))],
        widget=Radios(reveals={YES: ("on", "how"), NO: ("ground",)}),
        error_messages={"required": _("Choose whether the person was informed.")},
    )
    who = LineField(label=_("Who"), max_length=200, help_text=_("An adult who is named in it."), required=False)
    on = DateField(label=_("On which day"), required=False, not_after=timezone.localdate)
    how = forms.ChoiceField(label=_("How?"), choices=InformedBy.choices, required=False, widget=Radios())
    ground = forms.ChoiceField(
        label=_("Ground of the exception"), choices=NotInformed.choices, required=False, widget=Radios()
    )
    details = LinesField(
        label=_("In particular"),
        help_text=_("Which provision, or why it would endanger the aim; what is done instead."),
        max_length=600,
        rows=3,
        required=False,
    )
    is_all = forms.BooleanField(
        label=_("Nobody else who is named in it remains to be informed"), required=False, initial=True
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("idempotency_key", str(uuid4()))
