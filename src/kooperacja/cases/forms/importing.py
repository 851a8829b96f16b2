"""Forms by which several persons are added at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Textarea

from ..person_rows import MAX_PEOPLE
from .common import MakingForm, TidyForm

MAX_BYTES = 1_000_000
MAX_PASTED = 100_000


class PeopleForm(TidyForm):
    """Rows from a spreadsheet: pasted, or in a file."""

    mark_optional = False

    pasted = forms.CharField(
        label=_("Rows from a spreadsheet"),
        help_text=_("Copy them there and paste them here. Up to 30 people."),
        required=False,
        strip=False,
        widget=Textarea(attrs={"autocomplete": "off", "spellcheck": "false"}, rows=8),
    )
    file = forms.FileField(label=_("Or a file"), help_text=_("CSV or XLSX, up to 1 MB."), required=False)
    lives_there = forms.BooleanField(label=_("They live with the family"), required=False, initial=True)

    def clean_pasted(self) -> str:
        """Refuse what no thirty rows are."""
        text = str(self.cleaned_data["pasted"])
        if len(text) > MAX_PASTED:
            raise ValidationError(_("That is too much text for %(rows)d people.") % {"rows": MAX_PEOPLE})
        return text

    def clean_file(self) -> Any:
        """Refuse a large file before it is read into memory."""
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 1_000_000})
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        cleaned = super().clean()
        if not self.errors and not cleaned["file"] and not cleaned["pasted"].strip():
            self.add_error("pasted", _("Paste rows here, or choose a file."))
        return cleaned

    def content(self) -> bytes:
        """Return what was given; a file goes before pasted text."""
        data = self.cleaned_data
        return bytes(data["file"].read()) if data["file"] else str(data["pasted"]).encode(errors="replace")


class PeopleRowsForm(MakingForm):
    """What was read, held in the page between looking and adding."""

    rows = forms.CharField(widget=forms.HiddenInput, strip=False)
    lives_there = forms.BooleanField(widget=forms.HiddenInput, required=False)
