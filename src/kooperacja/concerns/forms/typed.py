"""The form in which a centre writes down what reached it by telephone, letter or at the door."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.institutions.models import Institution
from kooperacja.kernel.calendar import WARSAW
from kooperacja.ui.forms import DateField, Radios, TimeField

from ..querysets import institutions_found
from ..rules import ArrivalRefusal, arrival_refusals
from ..telling import Arrival
from ..terms import Channel, ReporterKind, Source, Urgency
from .fields import LineField
from .told import CALL, DESCRIBE, TellingForm

SOURCES: Final = [
    (Source.SEEN, _("They saw it")),
    (Source.TOLD, _("They were told")),
    (Source.HEARD, _("They heard of it")),
]

FIELD_OF: Final = {
    ArrivalRefusal.IN_FUTURE: "received_on",
    ArrivalRefusal.LONG_AGO: "received_on",
    ArrivalRefusal.PRIVATE_IN_INSTITUTION: "reporter_kind",
}


class TypeInForm(TellingForm):
    """A concern as the centre heard it, with how and when it came. The addressee is the centre itself."""

    asks_centre = False
    unit_label = _("In which gmina does the person live?")
    unit_help = _("If another centre is competent, you forward it in the next step.")

    urgency = forms.ChoiceField(
        label=_("How urgent is it?"),
        choices=Urgency.choices,
        widget=Radios(),
        error_messages={"required": _("Choose how urgent it is.")},
    )
    way = forms.ChoiceField(
        label=_("What was said"),
        choices=[(DESCRIBE, _("I write it down")), (CALL, _("They ask for a call and say nothing about the family"))],
        initial=DESCRIBE,
        widget=Radios(reveals={DESCRIBE: ("facts", "source")}),
    )
    source = forms.ChoiceField(label=_("How do they know?"), choices=SOURCES, required=False, widget=Radios())
    reporter_phone = LineField(
        label=_("Their telephone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    reporter_hours = LineField(label=_("When can they be called?"), max_length=100, required=False)
    reporter_reference = LineField(label=_("Number in their register"), max_length=60, required=False)
    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=Channel.choices,
        widget=Radios(),
        error_messages={"required": _("Choose how it came.")},
    )
    received_on = DateField(
        label=_("Day received"),
        not_after=timezone.localdate,
        error_messages={"required": _("Give the day on which it reached you.")},
    )
    received_at = TimeField(
        label=_("Hour received"), error_messages={"required": _("Give the hour at which it reached you.")}
    )
    reporter_kind = forms.ChoiceField(
        label=_("Who reports?"),
        choices=ReporterKind.choices,
        widget=Radios(reveals={ReporterKind.INSTITUTION: ("institution", "institution_search")}),
        error_messages={"required": _("Choose who reports.")},
    )
    institution_search = LineField(
        label=_("Name of the institution"),
        help_text=_("If it is in the system, its official mailbox gets the answer. Otherwise print the letter."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reporter_name = LineField(label=_("Name of who reports"), max_length=150, required=False)
    register_number = LineField(
        label=_("Number in your register"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, centre: Institution, **kwargs: Any) -> None:
        self.centre = centre
        super().__init__(*args, **kwargs)
        self.centre_row = centre
        here = timezone.localtime(self.now)
        self.initial.setdefault("received_on", here.date())
        self.initial.setdefault("received_at", here.time().replace(second=0, microsecond=0))
        text = self._posted("institution_search")
        self.institutions = institutions_found(centre.seat, text, today=self.today) if text else []
        self.fields["institution"] = forms.ChoiceField(
            label=_("Which institution?"),
            required=False,
            choices=[(str(row.public_id), row.name) for row in self.institutions],
            widget=Radios() if len(self.institutions) > 1 else forms.HiddenInput(),
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        self.institution_row = self._institution(cleaned)
        received = self.received(cleaned)
        kind = cleaned.get("reporter_kind")
        if received is not None and kind:
            found = arrival_refusals(
                received_at=received,
                now=self.now,
                kind=ReporterKind(kind),
                names_institution=self.institution_row is not None,
            )
            for refusal in sorted(found, key=list(FIELD_OF).index):
                self.add_error(FIELD_OF[refusal], refusal.label)
        return cleaned

    @staticmethod
    def received(cleaned: dict[str, Any]) -> datetime | None:
        """Return the moment at which it reached the centre, in Polish time."""
        day, hour = cleaned.get("received_on"), cleaned.get("received_at")
        return datetime.combine(day, hour, WARSAW) if day and hour is not None else None

    def _institution(self, cleaned: dict[str, Any]) -> Institution | None:
        text = cleaned.get("institution_search")
        if not text or cleaned.get("reporter_kind") != ReporterKind.INSTITUTION:
            return None
        if len(self.institutions) == 1:
            return self.institutions[0]
        chosen = next((row for row in self.institutions if str(row.public_id) == cleaned.get("institution")), None)
        if chosen is None and self.institutions:
            self.add_error("institution", _("Choose the institution from the list."))
        elif chosen is None:
            self.add_error(
                "institution_search",
                _("We don't know this institution. Leave this empty and write it into the name below."),
            )
        return chosen

    def arrival(self) -> Arrival:
        """Return how it came, once the form is valid."""
        received = self.received(self.cleaned_data)
        if received is None:
            raise ValueError("an invalid form tells nothing")
        return Arrival(
            channel=Channel(self.cleaned_data["channel"]),
            received_at=received,
            reporter_kind=ReporterKind(self.cleaned_data["reporter_kind"]),
            reporter_institution=self.institution_row,
            register_number=self.cleaned_data["register_number"],
        )
