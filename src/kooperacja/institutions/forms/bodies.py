"""Forms of institutions and of the vocabulary."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kooperacja.drafts.forms import HIDDEN, OnceForm, VersionForm
from kooperacja.kernel.hours import WEEKDAYS, OpeningHours, OpeningHoursError
from kooperacja.territory.forms import UnitField, UnitsField
from kooperacja.territory.models import Unit
from kooperacja.ui.forms import DateField, Form

from ..models import InstitutionKind

DAYS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
NARROW = {"class": "govuk-input--width-10"}
PHONE = {"type": "tel", "autocomplete": "off", "class": "govuk-input--width-20"}


class HoursField(forms.CharField):
    """The hours of one day: `7:30–15:30`, several with a comma, empty when closed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, widget=forms.TextInput(attrs=NARROW), **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the spans as `kernel.hours` keeps them: `[["07:30", "15:30"]]`."""
        text = super().clean(value).replace("-", "–").replace("—", "–")
        spans = [[_clock(end) for end in part.split("–")] for part in text.split(",") if part.strip()]
        try:
            OpeningHours.parse({"mon": spans})
        except OpeningHoursError as error:
            raise ValidationError(_("Write the hours like 7:30–15:30, or leave the box empty.")) from error
        return spans


def _clock(text: str) -> str:
    hours, _colon, minutes = text.strip().replace(".", ":").partition(":")
    return f"{hours.zfill(2)}:{(minutes or '00').zfill(2)}"


class HoursForm(Form):
    """Opening hours, day by day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in WEEKDAYS:
            hint = _("For example 7:30–15:30. Leave empty if it is closed.") if day == "mon" else ""
            self.fields[f"hours_{day}"] = HoursField(label=DAYS[day], help_text=hint)

    def opening_hours(self) -> dict[str, Any]:
        """Return the plan as the institution keeps it."""
        return {day: self.cleaned_data[f"hours_{day}"] for day in WEEKDAYS if self.cleaned_data[f"hours_{day}"]}


def hours_initial(plan: dict[str, Any]) -> dict[str, str]:
    """Return the boxes of the form for a stored plan."""
    return {f"hours_{day}": ", ".join("–".join(span) for span in plan.get(day, [])) for day in WEEKDAYS}


def _phone(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs=PHONE)
    return forms.CharField(label=label, help_text=help_text, max_length=40, required=False, widget=widget)


def _duty_phone() -> forms.CharField:
    return _phone(
        _("Telephone of the person on duty outside opening hours"),
        _("Without it, concerns marked red are not offered outside opening hours."),
    )


def _crisis_phone() -> forms.CharField:
    return _phone(_("Telephone of the 24-hour crisis centre"))


def _notices_by() -> forms.CharField:
    return forms.CharField(label=_("Responsible for notices to court and prosecutor"), max_length=150, required=False)


def _head_releases() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("The head releases concerns before they are sent"),
        help_text=_("Urgent concerns never wait for that."),
        required=False,
    )


def _without_hours(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not name.startswith("hours_")}


class InstitutionForm(OnceForm, VersionForm, HoursForm):
    """Everything that operators keep of an institution."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind: "forms.ModelChoiceField[InstitutionKind]" = forms.ModelChoiceField(label=_("Kind"), queryset=None)
    seat = UnitField(
        label=_("Gmina, powiat or voivodeship of the seat"),
        help_text=_("A name, or a TERC code if the name occurs more than once."),
    )
    areas = UnitsField(
        label=_("Area of work"),
        help_text=_("Gminas, powiats or a voivodeship, with commas. A centre of social services may serve several."),
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    phone = _phone(_("Telephone"))
    official_mailbox = forms.EmailField(
        label=_("Official mailbox"),
        help_text=_("Codes for people without an account are sent here."),
        max_length=254,
        required=False,
    )
    edelivery_address = forms.CharField(
        label=_("e-Doręczenia address"),
        max_length=40,
        required=False,
        help_text=_("For example AE:PL-12345-67890-ABCDE-12"),
    )
    notices_by = _notices_by()
    duty_phone = _duty_phone()
    crisis_phone = _crisis_phone()
    head_releases_concerns = _head_releases()
    starts_on = DateField(label=_("Works since"))
    ends_on = DateField(label=_("Works until"), required=False)

    def __init__(self, *args: Any, kinds: QuerySet[InstitutionKind], units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.queryset = kinds
        for name in ("seat", "areas"):
            field: Any = self.fields[name]
            field.units = units

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It can't end before it starts."))
        if "areas" in cleaned and not cleaned["areas"]:
            self.add_error("areas", _("Name at least one unit in which it works."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of the institution."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in {"areas", *HIDDEN}}
        return {**_without_hours(own), "opening_hours": self.opening_hours()}


class OwnInstitutionForm(VersionForm, HoursForm):
    """What an administrator keeps of the own institution."""

    phone = _phone(_("Telephone"))
    notices_by = _notices_by()
    duty_phone = _duty_phone()
    crisis_phone = _crisis_phone()
    head_releases_concerns = _head_releases()

    def values(self) -> dict[str, Any]:
        """Return the fields of the institution."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in HIDDEN}
        return {**_without_hours(own), "opening_hours": self.opening_hours()}


class InstitutionFilterForm(Form):
    """Narrows the list of institutions."""

    mark_optional = False
    nazwa = forms.CharField(label=_("Name"), max_length=100, required=False)
    rodzaj: "forms.ModelChoiceField[InstitutionKind]" = forms.ModelChoiceField(
        label=_("Kind"), queryset=None, required=False, empty_label=_("All kinds")
    )

    def __init__(self, *args: Any, kinds: QuerySet[InstitutionKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["rodzaj"]
        kind.queryset = kinds


class InstitutionFileForm(Form):
    """A file of institutions."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8 or XLSX, up to 5 MB and 5,000 rows. Its first row names the columns."),
    )
