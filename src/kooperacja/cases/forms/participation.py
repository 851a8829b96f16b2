"""Forms of taking part: on what it rests, and that it ended."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.persons.models import Person
from kooperacja.ui.forms import DateField, Radios, TextField

from ..models import BasisKind, How, SecondGuardian
from ..rules.participation import Answer, BasisRefusal
from .common import EditingForm, TidyForm

AT_FIELD: dict[Any, str] = {
    BasisRefusal.IN_THE_FUTURE: "stated_on",
    BasisRefusal.BEFORE_IT_BEGAN: "stated_on",
    BasisRefusal.NO_HOW: "how",
    BasisRefusal.NO_ORDER_NUMBER: "order_number",
    BasisRefusal.NO_PROVISION: "provision",
    BasisRefusal.ORDER_IS_NOT_ASKED: "answer",
    BasisRefusal.NO_GUARDIAN: "given_by",
    BasisRefusal.NOT_THEIR_GUARDIAN: "given_by",
    BasisRefusal.OTHER_GUARDIAN_UNTOLD: "second_guardian",
    BasisRefusal.OTHER_GUARDIAN_REFUSES: "second_guardian",
    BasisRefusal.NO_REASON: "second_guardian_reason",
}
"""Where on a form each refusal is shown."""


class BasisForm(TidyForm):
    """On what a person's taking part rests. `version` is empty while nothing is written down."""

    mark_optional = False  # what is needed depends on the answers

    one_lined = ("order_number", "provision")
    many_lined = ("second_guardian_reason", "own_view")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("On what does taking part rest?"),
        choices=BasisKind.choices,
        widget=Radios(
            reveals={
                BasisKind.AGREEMENT: ["answer", "how"],
                BasisKind.COURT_ORDER: ["order_number"],
                BasisKind.STATUTORY_DUTY: ["provision"],
            }
        ),
        initial=BasisKind.AGREEMENT,
    )
    answer = forms.ChoiceField(
        label=_("What does the person say?"), choices=Answer.choices, required=False, widget=Radios
    )
    how = forms.ChoiceField(label=_("How was it said?"), choices=How.choices, required=False, widget=Radios)
    order_number = forms.CharField(
        label=_("Number of the court's order"), help_text=_("For example III Nsm 12/26"), max_length=100, required=False
    )
    provision = forms.CharField(
        label=_("Provision that makes it a duty"), help_text=_("Act and article"), max_length=100, required=False
    )
    stated_on = DateField(label=_("On which day?"), not_after=timezone.localdate, initial=timezone.localdate)
    given_by = forms.ChoiceField(label=_("Guardian who answers for the child"), required=False, widget=Radios)
    second_guardian = forms.ChoiceField(
        label=_("The other guardian"),
        choices=SecondGuardian.choices,
        required=False,
        widget=Radios(reveals={SecondGuardian.NOT_ASKED: ["second_guardian_reason"]}),
    )
    second_guardian_reason = TextField(
        label=_("Why not?"),
        help_text=_("For example: has died; no parental authority (number of the decision); nobody knows where."),
        max_length=300,
        rows=2,
        required=False,
    )
    own_view = TextField(
        label=_("What the child says about it"),
        help_text=_(
            "We ask at any age, in words that the child understands. Write what the child wants to be written down; "
            "leave it empty if the child doesn't want to say anything."
        ),
        max_length=600,
        rows=3,
        required=False,
    )

    def __init__(
        self, *args: Any, answers: Sequence[Answer], for_child: bool, guardians: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(one.value, one.label) for one in answers]  # type: ignore[attr-defined] # a ChoiceField
        if not for_child:
            for name in ("second_guardian", "second_guardian_reason", "own_view"):
                del self.fields[name]
            self.fields["given_by"].label = _("Guardian who answers for this person")
        if guardians:
            who = [(str(one.public_id), one.name) for one in guardians]
            nobody = [] if for_child else [("", _("the person answers for themselves"))]
            self.fields["given_by"].choices = [*nobody, *who]  # type: ignore[attr-defined] # a ChoiceField
        elif not for_child:
            del self.fields["given_by"]
        self.guardians = {str(one.public_id): one for one in guardians}

    def clean(self) -> dict[str, Any]:
        """Ask for the person's answer where it is an agreement; an order or a duty simply holds."""
        cleaned = super().clean()
        is_agreement = cleaned.get("kind") == BasisKind.AGREEMENT
        if is_agreement and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Say what the person answered."))
        return cleaned


class WithdrawalForm(EditingForm):
    """That a person no longer takes part."""

    stated_on = DateField(label=_("On which day?"), not_after=timezone.localdate, initial=timezone.localdate)
    how = forms.ChoiceField(
        label=_("How was it said?"),
        choices=How.choices,
        initial=How.ORALLY,
        widget=Radios,
    )

    def __init__(self, *args: Any, kind: BasisKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind is not BasisKind.AGREEMENT:
            del self.fields["how"]
            self.fields["stated_on"].label = _("When did it end?")
