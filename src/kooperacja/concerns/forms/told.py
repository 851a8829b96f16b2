"""The form in which a concern is told, common to all doors."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kooperacja.institutions.actions.own import default_of
from kooperacja.institutions.rules.own import SettingName
from kooperacja.ui.forms import DateField, Form, Radios

from ..rules import Refusal, refusals
from ..telling import Telling
from ..terms import FACTS_MAX, Competence, Source, Urgency
from ..words import ALL_STARTS
from .fields import LineField, LinesField
from .place import PlaceForm

DESCRIBE, CALL = "describe", "call"

URGENCIES: Final = [
    (Urgency.RED, _("Somebody is in danger today")),
    (Urgency.AMBER, _("It can't wait a week")),
    (Urgency.GREEN, _("It should be looked into")),
]

FIELD_OF: Final[Mapping[Refusal, str]] = {
    Refusal.NO_FACTS: "facts",
    Refusal.FACTS_TOO_LONG: "facts",
    Refusal.NO_SOURCE: "source",
    Refusal.NO_PHONE: "reporter_phone",
    Refusal.NOT_THEIR_GMINA: "unit",
    Refusal.STAY_NOT_URGENT: "competence",
    Refusal.SEEN_IN_FUTURE: "last_seen_on",
}
"""Where the page says it. What is not here belongs to the page before sending."""

OPTIONAL: Final = (
    *("who", "address", "whereabouts", "event_place", "competence", "last_seen_on", "children", "dependants"),
    *("visit_risks", "safe_contact", "already_done", "notices_sent", "reporter_reference"),
)


def _facts_help() -> SafeString:
    return format_html(
        "<p><strong>{}</strong> {}</p><p><strong>{}</strong> {}</p>",
        gettext("Write:"),
        gettext("what can be seen or heard, since when, how often, what you have done. Not an opinion or a diagnosis."),
        gettext("Leave out:"),
        gettext(
            "labels, diagnoses, convictions, the Niebieska Karta, other people's PESEL, a child's words, opinions."
        ),
    )


facts_help = lazy(_facts_help, SafeString)


def _red_hint() -> str:
    hours = int(default_of(SettingName.RED_HOURS))
    return ngettext(
        "Call 112 first. The centre usually decides within %(number)d hour, if somebody is on duty there.",
        "Call 112 first. The centre usually decides within %(number)d hours, if somebody is on duty there.",
        hours,
    ) % {"number": hours}


def _days_hint(name: SettingName) -> str:
    days = int(default_of(name))
    return ngettext(
        "The centre usually decides within %(number)d working day.",
        "The centre usually decides within %(number)d working days.",
        days,
    ) % {"number": days}


red_hint, days_hint = lazy(_red_hint, str), lazy(_days_hint, str)
"""How long a centre usually has: which one it is, the form doesn't know yet. The page before sending gives the day."""


def _line(label: Any, max_length: int, help_text: Any = "", **attrs: str) -> LineField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return LineField(label=label, max_length=max_length, help_text=help_text, required=False, widget=widget)


class TellingForm(PlaceForm):
    """What a concern must hold, what it may hold, and the check of both by `rules.refusals`."""

    urgency = forms.ChoiceField(
        label=_("How urgent is it?"),
        choices=URGENCIES,
        widget=Radios(
            hints={
                Urgency.RED: red_hint(),
                Urgency.AMBER: days_hint(SettingName.AMBER_DAYS),
                Urgency.GREEN: days_hint(SettingName.GREEN_DAYS),
            }
        ),
        error_messages={"required": _("Choose how urgent it is.")},
    )
    way = forms.ChoiceField(
        label=_("How do you want to pass it on?"),
        choices=[(DESCRIBE, _("I describe it now")), (CALL, _("Please call me, I write nothing about the family"))],
        initial=DESCRIBE,
        widget=Radios(reveals={DESCRIBE: ("facts", "source")}),
        error_messages={"required": _("Choose how you want to pass it on.")},
    )
    facts = LinesField(
        label=_("What can be seen"),
        help_text=facts_help(),
        max_length=FACTS_MAX,
        rows=6,
        required=False,
        warn_words=ALL_STARTS,
        warn_text=_("Check these words, they don't belong here: %{words}. Describe what you saw instead."),
        error_messages={"max_length": Refusal.FACTS_TOO_LONG.label},
    )
    source = forms.ChoiceField(
        label=_("How do you know about it?"), choices=Source.choices, required=False, widget=Radios()
    )
    violence = forms.BooleanField(label=_("I suspect violence at home"), required=False)
    reporter_phone = LineField(
        label=_("Your telephone"),
        help_text=_("Needed if you ask for a call; otherwise it helps."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}),
    )
    reporter_hours = _line(_("When can we call?"), 100, _("For example: until 15:00, or after lessons."))

    who = _line(_("Who it is about, as far as you know"), 300, _("First name, surname, age. No PESEL."))
    address = _line(_("Where the person lives"), 300)
    whereabouts = _line(_("Where the person is now"), 300, _("If elsewhere than at home."))
    event_place = _line(_("Where it happened"), 300, _("If elsewhere than where the person lives."))
    competence = forms.ChoiceField(
        label=_("Why this gmina?"),
        choices=[
            (Competence.RESIDENCE, _("The person lives there")),
            (Competence.LAST_REGISTRATION, _("The person is homeless and was last registered there")),
            (Competence.STAY, _("It is urgent and the person is there now")),
        ],
        initial=Competence.RESIDENCE,
        required=False,
        widget=Radios(),
    )
    last_seen_on = DateField(label=_("Last seen on"), required=False, not_after=timezone.localdate)
    children = _line(_("Children and their ages"), 200)
    dependants = _line(_("Who can't cope alone"), 200, _("For example: a frail person, a baby."))
    visit_risks = _line(_("Risks for a visit"), 200, _("Dog, weapon, aggression."))
    safe_contact = _line(_("Safe way and hour of contact"), 200, _("How to speak with the person without harm."))
    already_done = _line(_("What you have already done"), 300)
    notices_sent = _line(_("Notices sent"), 300, _("To whom and when; not what they say."))
    reporter_reference = _line(_("Number in your own register"), 60)

    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        self.now = now
        super().__init__(*args, today=timezone.localdate(now), **kwargs)
        self.initial.setdefault("idempotency_key", str(uuid4()))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        found = refusals(
            urgency=Urgency(cleaned.get("urgency") or Urgency.AMBER),
            competence=Competence(cleaned.get("competence") or Competence.RESIDENCE),
            call_me=cleaned.get("way") == CALL,
            facts=cleaned.get("facts", ""),
            source=cleaned.get("source", ""),
            phone=cleaned.get("reporter_phone", ""),
            last_seen_on=cleaned.get("last_seen_on"),
            is_their_gmina=True,
            must_call=False,
            has_called=False,
            today=self.today,
        )
        for refusal in sorted(found, key=list(FIELD_OF).index):
            if not self.has_error(field := FIELD_OF[refusal]):
                self.add_error(field, refusal.label)
        return cleaned

    def telling(self, *, has_called: bool = False) -> Telling:
        """Return what was told, once the form is valid."""
        unit, centre = self.unit_row, self.centre_row
        if unit is None or centre is None:
            raise ValueError("an invalid form tells nothing")
        said = {name: value for name, value in self.cleaned_data.items() if name in Telling.__dataclass_fields__}
        return Telling(
            **said
            | {
                "unit": unit,
                "centre": centre,
                "urgency": Urgency(self.cleaned_data["urgency"]),
                "competence": Competence(self.cleaned_data["competence"] or Competence.RESIDENCE),
                "call_me": self.cleaned_data["way"] == CALL,
                "has_called": has_called,
            },
        )

    @property
    def optional_fields(self) -> list[forms.BoundField]:
        """What may be added; behind a line, so that the form stays short."""
        return [self[name] for name in OPTIONAL if name in self.fields]

    @property
    def optional_open(self) -> bool:
        """Whether something of it was filled in, or is wrong."""
        return any(field.errors or (field.value() and field.name != "competence") for field in self.optional_fields)

    @property
    def says_something(self) -> list[str]:
        """All that was written, for the check of words."""
        names = ("facts", *OPTIONAL)
        return [value for name in names if isinstance(value := self.cleaned_data.get(name), str)]


class DoorForm(TellingForm):
    """Without an account the reporter says who speaks."""

    reporter_name = LineField(
        label=_("Your name and function"),
        max_length=150,
        help_text=_("So that the centre knows whom to ask for."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Give your name and function.")},
    )


class ConfirmForm(Form):
    """The last step before sending."""

    has_called = forms.BooleanField(label=_("I have called"), error_messages={"required": Refusal.NOT_CALLED.label})

    def __init__(self, *args: Any, must_call: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not must_call:
            del self.fields["has_called"]
