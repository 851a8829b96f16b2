"""The form that closes a case, goal by goal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kooperacja.ui.forms import Form, Radios, TextField

from ..models import ClosureReason, Goal
from ..states import GoalAction
from .common import MakingForm


class GoalResultForm(Form):
    """How one goal ended; one form per open goal."""

    end = forms.ChoiceField(label=_("How did it end?"), choices=GoalAction.choices, widget=Radios)
    result = TextField(label=_("What was reached"), max_length=600, rows=3, required=False)

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goal = goal


OF_A_FAMILY = (ClosureReason.WITHDRAWN, ClosureReason.MOVED)
"""Reasons that a village or a group can't have."""


class ClosingForm(MakingForm):
    """Why the case ends, and a summary."""

    many_lined = ("summary",)
    one_lined = ("case_mark", "domain_number")

    reason = forms.ChoiceField(label=_("Why does the cooperation end?"), choices=ClosureReason.choices, widget=Radios)
    summary = TextField(
        label=_("Summary"),
        help_text=_("In words that the family may read: what has changed, what helped, where they can turn to."),
        max_length=2000,
        rows=6,
        required=False,
    )
    follow_up_agreed = forms.BooleanField(
        label=_("The family agrees to be asked later how it is going"),
        required=False,
    )

    case_mark = forms.CharField(label=_("Case mark (znak sprawy)"), max_length=60, required=False)
    domain_number = forms.CharField(label=_("Number in the domain system"), max_length=60, required=False)

    def __init__(self, *args: Any, of_community: bool, months: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_community:  # nobody moves away or withdraws, and there is nobody to ask
            del self.fields["follow_up_agreed"]
            self.fields["summary"].help_text = _("What has changed, what helped, who goes on with it.")
            choices: Any = self.fields
            choices["reason"].choices = [one for one in ClosureReason.choices if one[0] not in OF_A_FAMILY]
            return
        self.fields["follow_up_agreed"].help_text = ngettext(
            "After %(n)s month the case comes back to your list. One talk; the family can say no then, too.",
            "After %(n)s months the case comes back to your list. One talk; the family can say no then, too.",
            months,
        ) % {"n": months}


class ReopeningForm(MakingForm):
    """Why a closed case is opened again."""

    many_lined = ("because",)

    because = TextField(
        label=_("Why is it opened again?"),
        help_text=_("For example: the family came back and asks for help. It stays in the history of the case."),
        max_length=600,
        rows=4,
    )
