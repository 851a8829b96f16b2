"""Forms of what an institution sets for itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Form

from ..rules.own import LONGEST_TEXT, TEXTS, UTMOST, Bounds, SettingName, SettingRefusal

NUMBER = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"}


class SeenForm(Form):
    """Says how long the history was when the person began."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class OwnValueForm(SeenForm):
    """One value."""

    value = forms.CharField(max_length=LONGEST_TEXT)

    def __init__(self, *args: Any, name: SettingName, bounds: Bounds | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        field.label = str(name.label)
        if name in TEXTS:
            field.widget = forms.Textarea(attrs={"rows": 3})
            field.help_text = _("Neutral: it says nothing of a family, for a letter may be read by anybody at home.")
        elif bounds is not None:
            field.widget = forms.TextInput(attrs=NUMBER)
            field.help_text = _("From %(least)d to %(most)d.") % {"least": bounds.least, "most": bounds.most}


class BoundsForm(SeenForm):
    """The least and the most."""

    least = forms.IntegerField(label=_("At least"), min_value=1, max_value=UTMOST)
    most = forms.IntegerField(label=_("At most"), min_value=1, max_value=UTMOST)


class BackForm(SeenForm):
    """Back to the default."""


AT = {SettingRefusal.BOUNDS_CROSSED: "most", SettingRefusal.NOT_A_NUMBER: "value"}
AT |= dict.fromkeys(
    (SettingRefusal.OUT_OF_BOUNDS, SettingRefusal.TOO_LONG, SettingRefusal.EARLIEST_AFTER_LATEST), "value"
)
"""At which field a refusal is shown."""
