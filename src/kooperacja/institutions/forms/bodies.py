"""Forms of institutions."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kooperacja.drafts.forms import HIDDEN, OnceForm, VersionForm
from kooperacja.kernel.hours import ON_HOLIDAYS, WEEKDAYS, HoursFault, OpeningHours, OpeningHoursError
from kooperacja.kernel.text import one_line
from kooperacja.territory.forms import UnitField, UnitsField
from kooperacja.territory.models import Unit
from kooperacja.ui.forms import DateField, Form

from ..directory import in_order
from ..models import InstitutionKind
from ..rules.bodies import BodyRefusal, plain_edelivery
from ..sheets import MAX_BYTES

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
    """The hours of one day: `7:30–15:30`, several with a comma, empty when closed. The value is that text, tidy."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, widget=forms.TextInput(attrs=NARROW), **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the spans in order, as `hours_initial` writes them."""
        text = super().clean(value)
        for dash in ("-", "—", "−"):
            text = text.replace(dash, "–")
        spans = [[_clock(end) for end in part.split("–")] for part in text.split(",") if part.strip()]
        try:
            plan = OpeningHours.parse({"mon": spans})
        except OpeningHoursError as error:
            if error.fault is HoursFault.CLOSES_BEFORE_IT_OPENS:
                raise ValidationError(_("It can't close before it opens.")) from error
            if error.fault is HoursFault.OVERLAPS:
                raise ValidationError(_("These hours overlap.")) from error
            raise ValidationError(_("Write the hours like 7:30–15:30, or leave the box empty.")) from error
        return hours_initial(plan.as_json())["hours_mon"]


def _clock(text: str) -> str:
    hours, _colon, minutes = text.strip().replace(".", ":").partition(":")
    return f"{hours.zfill(2)}:{(minutes or '00').zfill(2)}"


class HoursForm(Form):
    """Opening hours, day by day."""

    hours_mon = HoursField(label=DAYS["mon"], help_text=_("For example 7:30–15:30. Leave empty if it is closed."))
    hours_tue = HoursField(label=DAYS["tue"])
    hours_wed = HoursField(label=DAYS["wed"])
    hours_thu = HoursField(label=DAYS["thu"])
    hours_fri = HoursField(label=DAYS["fri"])
    hours_sat = HoursField(label=DAYS["sat"])
    hours_sun = HoursField(label=DAYS["sun"])
    open_on_holidays = forms.BooleanField(label=_("Open on public holidays, too"), required=False)

    def opening_hours(self) -> dict[str, Any]:
        """Return the plan as the institution keeps it: the days on which it is open."""
        texts = {day: self.cleaned_data[f"hours_{day}"] for day in WEEKDAYS}
        plan: dict[str, Any] = {
            day: [part.split("–") for part in text.split(", ")] for day, text in texts.items() if text
        }
        return {**plan, ON_HOLIDAYS: True} if self.cleaned_data["open_on_holidays"] else plan


HOURS = [*(f"hours_{day}" for day in WEEKDAYS), "open_on_holidays"]


def hours_initial(plan: dict[str, Any]) -> dict[str, Any]:
    """Return the boxes of the form for a stored plan."""
    texts = {f"hours_{day}": ", ".join("–".join(span) for span in plan.get(day, [])) for day in WEEKDAYS}
    return {**texts, "open_on_holidays": plan.get(ON_HOLIDAYS, False)}


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


def _shares_counts() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("The regional centre sees how many cases are late"),
        help_text=_("Numbers alone, and none from 1 to 5. Only for welfare centres; you may take it back at any time."),
        required=False,
    )


def offer_kinds(field: Any, kinds: QuerySet[InstitutionKind]) -> None:
    """Let a select offer these kinds, sector by sector."""
    field.queryset = kinds
    by_sector = groupby(sorted(kinds, key=in_order), key=lambda kind: kind.sector.label)
    groups = [(sector, [(kind.pk, kind.label) for kind in group]) for sector, group in by_sector]
    field.choices = [("", field.empty_label), *groups]


class TidyForm(Form):
    """A form whose texts come out composed, on one line, without what can't be seen."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {name: one_line(value) if isinstance(value, str) else value for name, value in cleaned.items()}


def _values(form: HoursForm, *others: str) -> dict[str, Any]:
    """Return the attributes of an institution out of a valid form."""
    apart = {*HIDDEN, *HOURS, *others}
    own = {name: value for name, value in form.cleaned_data.items() if name not in apart}
    return {**own, "opening_hours": form.opening_hours()}


class InstitutionForm(OnceForm, VersionForm, TidyForm, HoursForm):
    """Everything that operators keep of an institution."""

    sections = [
        (_("Contact"), ["address", "phone", "official_mailbox", "edelivery_address"]),
        (_("Opening hours"), HOURS),
        (_("Duties and readiness"), ["notices_by", "duty_phone", "crisis_phone", "head_releases_concerns"]),
        (_("Dates"), ["starts_on", "ends_on"]),
    ]

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
        label=_("Address for e-Doręczenia"),
        max_length=60,
        required=False,
        help_text=_("For example AE:PL-12345-67890-ABCDE-12"),
    )
    notices_by = _notices_by()
    duty_phone = _duty_phone()
    crisis_phone = _crisis_phone()
    head_releases_concerns = _head_releases()
    starts_on = DateField(label=_("Works since"))
    ends_on = DateField(
        label=_("Works until"),
        help_text=_("After this day nobody can work here for this institution. Leave empty if it goes on."),
        required=False,
    )

    def __init__(self, *args: Any, kinds: QuerySet[InstitutionKind], units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_kinds(self.fields["kind"], kinds)
        for name in ("seat", "areas"):
            field: Any = self.fields[name]
            field.units = units

    def clean_edelivery_address(self) -> str:
        """Take the address as people paste it."""
        return plain_edelivery(self.cleaned_data["edelivery_address"])

    def values(self) -> dict[str, Any]:
        """Return the fields of the institution."""
        return _values(self, "areas", "areas_from")


class InstitutionEditForm(InstitutionForm):
    """The same for an institution that is there, with the day from which another area of work holds."""

    areas_from = DateField(
        label=_("The area of work holds from"),
        help_text=_("Only if the area changes on another day than today. Where it worked before stays on record."),
        required=False,
    )
    field_order = ["name", "kind", "seat", "areas", "areas_from"]


AT = {
    BodyRefusal.NO_NAME: "name",
    BodyRefusal.NO_AREA: "areas",
    BodyRefusal.ENDS_BEFORE_IT_STARTS: "ends_on",
    BodyRefusal.AREA_BEFORE_IT_STARTS: "areas_from",
    BodyRefusal.NOT_AN_EDELIVERY_ADDRESS: "edelivery_address",
    BodyRefusal.ALREADY_ENTERED: "name",
}
"""At which field a refusal is shown."""


class OwnInstitutionForm(VersionForm, TidyForm, HoursForm):
    """What an administrator keeps of the own institution."""

    sections = [
        (_("Opening hours"), HOURS),
        (
            _("Duties and readiness"),
            ["notices_by", "duty_phone", "crisis_phone", "head_releases_concerns", "shares_counts"],
        ),
    ]

    phone = _phone(_("Telephone"))
    notices_by = _notices_by()
    duty_phone = _duty_phone()
    crisis_phone = _crisis_phone()
    head_releases_concerns = _head_releases()
    shares_counts = _shares_counts()

    def values(self) -> dict[str, Any]:
        """Return the fields of the institution."""
        return _values(self)


class InstitutionFilterForm(Form):
    """Narrows the list of institutions; what can't be read narrows nothing."""

    mark_optional = False
    nazwa = forms.CharField(label=_("Name"), max_length=100, required=False)
    rodzaj: "forms.ModelChoiceField[InstitutionKind]" = forms.ModelChoiceField(
        label=_("Kind"), queryset=None, required=False, empty_label=_("All kinds")
    )
    wojewodztwo: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label=_("Voivodeship"), queryset=None, required=False, empty_label=_("All voivodeships"), to_field_name="code"
    )
    zakonczone = forms.BooleanField(label=_("Show also those that have ended"), required=False)

    def __init__(
        self, *args: Any, kinds: QuerySet[InstitutionKind], voivodeships: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_kinds(self.fields["rodzaj"], kinds)
        field: Any = self.fields["wojewodztwo"]
        field.queryset = voivodeships


class InstitutionFileForm(Form):
    """A file of institutions, to see what would happen."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8 or XLSX, up to 5 MB and 5,000 rows. Its first row names the columns."),
    )

    def clean_file(self) -> Any:
        """Refuse a large file before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 1_000_000})
        return file


class InstitutionRowsForm(OnceForm):
    """What was read from the file, held in the page between looking and importing."""

    rows = forms.CharField(widget=forms.HiddenInput, strip=False)
