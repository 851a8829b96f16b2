"""Forms of what an institution sets for itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Form

from ..rules.own import LONGEST_TEXT, TEXTS, UTMOST, Bounds, SettingName, SettingRefusal

NUMBER = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"}


WHAT_FOR: dict[SettingName, Any] = {
    SettingName.RED_HOURS: _("By the clock, also at night, and only where a telephone of somebody on duty is given."),
    SettingName.AMBER_DAYS: _("Until the end of your opening hours on that day."),
    SettingName.GREEN_DAYS: _("Until the end of your opening hours on that day."),
    SettingName.ANSWER_DAYS: _("Whoever is asked in your cases says until then whether they will do it."),
    SettingName.REVIEW_FROM: _("The day of the next review with the family is proposed within these weeks."),
    SettingName.REVIEW_TO: _("The day of the next review with the family is proposed within these weeks."),
    SettingName.CRISIS_DAYS: _("Calendar days, where help began before the workshop."),
    SettingName.FOLLOW_UP_MONTHS: _("Only families that agreed to it are asked."),
    SettingName.CONCERN_DAYS: _("Nobody opens what they say after that; the number stays in the register."),
    SettingName.CONTACT_TEXT: _("Printed on the sheet that the family takes home."),
    SettingName.LETTER_FOOT: _("Printed under letters to reporters and institutions."),
}
"""What a setting is for, said on its page."""


class SeenForm(Form):
    """Says how long the history was when the person began."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class OwnValueForm(SeenForm):
    """One value."""

    value = forms.CharField(max_length=LONGEST_TEXT)

    def __init__(self, *args: Any, name: SettingName, bounds: Bounds | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        field.label = _("Value from now on")
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
