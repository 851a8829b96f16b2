"""Forms of agreements."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.drafts.forms import OnceForm, VersionForm
from kooperacja.institutions.forms.bodies import TidyForm
from kooperacja.institutions.forms.choosing import InstitutionField, InstitutionsField
from kooperacja.institutions.models import Institution
from kooperacja.ui.forms import DateField, Form, Radios

from .models import AgreementKind
from .rules import AgreementRefusal

KIND_HINTS = {
    AgreementKind.COOPERATION.value: _("Institutions agree to work together; a team (PZK or WZK) may stand on it."),
    AgreementKind.DATA_SHARING.value: _("Who may pass which data to whom. Without it no partner joins a case."),
    AgreementKind.PROCESSING.value: _("An institution entrusts its data to the host of this installation."),
    AgreementKind.COVER.value: _("A worker of one centre acts in the cases of another while nobody is there."),
}
AT = {
    AgreementRefusal.NO_TITLE: "title",
    AgreementRefusal.SIGNED_IN_FUTURE: "signed_on",
    AgreementRefusal.ENDS_BEFORE_START: "ends_on",
    AgreementRefusal.TOO_FEW_PARTIES: "parties",
    AgreementRefusal.IS_PARTY: "institution",
    AgreementRefusal.OUTSIDE: "day",
    AgreementRefusal.LEAVES_BEFORE_IT_JOINED: "day",
    AgreementRefusal.COVERS_NO_PARTY: "covering",
    AgreementRefusal.SCAN_TOO_LARGE: "file",
    AgreementRefusal.SCAN_OF_OTHER_KIND: "file",
}
"""At which field a refusal is shown."""


class PapersForm(TidyForm):
    """What an agreement says of itself."""

    title = forms.CharField(
        label=_("Title of the agreement"), help_text=_("As it stands on the paper, with its number."), max_length=200
    )
    signed_on = DateField(label=_("Signed on"))
    starts_on = DateField(label=_("In force since"))
    ends_on = DateField(
        label=_("In force until"), help_text=_("Leave empty if it was made for an indefinite time."), required=False
    )

    def papers(self) -> dict[str, Any]:
        """Return the fields of the agreement."""
        return {name: self.cleaned_data[name] for name in ("title", "signed_on", "starts_on", "ends_on")}


class AgreementCreateForm(OnceForm, PapersForm):
    """A signed agreement with its parties."""

    kind = forms.ChoiceField(label=_("What it is for"), choices=AgreementKind, widget=Radios(hints=KIND_HINTS))
    covering = InstitutionsField(
        label=_("Who covers the others"),
        help_text=_("Only for an agreement on cover. Leave it empty if each of them covers the others."),
        required=False,
    )
    parties = InstitutionsField(
        label=_("Parties"),
        help_text=_("Institutions that signed it, one in a line. A part of the name is enough if it fits only one."),
    )
    field_order = ["kind", "title", "parties", "covering"]

    def __init__(self, *args: Any, institutions: QuerySet[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["parties"].institutions = fields["covering"].institutions = institutions


class AgreementEditForm(VersionForm, PapersForm):
    """Corrects title and dates. What it is for never changes: that would be another agreement."""


class AgreementEndForm(VersionForm):
    """The last day of an agreement."""

    ends_on = DateField(label=_("Last day in force"), initial=timezone.localdate)


class PartyJoinForm(OnceForm):
    """An institution that signed later."""

    institution = InstitutionField(label=_("Institution"), help_text=_("Its name, or a part of it that fits only one."))
    day = DateField(label=_("Party since"), initial=timezone.localdate)
    covers = forms.BooleanField(label=_("Its workers cover the others"), required=False)

    def __init__(self, *args: Any, institutions: QuerySet[Institution], of_cover: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        institution: Any = self.fields["institution"]
        institution.institutions = institutions
        if not of_cover:
            del self.fields["covers"]


class PartyLeaveForm(Form):
    """The last day on which an institution is a party."""

    day = DateField(label=_("Last day as a party"), initial=timezone.localdate)


class ScanForm(OnceForm):
    """A scan of the signed paper."""

    file = forms.FileField(label=_("Scan"), help_text=_("PDF, PNG or JPEG, up to 20 MB."), allow_empty_file=True)


class AgreementFilterForm(Form):
    """Narrows the list; what can't be read narrows nothing."""

    mark_optional = False
    tytul = forms.CharField(label=_("Title or party"), max_length=100, required=False)
    rodzaj = forms.ChoiceField(
        label=_("What it is for"), choices=[("", _("every kind")), *AgreementKind.choices], required=False
    )
    zakonczone = forms.BooleanField(label=_("Show also those no longer in force"), required=False)

    def wanted(self, today: date) -> dict[str, Any]:
        """Return what `listed` takes."""
        found = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return {
            "text": found.get("tytul", ""),
            "kind": found.get("rodzaj", ""),
            "on": None if found.get("zakonczone") else today,
        }
