"""Forms of joint decisions: what the lead asks, and what an institution answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.institutions.models import Institution
from kooperacja.ui.forms import Checkboxes, DateField, Radios, TextField

from ..rules.joint import Channel, JointRefusal, Rule, Vote
from .common import EditingForm, MakingForm, TidyForm

AT_FIELD: dict[Any, str] = {
    JointRefusal.NOBODY: "institutions",
    JointRefusal.NOT_IN_THE_TEAM: "institutions",
    JointRefusal.NO_NUMBER: "number",
    JointRefusal.TOO_MANY: "number",
    JointRefusal.DAY_PASSED: "answer_by",
    JointRefusal.DAY_TOO_FAR: "answer_by",
    JointRefusal.OF_ANOTHER_CASE: "about",
    JointRefusal.NO_REASON: "reason",
    JointRefusal.NO_CHANNEL: "channel",
    JointRefusal.NO_DAY: "came_on",
    JointRefusal.IN_THE_FUTURE: "came_on",
    JointRefusal.TOO_EARLY: "came_on",
}
"""Where on a form each refusal is shown."""

MOST = 100
"""More institutions than any team has; what is larger is a slip of the finger."""


class JointAskForm(MakingForm):
    """What is asked, whom, and how many of them must say yes."""

    many_lined = ("question", "because")

    question = TextField(
        label=_("What do you decide together?"),
        help_text=_(
            "A question to answer with yes or no. Whoever is asked reads these words and nothing else of the plan: "
            "write so that it is enough, and without what they needn't know of the family."
        ),
        max_length=600,
        rows=3,
    )
    about = forms.ChoiceField(label=_("What of the plan is it about?"), required=False)
    institutions: "forms.ModelMultipleChoiceField[Institution]" = forms.ModelMultipleChoiceField(
        label=_("Who decides?"),
        help_text=_("Each institution has one voice, however many people it has in the team."),
        queryset=None,
        to_field_name="public_id",
        widget=Checkboxes(),
        error_messages={"required": JointRefusal.NOBODY.label},
    )
    rule = forms.ChoiceField(
        label=_("How many of them must say yes?"),
        choices=Rule.choices,
        initial=Rule.ALL,
        widget=Radios(
            hints={Rule.ALL: _("Whoever leaves it to the others isn't counted.")}, reveals={Rule.SOME: "number"}
        ),
    )
    number = forms.IntegerField(
        label=_("At least how many?"),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    answer_by = DateField(label=_("By which day do they answer?"))
    because = TextField(
        label=_("Why do you ask again?"),
        help_text=_("Whoever is asked reads it."),
        max_length=600,
        rows=3,
    )

    def __init__(
        self,
        *args: Any,
        team: QuerySet[Institution],
        about: Sequence[tuple[str, str]],
        is_again: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["institutions"].queryset = team
        fields["institutions"].label_from_instance = lambda body: body.name
        fields["about"].choices = [("", _("of nothing in particular")), *about]
        if not is_again:
            del self.fields["because"]


class VoteForm(EditingForm):
    """What an institution answers; how and when it came, if the lead writes it down."""

    many_lined = ("reason",)

    vote = forms.ChoiceField(label=_("What does your institution say?"), choices=Vote.choices, widget=Radios())
    reason = TextField(
        label=_("Why?"),
        help_text=_(
            "Needed if you say no. The person who leads the case reads it, and may show it to the other institutions "
            "that are asked."
        ),
        max_length=600,
        rows=3,
        required=False,
    )
    channel = forms.ChoiceField(
        label=_("How did the answer come?"), choices=Channel.choices, widget=Radios(), required=False
    )
    came_on = DateField(label=_("On which day did it come?"), required=False, not_after=timezone.localdate)

    def __init__(self, *args: Any, is_by_letter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_by_letter:
            self.fields["vote"].label = _("What does the institution say?")
            self.fields["reason"].help_text = _("Needed if they say no.")
        else:
            del self.fields["channel"], self.fields["came_on"]


class TakeBackForm(TidyForm):
    """Why a question is taken back."""

    many_lined = ("because",)

    because = TextField(
        label=_("Why is it no longer needed?"), help_text=_("Whoever was asked reads it."), max_length=600, rows=3
    )
