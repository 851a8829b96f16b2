"""Forms of handing over: to whom, what goes along, and the answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kooperacja.cases.forms.common import MakingForm, TidyForm
from kooperacja.cases.forms.opening import AppointForm, PersonChoiceField
from kooperacja.cases.models import CoverReason, How
from kooperacja.cases.rules.covering import CoverRefusal
from kooperacja.persons.models import Person
from kooperacja.ui.forms import Checkboxes, DateField, Radios, TextField

from .rules import LetterRefusal, TransferRefusal

AT_FIELD: dict[Any, str] = {
    TransferRefusal.NO_BODY: "body",
    TransferRefusal.NO_PERSONS: "persons",
    TransferRefusal.NOT_IN_THE_CASE: "persons",
    TransferRefusal.NOT_ADULT: "agreed",
    TransferRefusal.TAKES_NO_PART: "agreed",
    TransferRefusal.NO_DAY: "agreed_on",
    TransferRefusal.IN_THE_FUTURE: "agreed_on",
    TransferRefusal.BEFORE_IT_OPENED: "agreed_on",
    TransferRefusal.NOT_ADULT_THEN: "agreed_on",
    TransferRefusal.NO_HOW: "how",
    TransferRefusal.NO_AGREEMENT: "agreed",
    TransferRefusal.NO_MESSAGE: "message",
    CoverRefusal.NO_AGREEMENT: "worker",
    CoverRefusal.CANT_LEAD: "worker",
    CoverRefusal.ONESELF: "worker",
    CoverRefusal.OVERLAPS: "worker",
    CoverRefusal.PASSED: "starts_on",
    CoverRefusal.ENDS_BEFORE_START: "ends_on",
    CoverRefusal.TOO_LONG: "ends_on",
    CoverRefusal.NO_CASES: "named",
    LetterRefusal.NO_NUMBER: "number",
    LetterRefusal.IN_THE_FUTURE: "sent_on",
    LetterRefusal.NO_REASON: "reason",
}
"""Where on a form each refusal is shown."""


class HandoverForm(MakingForm):
    """To which colleague the lead offers the case."""

    many_lined = ("message",)

    to = PersonChoiceField(label=_("Who is to take it over?"), queryset=None, widget=Radios, empty_label=None)
    message = TextField(
        label=_("Message"),
        help_text=_("What the colleague should know to decide. They see the case itself once they accept."),
        max_length=600,
        rows=4,
        required=False,
    )
    stays = forms.BooleanField(
        label=_("I stay in the team as a member"),
        help_text=_("Otherwise your access ends at the moment in which your colleague accepts."),
        required=False,
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["to"].queryset = people


class WorkerChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg] # Django's field takes none at run time
    """Chooses somebody of another centre, shown with function and centre."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name} – {obj.function.label}, {obj.institution.name}"


class CasesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # Django's field takes none at run time
    """Ticks cases, shown by their numbers."""

    widget = Checkboxes

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.number)


class CoverForm(MakingForm):
    """Whom a centre asks to cover, from when to when and in which cases."""

    ALL, SOME = "all", "some"
    many_lined = ("message",)

    worker = WorkerChoiceField(
        label=_("Who is to cover?"), queryset=None, empty_label=_("choose"), to_field_name="public_id"
    )
    starts_on = DateField(label=_("First day"), initial=timezone.localdate)
    ends_on = DateField(label=_("Last day"))
    reason = forms.ChoiceField(
        label=_("Why is nobody there?"),
        help_text=_("The other centre reads it. It needs no more."),
        choices=CoverReason.choices,
        widget=Radios,
    )
    scope = forms.ChoiceField(
        label=_("In which cases?"),
        choices=[
            (ALL, _("in all open cases of the centre, also in those opened meanwhile")),
            (SOME, _("only in some")),
        ],
        initial=ALL,
        widget=Radios(reveals={ALL: ["left_out"], SOME: ["named"]}),
    )
    left_out = CasesField(label=_("Leave these out"), queryset=None, to_field_name="public_id", required=False)
    named = CasesField(label=_("Which cases?"), queryset=None, to_field_name="public_id", required=False)
    message = TextField(
        label=_("Message"),
        help_text=_(
            "What the other side should know to decide. Nothing about a family: the cases are read once accepted."
        ),
        max_length=600,
        rows=4,
        required=False,
    )

    def __init__(self, *args: Any, people: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["worker"].queryset = people
        choices["named"].queryset = choices["left_out"].queryset = cases
        choices["ends_on"].help_text = ngettext(
            "At most %(number)d day at once. It can be renewed.",
            "At most %(number)d days at once. It can be renewed.",
            settings.COVER_DAYS,
        ) % {"number": settings.COVER_DAYS}

    def wish(self) -> dict[str, Any]:
        """Return what the action takes, by name."""
        data = self.cleaned_data
        whole = data["scope"] == self.ALL
        names = ("worker", "starts_on", "ends_on", "message")
        return {
            **{name: data[name] for name in names},
            "reason": CoverReason(data["reason"]),
            "whole_centre": whole,
            "named": list(data["left_out" if whole else "named"]),
        }


class ReasonForm(TidyForm):
    """Why an offer is declined."""

    heading_field = "reason"
    many_lined = ("reason",)

    reason = TextField(label=_("Why do you decline?"), max_length=600, rows=4)


class CentreSearchForm(TidyForm):
    """Finds a welfare centre by a part of its name."""

    mark_optional = False

    szukaj = forms.CharField(label=_("Name of the centre or of the gmina"), max_length=100, required=False)


class TransferForm(MakingForm):
    """What of a case goes to another centre."""

    sections = (
        (_("To whom"), ["body", "body_address"]),
        (_("Who moves"), ["persons", "address"]),
        (_("The family's agreement"), ["agreed", "agreed_on", "how"]),
        (_("What goes along if they agreed"), ["with_plan", "summary", "message"]),
    )
    one_lined = ("address", "body", "body_address")
    many_lined = ("summary", "message")

    persons = forms.MultipleChoiceField(label=_("Who moves to the other gmina?"), widget=Checkboxes)
    address = forms.CharField(
        label=_("New address"),
        help_text=_("If you know it."),
        max_length=300,
        required=False,
    )
    agreed = forms.MultipleChoiceField(
        label=_("Who agreed that more than names and contact goes there?"),
        help_text=_("Nobody has to. For a child their guardian agrees."),
        widget=Checkboxes,
        required=False,
    )
    agreed_on = DateField(label=_("When they agreed"), required=False, not_after=timezone.localdate)
    how = forms.ChoiceField(
        label=_("How they said it"), choices=How.choices, widget=Radios(inline=True), required=False
    )
    with_plan = forms.BooleanField(
        label=_("The plan: open goals and their actions"),
        help_text=_("Goals of an adult who didn't agree stay here."),
        required=False,
    )
    summary = TextField(
        label=_("Summary of your work"),
        help_text=_("What the other centre should know. Your notes themselves stay here."),
        max_length=2000,
        rows=6,
        required=False,
    )
    message = TextField(
        label=_("Message"),
        help_text=_("For example when to call you. Your name and the telephone of your centre go in any case."),
        max_length=600,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[Person], adults: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["persons"].choices = [(str(one.public_id), one.name) for one in people]
        choices["agreed"].choices = [(str(one.public_id), one.name) for one in adults]


class LetterTransferForm(TransferForm):
    """The same for a body outside the system, to which a letter goes."""

    body = forms.CharField(label=_("To whom the letter goes"), help_text=_("Name of the body."), max_length=200)
    body_address = forms.CharField(label=_("Its address"), max_length=200, required=False)


class AcceptForm(AppointForm):
    """Where the family lives now, and who leads the case in the centre that takes it over."""

    unit: Any = forms.ModelChoiceField(label=_("Gmina"), queryset=None, empty_label=_("choose"))
    field_order = ("unit", "lead", "deputy")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["unit"].queryset = units
        choices["unit"].label_from_instance = lambda unit: unit.name


class LetterSentForm(TidyForm):
    """That the letter was sent."""

    one_lined = ("number",)

    number = forms.CharField(label=_("Number of the letter"), max_length=60)
    sent_on = DateField(label=_("Sent on"), not_after=timezone.localdate, initial=timezone.localdate)


class LetterAnswerForm(TidyForm):
    """What the other side answered to the letter."""

    ACCEPTED, DECLINED = "accepted", "declined"
    many_lined = ("reason",)

    answer = forms.ChoiceField(
        label=_("What did they answer?"),
        choices=[(ACCEPTED, _("they take the case over")), (DECLINED, _("they decline"))],
        widget=Radios(reveals={DECLINED: "reason"}),
    )
    reason = TextField(label=_("Their reason"), max_length=600, rows=3, required=False)
