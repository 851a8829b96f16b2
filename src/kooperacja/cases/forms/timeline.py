"""Narrows the story of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Form

from ..actions.timeline import Asked, Kind

KINDS = [
    ("", _("everything")),
    (Kind.CONTACTS, _("contacts with the family")),
    (Kind.NOTES, _("notes")),
    (Kind.PLAN, _("plan")),
    (Kind.PEOPLE, _("family and taking part")),
    (Kind.TEAM, _("team")),
    (Kind.CASE, _("case, reviews and other events")),
]


class TimelineForm(Form):
    """A kind of entry, and whose it is. Only lead and deputy choose an institution."""

    mark_optional = False

    rodzaj = forms.ChoiceField(label=_("What to show"), choices=KINDS, required=False)
    instytucja: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Institution"), queryset=None, required=False, empty_label=_("all"), to_field_name="public_id"
    )

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if institutions is None:
            del self.fields["instytucja"]
        else:
            field: Any = self.fields["instytucja"]
            field.queryset = institutions
            field.label_from_instance = lambda institution: institution.name

    def asked(self) -> Asked:
        """Return what the person asked for; what isn't understood is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        kind, institution = chosen.get("rodzaj"), chosen.get("instytucja")
        return Asked(Kind(kind) if kind else None, institution.pk if institution else None)
