"""Forms of the vocabulary."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Duty
from kooperacja.drafts.forms import OnceForm, VersionForm
from kooperacja.ui.forms import Checkboxes, Radios

from ..directory import in_order
from ..models import DutyProfile, Sector


class TermForm(OnceForm, VersionForm):
    """A word of the vocabulary."""

    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Lower-case letters and underscores. It never changes.")
    )
    name = forms.CharField(label=_("Name in Polish"), max_length=150)
    name_en = forms.CharField(label=_("Name in English"), max_length=150)
    in_use = forms.BooleanField(label=_("In use"), required=False, initial=True)


class KindForm(TermForm):
    """A kind of institution."""

    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=20, required=False)
    sector: "forms.ModelChoiceField[Sector]" = forms.ModelChoiceField(label=_("Sector"), queryset=None)
    receives_concerns = forms.BooleanField(
        label=_("Receives concerns of residents"), help_text=_("Welfare centres: OPS and CUS."), required=False
    )
    duty_profile = forms.ChoiceField(label=_("Whose duties its people have"), choices=DutyProfile, widget=Radios())

    def __init__(self, *args: Any, sectors: QuerySet[Sector], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sector: Any = self.fields["sector"]
        sector.queryset = sectors
        listed = sorted(sectors, key=in_order)
        sector.choices = [("", sector.empty_label), *((row.pk, row.label) for row in listed)]


DUTIES = [
    (Duty.HEAD.value, _("Head: appoints who leads a case, sees numbers and deadlines")),
    (Duty.INTAKE.value, _("Intake: reads and answers what reaches the welfare centre")),
    (Duty.CASEWORK.value, _("Casework: opens and leads cases")),
    (Duty.ADMINISTRATION.value, _("Administration: manages the institution's people")),
    (Duty.ANIMATION.value, _("Animation: convenes the local team")),
    (Duty.REGION.value, _("Region: works for the regional team")),
    (Duty.DATA_PROTECTION.value, _("Data protection: sees who of the institution read what")),
]


class FunctionForm(TermForm):
    """A function of people."""

    duties = forms.MultipleChoiceField(
        label=_("What it brings with it in this system"), choices=DUTIES, widget=Checkboxes(), required=False
    )


class BackForm(VersionForm):
    """Brings a word back to its default."""


def in_words(form: TermForm, name: str, value: Any) -> str:
    """Return a value of a field as people read it, also one that the log keeps; a choice that is gone as it stands."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(in_words(form, name, one) for one in value)
    key = str(value.pk) if isinstance(value, Model) else "" if value is None else str(value)
    choices = {str(one): str(label) for one, label in getattr(form.fields[name], "choices", ()) if one != ""}
    return choices.get(key, key)
