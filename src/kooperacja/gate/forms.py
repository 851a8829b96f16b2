"""Forms of what was tried, of the decision, and of the crisis path."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.cases.forms.common import EditingForm, FactsField, MakingForm, TidyForm
from kooperacja.cases.rules.crisis import CrisisRefusal
from kooperacja.ui.forms import Checkboxes, DateField, Radios

from .actions.qualifying import Decided
from .actions.tried import Attempt, Behalf
from .models import Answer, Heard, Reason, Result
from .rules import AGAINST, FOR, QualificationRefusal, TriedRefusal

AT_FIELD: Mapping[Enum, str] = {
    TriedRefusal.NOTHING: "what",
    TriedRefusal.SINCE_IN_FUTURE: "since",
    TriedRefusal.UNTIL_IN_FUTURE: "until",
    TriedRefusal.UNTIL_BEFORE_SINCE: "until",
    TriedRefusal.NO_BODY: "body",
    TriedRefusal.NOT_HEARD: "heard",
    TriedRefusal.WRITES_ITSELF: "institution",
    QualificationRefusal.NO_REASON: "words",
    QualificationRefusal.IN_FUTURE: "decided_on",
    QualificationRefusal.BEFORE_OPENING: "decided_on",
    CrisisRefusal.NO_REASON: "reason",
    CrisisRefusal.IN_FUTURE: "since",
    CrisisRefusal.BEFORE_OPENING: "since",
    CrisisRefusal.NO_REASON_TO_END: "because",
}
"""Where a page says why it wasn't carried out."""

DAY_UNKNOWN = _("If you know it. If you know the month alone, give its first day.")


class AttemptForm(TidyForm):
    """What was tried, and what came of it."""

    many_lined = ("what", "words")

    what = FactsField(
        label=_("What was tried?"),
        help_text=_(
            "What your institution did: conversations, meals, a visit, a payment. No diagnoses, no opinions about "
            "people, no Niebieska Karta data."
        ),
        max_length=600,
        rows=4,
    )
    since = DateField(label=_("Since when?"), help_text=DAY_UNKNOWN, not_after=timezone.localdate, required=False)
    until = DateField(
        label=_("Until when?"),
        help_text=_("Leave it empty if it goes on."),
        not_after=timezone.localdate,
        required=False,
    )
    result = forms.ChoiceField(label=_("What came of it?"), choices=Result.choices, widget=Radios)
    words = FactsField(
        label=_("How did one see it?"),
        help_text=_("What has changed, or why it wasn't enough. What can be seen, not an opinion."),
        max_length=600,
        rows=3,
        required=False,
    )

    def attempt(self) -> Attempt:
        """Return what was filled in."""
        data = self.cleaned_data
        return Attempt(data["what"], Result(data["result"]), data["words"], data["since"], data["until"])


class TriedForm(AttemptForm, MakingForm):
    """Writes down what the own institution has tried."""


class TriedEditForm(AttemptForm, EditingForm):
    """Changes it."""


class TriedForForm(AttemptForm, MakingForm):
    """Writes down what an institution without an account has tried."""

    one_lined = ("body",)
    field_order = ["institution", "body", "heard", "what", "since", "until", "result", "words"]

    institution: Any = forms.ModelChoiceField(
        label=_("Institution that takes part by letter"),
        queryset=None,
        required=False,
        empty_label=_("another one"),
        to_field_name="public_id",
    )
    body = forms.CharField(
        label=_("Name of another institution"), help_text=_("If it isn't in the list."), max_length=150, required=False
    )
    heard = forms.ChoiceField(
        label=_("How do you know it?"),
        choices=[(heard.value, heard.label) for heard in Heard if heard is not Heard.OWN],
        widget=Radios,
    )

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution"]
        field.queryset = institutions
        field.label_from_instance = lambda institution: institution.name
        if not institutions.exists():
            del self.fields["institution"]
            self.fields["body"].label = _("Name of the institution")
            self.fields["body"].help_text = ""

    def behalf(self) -> Behalf:
        """Return for whom it is written."""
        data = self.cleaned_data
        return Behalf(Heard(data["heard"]), data.get("institution"), data["body"])


class QualifyForm(MakingForm):
    """Whether this is the way, and why."""

    many_lined = ("words",)

    answer = forms.ChoiceField(
        label=_("What did you decide together?"),
        choices=Answer.choices,
        widget=Radios(
            hints={
                Answer.OTHER_HELP: _("Then you can close the case; the reasons stay in it."),
                Answer.NOT_NOW: _("Then you can close the case; it can be opened again."),
            }
        ),
    )
    speaks_for = forms.MultipleChoiceField(
        label=_("What speaks for it"),
        choices=[(reason.value, reason.label) for reason in FOR],
        widget=Checkboxes,
        required=False,
    )
    speaks_against = forms.MultipleChoiceField(
        label=_("What speaks against it"),
        choices=[(reason.value, reason.label) for reason in AGAINST],
        widget=Checkboxes,
        required=False,
    )
    words = FactsField(
        label=_("In your own words"),
        help_text=_("Write so that the family can read it. No diagnoses, no opinions about people."),
        max_length=1000,
        rows=4,
        required=False,
    )
    decided_on = DateField(label=_("Day of the decision"), not_after=timezone.localdate)

    def decided(self) -> Decided:
        """Return what was decided."""
        data = self.cleaned_data
        ticked = [Reason(one) for one in (*data["speaks_for"], *data["speaks_against"])]
        return Decided(Answer(data["answer"]), data["decided_on"], ticked, data["words"])


class CrisisForm(MakingForm):
    """That help can't wait, and why."""

    many_lined = ("reason",)

    reason = FactsField(
        label=_("Why help can't wait"),
        help_text=_("What happens and since when, in a sentence or two. No diagnoses, no Niebieska Karta data."),
        max_length=600,
        rows=4,
    )
    since = DateField(label=_("Since when?"), not_after=timezone.localdate)


class CrisisEndForm(MakingForm):
    """Why it is taken back."""

    one_lined = ("because",)

    because = forms.CharField(
        label=_("Why do you take it back?"), help_text=_("For example: noted in the wrong case."), max_length=300
    )
