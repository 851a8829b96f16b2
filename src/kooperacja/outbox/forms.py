"""The form in which a person chooses how messages come to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Form, Radios, TimeField

from .kinds import MessageGroup
from .rules import DIGEST_HOURS, NoticeRefusal, Way, Wishes

AT_FIELD = {
    NoticeRefusal.ONE_END_MISSING: "quiet_until",
    NoticeRefusal.QUIET_ALL_DAY: "quiet_until",
    NoticeRefusal.DIGEST_IN_QUIET: "digest_hour",
}
"""Where on the form each refusal is shown."""


def _way(group: MessageGroup, help_text: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=group.label, help_text=help_text, choices=Way.choices, widget=Radios)


class NoticesForm(Form):
    """How the messages of each group come, when the summary comes, and when nothing does."""

    mark_optional = False
    sections = (
        (_("How you want to be told"), ("concerns", "cases", "reviews", "teams")),
        (_("Summary"), ("digest_hour",)),
        (_("Quiet hours"), ("quiet_from", "quiet_until", "quiet_days_off")),
    )

    version = forms.IntegerField(widget=forms.HiddenInput)
    concerns = _way(MessageGroup.CONCERNS, _("What is urgent always comes at once, also at night."))
    cases = _way(MessageGroup.CASES, "")
    reviews = _way(MessageGroup.REVIEWS, "")
    teams = _way(MessageGroup.TEAMS, "")
    digest_hour = forms.TypedChoiceField(
        label=_("Hour of the summary"),
        help_text=_("It comes on working days, and only when there is something new."),
        choices=[(hour, f"{hour}:00") for hour in DIGEST_HOURS],
        coerce=int,
    )
    quiet_from = TimeField(
        label=_("From"),
        help_text=_("What isn't urgent waits until the quiet hours end. Leave both hours empty if you want none."),
        required=False,
    )
    quiet_until = TimeField(label=_("Until"), required=False)
    quiet_days_off = forms.BooleanField(label=_("Also on Saturdays, Sundays and days off"), required=False)

    @property
    def wishes(self) -> Wishes:
        """What was chosen."""
        return Wishes(**{name: self.cleaned_data[name] for name in Wishes.__dataclass_fields__})
