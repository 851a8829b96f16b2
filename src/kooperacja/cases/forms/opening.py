"""Forms that open a case, link a concern to one, and appoint who leads."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kooperacja.ui.forms import Checkboxes, DateField, Form, TextField

from ..rules.crisis import CrisisRefusal
from .common import NAME, EditingForm, FactsField, MakingForm, TidyForm

YES = "yes"


class PersonChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg] # Django's field takes none at run time
    """Chooses somebody of an institution, shown with their function."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name} – {obj.function.label}"


class AppointForm(TidyForm):
    """Who leads a case, and who deputises."""

    lead = PersonChoiceField(label=_("Person who leads the case"), queryset=None, empty_label=_("choose"))
    deputy = PersonChoiceField(
        label=_("Deputy"),
        help_text=_("Acts when the person who leads the case is away, and sees all of it, too."),
        queryset=None,
        required=False,
        empty_label=_("nobody"),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["lead"].queryset = choices["deputy"].queryset = people


class AppointAnewForm(AppointForm, EditingForm):
    """The same for a case that somebody leads already; `version` counts appointments, not changes of the case."""


class AppointSeveralForm(AppointForm):
    """The same people for several cases; `seen` says of each how it was when the head ticked it."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputy: Any = self.fields["deputy"]
        deputy.empty_label = _("whoever deputises in each of them now")


class OpeningForm(AppointForm, MakingForm):
    """Opens a case: where the household lives and who leads. The persons are in a form of their own."""

    sections = [
        (_("Where the family lives"), ["unit", "address"]),
        (_("Who works on it"), ["lead", "deputy"]),
        (_("How soon"), ["urgent"]),
        (_("Numbers of other registers"), ["case_mark", "domain_number"]),
        (_("Decision"), ["reason"]),
    ]
    one_lined = ("case_mark", "domain_number", "address")
    many_lined = ("reason", "urgent_because")

    unit: Any = forms.ModelChoiceField(label=_("Gmina"), queryset=None, empty_label=_("choose"))
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    case_mark = forms.CharField(label=_("Case mark (znak sprawy)"), max_length=60, required=False)
    domain_number = forms.CharField(label=_("Number in the domain system"), max_length=60, required=False)

    urgent = forms.MultipleChoiceField(
        label=_("Can help wait for the workshop with the family?"),
        choices=[(YES, _("No, help can't wait"))],
        widget=Checkboxes(reveals={YES: ("urgent_because",)}),
        required=False,
    )
    urgent_because = FactsField(
        label=_("Why help can't wait"),
        help_text=_("What happens and since when, in a sentence or two. No diagnoses, no Niebieska Karta data."),
        max_length=600,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, units: Any, urgent_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["unit"].queryset = units
        choices["urgent"].help_text = urgent_help(urgent_days)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where help can't wait; what is hidden says nothing."""
        cleaned = super().clean()
        if not cleaned.get("urgent"):
            cleaned["urgent_because"] = ""
        elif not cleaned.get("urgent_because") and not self.has_error("urgent_because"):
            self.add_error("urgent_because", str(CrisisRefusal.NO_REASON.label))
        return cleaned


def urgent_help(days: int) -> str:
    """Return what it means that help can't wait."""
    return ngettext(
        "The plan and what it holds may begin at once. The workshop with the family is due within %(days)s day.",
        "The plan and what it holds may begin at once. The workshop with the family is due within %(days)s days.",
        days,
    ) % {"days": days}


class CommunityForm(AppointForm, MakingForm):
    """Opens a case of a village or a group: what place, who decided and why, who leads."""

    sections = [
        (_("Which community"), ["place", "decision", "decided_on"]),
        (_("Who works on it"), ["lead", "deputy"]),
        (_("Numbers of other registers"), ["case_mark", "domain_number"]),
    ]
    one_lined = ("place", "case_mark", "domain_number")
    many_lined = ("decision",)

    place = forms.CharField(
        label=_("Village or group"),
        help_text=_("The name of a place or a group, never that of a person. For example: Zapłocie, 214 people."),
        max_length=120,
    )
    decision = TextField(
        label=_("Who decided, and why?"),
        help_text=_("The decision of the team takes the place of a family's agreement. No names."),
        max_length=600,
        rows=4,
    )
    decided_on = DateField(label=_("Day of the decision"), not_after=timezone.localdate)
    case_mark = forms.CharField(label=_("Case mark (znak sprawy)"), max_length=60, required=False)
    domain_number = forms.CharField(label=_("Number in the domain system"), max_length=60, required=False)


class OpeningFromConcernForm(OpeningForm):
    """Opens a case from a concern, with the reason of that decision."""

    reason = TextField(
        label=_("Why you open a case"),
        help_text=_("A sentence for your own records. The person who passed the information on doesn't see it."),
        max_length=600,
        rows=3,
    )


class NewPersonForm(Form):
    """A person of the household; more is added later."""

    first_name = forms.CharField(label=_("First name"), max_length=100, widget=forms.TextInput(attrs=NAME))
    surname = forms.CharField(label=_("Surname"), max_length=150, widget=forms.TextInput(attrs=NAME))
    birth_date = DateField(
        label=_("Date of birth"),
        help_text=_("If you know it. It tells the system who is a child."),
        not_after=timezone.localdate,
        required=False,
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=60, required=False, widget=forms.TextInput(attrs={**NAME, "type": "tel"})
    )
    safe_contact = forms.CharField(
        label=_("Safe way and hour of contact"),
        help_text=_("How and when you can reach the person without anybody else learning of it."),
        max_length=300,
        required=False,
    )


NewPersonFormSet = forms.formset_factory(NewPersonForm, extra=2, min_num=1, max_num=6, validate_min=True)
"""The first person must be there, the others may stay empty."""


class LinkForm(MakingForm):
    """Links a concern to a case by the number of the case."""

    one_lined = ("number",)
    many_lined = ("reason",)

    number = forms.CharField(
        label=_("Number of the case"),
        help_text=_("For example S/7/2026/181601. You see numbers alone; the person who leads it sees the rest."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    reason = TextField(label=_("Why it belongs to this case"), max_length=600, rows=3)
