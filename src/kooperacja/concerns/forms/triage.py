"""The forms of decisions."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.lists.forms import ListForm
from kooperacja.ui.forms import Form

from ..terms import Urgency
from .fields import LineField, LinesField
from .place import PlaceForm

REASON_MAX = 600


class DecisionForm(Form):
    """A decision with its reason; the key makes a double click one decision."""

    reason = LinesField(
        label=_("Reason"),
        help_text=_("For the centre's own file. Who reported never reads it."),
        max_length=REASON_MAX,
        rows=4,
        error_messages={"required": _("Give the reason of the decision.")},
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("idempotency_key", str(uuid4()))


class TellOtherForm(DecisionForm):
    """That another body was told, how and by whom; no facts."""

    body = LineField(
        label=_("Which body was told?"),
        max_length=200,
        error_messages={"required": _("Say which body was told.")},
    )
    how = LineField(
        label=_("How?"),
        help_text=_("For example: by letter of 22 November, by telephone."),
        max_length=200,
        error_messages={"required": _("Say how it was told.")},
    )
    by = LineField(
        label=_("By whom?"),
        help_text=_("The person of your centre who did it."),
        max_length=150,
        error_messages={"required": _("Say who told it.")},
    )
    field_order = ["body", "how", "by", "reason"]


class ForwardForm(PlaceForm, DecisionForm):
    """Where the person really lives; the centre follows from that."""

    unit_label = _("In which gmina does the person live?")
    unit_help = _("The centre of that gmina gets it, with everything that was written. Its clock starts anew.")


class NumbersForm(Form):
    """The numbers of the centre's paper file and other systems."""

    register_number = LineField(
        label=_("Number in your register"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    case_mark = LineField(
        label=_("Case mark (znak sprawy)"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class InboxFilterForm(ListForm):
    """What of the inbox to show."""

    number = LineField(label=_("Number"), required=False, max_length=60)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False, choices=[("", _("Any urgency")), *Urgency.choices])

    def filtered(self, rows: Any) -> Any:
        """Return the concerns that the filter lets through."""
        chosen = self.chosen
        if urgency := chosen.get("urgency"):
            rows = rows.filter(urgency=urgency)
        if number := chosen.get("number"):
            rows = rows.filter(number__contains=number)
        return rows
