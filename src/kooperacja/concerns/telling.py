"""What a reporter says, as it travels from a form, a command or the demonstration to the action."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from kooperacja.institutions.models import Institution
from kooperacja.territory.models import Unit

from .terms import Channel, Competence, ReporterKind, Source, Urgency

ABOUT_THE_FAMILY: Final = (
    "who",
    "address",
    "whereabouts",
    "event_place",
    "source",
    "last_seen_on",
    "children",
    "dependants",
    "visit_risks",
    "safe_contact",
    "already_done",
    "notices_sent",
    "facts",
)
"""What a call-me concern doesn't hold, whatever stood in the form."""

OF_THE_REPORTER: Final = ("reporter_name", "reporter_phone", "reporter_hours", "reporter_reference")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A concern before it is sent: what is said, and to which centre."""

    centre: Institution
    unit: Unit
    urgency: Urgency
    competence: Competence = Competence.RESIDENCE
    call_me: bool = False
    has_called: bool = False
    """The reporter says that they called where reading is not soon enough."""

    facts: str = ""
    source: Source | str = ""
    who: str = ""
    address: str = ""
    whereabouts: str = ""
    event_place: str = ""
    last_seen_on: date | None = None
    children: str = ""
    dependants: str = ""
    visit_risks: str = ""
    safe_contact: str = ""
    already_done: str = ""
    notices_sent: str = ""

    reporter_name: str = ""
    reporter_phone: str = ""
    reporter_hours: str = ""
    reporter_reference: str = ""

    def columns(self) -> dict[str, Any]:
        """Return the values of the row; of a call-me concern nothing about the family is among them."""
        said = {} if self.call_me else {name: getattr(self, name) for name in ABOUT_THE_FAMILY}
        return {
            "centre": self.centre,
            "unit": self.unit,
            "urgency": self.urgency,
            "competence": self.competence,
            "call_me": self.call_me,
            **said,
            **{name: getattr(self, name) for name in OF_THE_REPORTER},
        }


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """How something that the centre types in had reached it."""

    channel: Channel
    received_at: datetime
    reporter_kind: ReporterKind
    reporter_institution: Institution | None = None
    register_number: str = ""
