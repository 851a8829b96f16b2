"""Forms of reviews and of asking, after a closure, how it is going."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.cases.forms.common import EditingForm, MakingForm, TidyForm
from kooperacja.cases.models import Action
from kooperacja.ui.forms import Checkboxes, DateField, Radios, TextField
from kooperacja.ui.tags.dates import long_date

from .models import Review
from .rules import Decision, FollowUpRefusal, HowAsked, NoRefusal, Outcome, ReviewRefusal

AT_FIELD: dict[Any, str] = {
    ReviewRefusal.HELD_IN_THE_FUTURE: "held_on",
    ReviewRefusal.HELD_BEFORE_IT_OPENED: "held_on",
    ReviewRefusal.HELD_ALREADY: "held_on",
    ReviewRefusal.NOBODY: "others",
    ReviewRefusal.NO_REASON: "reason",
    ReviewRefusal.NEXT_MISSING: "next_on",
    ReviewRefusal.NEXT_PASSED: "next_on",
    ReviewRefusal.NEXT_TOO_LATE: "next_reason",
    FollowUpRefusal.ASKED_IN_THE_FUTURE: "asked_on",
    FollowUpRefusal.ASKED_BEFORE_CLOSURE: "asked_on",
    FollowUpRefusal.NOTHING_SAID: "how_it_goes",
    FollowUpRefusal.NEED_UNKNOWN: "needs_help",
    FollowUpRefusal.AGAIN_IN_THE_PAST: "again_on",
    FollowUpRefusal.AGAIN_MISSING: "again_on",
    NoRefusal.ASKED_IN_THE_FUTURE: "asked_on",
    NoRefusal.AGAIN_IN_THE_PAST: "try_again_on",
    NoRefusal.AGAIN_TOO_LATE: "try_again_on",
}
"""Where on a form each refusal is shown."""


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # Django's field takes none at run time
    """Ticks people, shown by name; members of the team with their institution."""

    widget = Checkboxes

    def label_from_instance(self, obj: Any) -> str:
        institution = getattr(obj, "institution", None)
        return f"{obj.name}, {institution.name}" if institution else str(obj.name)


class ReviewForm(MakingForm):
    """A review: who, what went well, the decision, the next day."""

    many_lined = ("accomplishments", "reason")
    one_lined = ("others", "next_reason")

    accomplishments = TextField(
        label=_("What went well since the last time?"),
        help_text=_("Begin with this. In the family's words, also small things."),
        max_length=2000,
        rows=5,
    )
    held_on = DateField(label=_("When did you meet?"), not_after=timezone.localdate)
    persons = PeopleField(
        label=_("Who of the family took part?"), queryset=None, to_field_name="public_id", required=False
    )
    members = PeopleField(
        label=_("Who of the team took part?"), queryset=None, to_field_name="public_id", required=False
    )
    others = forms.CharField(
        label=_("Who else took part?"), help_text=_("For example: the aunt."), max_length=300, required=False
    )
    decision = forms.ChoiceField(label=_("What did you decide together?"), choices=Decision.choices, widget=Radios)
    reason = TextField(
        label=_("Why, and what next?"),
        help_text=_("Fill this in if you ask the head for help: say what kind of help."),
        max_length=1000,
        rows=3,
        required=False,
    )
    next_on = DateField(label=_("When do you meet again?"), required=False)
    next_reason = forms.CharField(
        label=_("Why so late?"),
        help_text=_("Only if it is later than usual."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, people: Any, team: Any, of_community: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["persons"].queryset, fields["members"].queryset = people, team
        if of_community:
            del fields["persons"]
            fields["accomplishments"].help_text = _("Begin with this. Also small things.")
            fields["others"].help_text = _("For example: the village head.")


class ReviewCorrectForm(EditingForm):
    """The words of a review, with its measures; the version is that of the review, for all of them."""

    many_lined = ("accomplishments", "reason")

    accomplishments = TextField(label=_("What went well since the last time?"), max_length=2000, rows=5)
    others = forms.CharField(
        label=_("Who else took part?"), help_text=_("For example: the aunt."), max_length=300, required=False
    )
    reason = TextField(label=_("Why, and what next?"), max_length=1000, rows=3, required=False)
    next_reason = forms.CharField(label=_("Why so late?"), max_length=300, required=False)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not review.next_reason:
            self.fields["next_reason"].widget = forms.HiddenInput()
        self.measures = list(review.measures.select_related("action").order_by("pk"))
        for one in self.measures:
            for name, label in (("was", _("It was")), ("now", _("It is now"))):
                text = forms.CharField(label=f"{one.action.text} – {label}", max_length=200, required=False)
                self.fields[f"{name}_{one.pk}"] = text
        self.one_lined = tuple(name for name in self.fields if name not in {*self.many_lined, "version"})

    def measured(self) -> dict[int, tuple[str, str]]:
        """Return how each measure is to read: as it was, as it is now."""
        data = self.cleaned_data
        return {one.pk: (data[f"was_{one.pk}"], data[f"now_{one.pk}"]) for one in self.measures}


def as_corrected(review: Review) -> dict[str, Any]:
    """Return the fields of the form as the review reads now."""
    words = {name: getattr(review, name) for name in ("accomplishments", "others", "reason", "next_reason", "version")}
    for one in review.measures.order_by("pk"):
        words |= {f"was_{one.pk}": one.was, f"now_{one.pk}": one.now}
    return words


class MeasureForm(TidyForm):
    """How one action is measured; one form an action."""

    one_lined = ("was", "now")

    was = forms.CharField(label=_("It was"), max_length=200, required=False)
    now = forms.CharField(label=_("It is now"), max_length=200, required=False)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action


def measured_in(typed: QueryDict | None) -> set[UUID]:
    """Return the actions about which somebody typed how they are measured, whatever has become of them since."""
    found = set()
    for name, value in (typed or {}).items():
        prefix, _dash, field = name.rpartition("-")
        if field in MeasureForm.one_lined and str(value).strip():
            with suppress(ValueError):
                found.add(UUID(prefix))
    return found


class FollowUpForm(MakingForm):
    """What came of asking a family how it is going."""

    many_lined = ("how_it_goes",)

    asked_on = DateField(label=_("When?"), not_after=timezone.localdate)
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Outcome.choices,
        widget=Radios(
            reveals={
                Outcome.DONE: ["how_it_goes", "needs_help"],
                Outcome.UNREACHABLE: ["again_on", "gives_up"],
            }
        ),
    )
    how_it_goes = TextField(
        label=_("How is it going?"),
        help_text=_("In the family's words. What has lasted, what is difficult again."),
        max_length=2000,
        rows=5,
        required=False,
    )
    needs_help = forms.TypedChoiceField(
        label=_("Does the family need help again?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=Radios(inline=True),
        required=False,
    )
    again_on = DateField(label=_("When will you try again?"), required=False)
    gives_up = forms.BooleanField(label=_("Nobody will try again"), required=False)


class TryForm(TidyForm):
    """What both forms of another try say of its day."""

    def __init__(self, *args: Any, last_day: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if last_day is not None:
            self.fields["try_again_on"].help_text = _(
                "Leave it empty if you won't. The last possible day is %(day)s: later the concern may be locked by "
                "its age. The date is for you; the family isn't bound by it."
            ) % {"day": long_date(last_day)}


class RefusalForm(TryForm, MakingForm):
    """A family's no."""

    one_lined = ("whom",)
    many_lined = ("words",)

    asked_on = DateField(label=_("When did you ask?"), not_after=timezone.localdate)
    how = forms.ChoiceField(label=_("How did you ask?"), choices=HowAsked.choices, widget=Radios)
    whom = forms.CharField(label=_("Whom did you ask?"), help_text=_("For example: the mother."), max_length=200)
    words = TextField(
        label=_("What did they say?"),
        help_text=_("Only if they said why, in their own words. Nobody has to give a reason."),
        max_length=600,
        rows=3,
        required=False,
    )
    try_again_on = DateField(
        label=_("When will you ask again?"),
        help_text=_("Leave it empty if you won't. The date is for you; the family isn't bound by it."),
        required=False,
    )


class NextTryForm(TryForm, EditingForm):
    """When somebody asks again."""

    try_again_on = DateField(
        label=_("When will you ask again?"),
        help_text=_("Leave it empty if you won't. The date is for you; the family isn't bound by it."),
        required=False,
    )
