"""Forms of standing teams."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.models import Agreement
from kooperacja.drafts.forms import OnceForm, VersionForm
from kooperacja.institutions.forms.bodies import TidyForm
from kooperacja.institutions.forms.choosing import InstitutionField
from kooperacja.institutions.models import Institution, Membership
from kooperacja.territory.forms import UnitField
from kooperacja.territory.models import Unit
from kooperacja.ui.forms import DateField, Form, Radios

from .models import PartnershipLevel
from .rules import PartnershipRefusal

LEVEL_HINTS = {
    PartnershipLevel.LOCAL.value: _("Of one gmina and its powiat."),
    PartnershipLevel.REGIONAL.value: _("Of one voivodeship."),
}
AT = {
    PartnershipRefusal.NO_NAME: "name",
    PartnershipRefusal.ALREADY_FOUNDED: "unit",
    PartnershipRefusal.LOCAL_NEEDS_GMINA: "unit",
    PartnershipRefusal.REGIONAL_NEEDS_VOIVODESHIP: "unit",
    PartnershipRefusal.NOT_FOUNDING: "agreement",
    PartnershipRefusal.BEFORE_AGREEMENT: "starts_on",
    PartnershipRefusal.ENDS_BEFORE_START: "ends_on",
    PartnershipRefusal.SITS_ALREADY: "institution",
    PartnershipRefusal.NOT_THEIR_PERSON: "membership",
    PartnershipRefusal.ANIMATOR_NEEDS_PERSON: "membership",
    PartnershipRefusal.OUTSIDE: "day",
    PartnershipRefusal.BEFORE_SEAT: "day",
}
"""At which field a refusal is shown."""


class TeamForm(TidyForm):
    """What a team is called, what founds it, and when it works."""

    name = forms.CharField(label=_("Name of the team"), max_length=200)
    agreement: "forms.ModelChoiceField[Agreement]" = forms.ModelChoiceField(
        label=_("Founding agreement"),
        help_text=_("Enter it among the agreements first, if it isn't here."),
        queryset=None,
    )
    starts_on = DateField(label=_("Works since"))
    ends_on = DateField(label=_("Works until"), help_text=_("Leave empty if it goes on."), required=False)

    def __init__(self, *args: Any, agreements: QuerySet[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement: Any = self.fields["agreement"]
        agreement.queryset = agreements

    def values(self) -> dict[str, Any]:
        """Return the fields of the team that may change."""
        return {name: self.cleaned_data[name] for name in ("name", "agreement", "starts_on", "ends_on")}


class PartnershipCreateForm(OnceForm, TeamForm):
    """A new team."""

    level = forms.ChoiceField(label=_("Level of the team"), choices=PartnershipLevel, widget=Radios(hints=LEVEL_HINTS))
    unit = UnitField(
        label=_("Gmina or voivodeship"),
        help_text=_("A name, or a TERC code if the name occurs more than once."),
    )
    field_order = ["level", "unit", "name"]

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.units = units


class PartnershipEditForm(VersionForm, TeamForm):
    """Changes a team. Its level and place never change: that would be another team."""


class PartnershipEndForm(VersionForm):
    """The last day of a team."""

    ends_on = DateField(label=_("Last day of the team"), initial=timezone.localdate)


class SeatTakeForm(OnceForm):
    """A seat for an institution: a party of the founding agreement, or another one."""

    mark_optional = False

    institution: "forms.ModelChoiceField[Institution]" = forms.ModelChoiceField(
        label=_("Institution"), queryset=None, required=False, empty_label=_("another one, named below")
    )
    other = InstitutionField(
        label=_("Another institution"),
        help_text=_("One that didn't sign the founding agreement. Its name, or a part of it that fits only one."),
        required=False,
    )
    day = DateField(label=_("Seat since"), initial=timezone.localdate)

    def __init__(
        self, *args: Any, parties: QuerySet[Institution], institutions: QuerySet[Institution], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        party: Any = self.fields["institution"]
        other: Any = self.fields["other"]
        party.queryset, other.institutions = parties, institutions

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [one for one in (cleaned.get("institution"), cleaned.get("other")) if one]
        if not chosen and "other" not in self.errors:
            self.add_error("institution", _("Choose an institution, or name another one below."))
        if len(chosen) > 1:
            self.add_error("other", _("Choose an institution or name another one, not both."))
        return {**cleaned, "sits": chosen[0] if len(chosen) == 1 else None}


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg] # its generic form exists only for type checkers
    """Somebody who works in the institution."""

    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.user.name}, {obj.function.label}"


class SeatChangeForm(VersionForm):
    """Who sits in a seat, since when, and whether they are the animator."""

    membership = PersonField(label=_("Who sits here"), queryset=None, required=False, empty_label=_("nobody named"))
    is_animator = forms.BooleanField(
        label=_("Animator of the team"),
        help_text=_("Keeps the seats of the team, acting in the function of animator."),
        required=False,
    )
    day = DateField(label=_("Since"), initial=timezone.localdate)

    def __init__(self, *args: Any, people: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["membership"]
        person.queryset = people


class SeatLeaveForm(Form):
    """The last day of a seat."""

    day = DateField(label=_("Last day of the seat"), initial=timezone.localdate)


class PartnershipFilterForm(Form):
    """Narrows the list; what can't be read narrows nothing."""

    mark_optional = False
    wojewodztwo: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label=_("Voivodeship"), queryset=None, required=False, empty_label=_("All voivodeships"), to_field_name="code"
    )
    poziom = forms.ChoiceField(
        label=_("Level of the team"), choices=[("", _("local and regional")), *PartnershipLevel.choices], required=False
    )
    zakonczone = forms.BooleanField(label=_("Show also those that have ended"), required=False)

    def __init__(self, *args: Any, voivodeships: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["wojewodztwo"]
        field.queryset = voivodeships

    def wanted(self) -> dict[str, Any]:
        """Return what `listed` takes."""
        found = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return {
            "voivodeship": found.get("wojewodztwo"),
            "level": found.get("poziom", ""),
            "with_ended": found.get("zakonczone", False),
        }
