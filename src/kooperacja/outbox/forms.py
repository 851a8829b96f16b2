"""The form in which a person chooses how messages come to them."""

from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Checkboxes, Form, Radios, TimeField

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


CHOSEN = [group for group in MessageGroup if group != MessageGroup.SECURITY]
"""The groups that a person chooses about."""


class NoticesForm(Form):
    """How the messages of each group come, of which devices tell, when the summary comes, and when nothing does."""

    mark_optional = False
    sections = (
        (_("How you want to be told"), ("concerns", "cases", "reviews", "teams")),
        (_("Your devices"), ("push",)),
        (_("Summary"), ("digest_hour",)),
        (_("Quiet hours"), ("quiet_from", "quiet_until", "quiet_days_off")),
    )

    version = forms.IntegerField(widget=forms.HiddenInput)
    concerns = _way(MessageGroup.CONCERNS, _("An e-mail about what is urgent always comes at once, also at night."))
    cases = _way(MessageGroup.CASES, "")
    reviews = _way(MessageGroup.REVIEWS, "")
    teams = _way(MessageGroup.TEAMS, "")
    push = forms.MultipleChoiceField(
        label=_("Of what they tell"),
        help_text=_(
            "Where you switched notifications on; that is done below. In quiet hours they tell of nothing, not even of "
            "what is urgent."
        ),
        choices=[(group.value, group.label) for group in CHOSEN],
        widget=Checkboxes,
        required=False,
    )
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.PUSH_HOSTS:
            del self.fields["push"]

    @classmethod
    def showing(cls, wishes: Wishes, *, version: int) -> "NoticesForm":
        """Return the form with what was chosen before."""
        told = [group.value for group in CHOSEN if getattr(wishes, f"push_{group.value}")]
        return cls(initial={**asdict(wishes), "push": told, "version": version})

    def wishes_after(self, before: Wishes) -> Wishes:
        """What was chosen; what isn't asked stays as it was."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "push"}}
        if (told := self.cleaned_data.get("push")) is not None:
            chosen |= {f"push_{group.value}": group.value in told for group in CHOSEN}
        return replace(before, **chosen)
