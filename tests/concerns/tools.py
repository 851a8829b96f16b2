"""What the tests of this room share: a clock to set, rows to change, a concern to tell."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import AuditedModel, Event
from kooperacja.audit.recording import recorded
from kooperacja.concerns.models import Concern, Source, Urgency
from kooperacja.concerns.telling import Telling
from kooperacja.kernel.calendar import WARSAW
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from tests.world import Made, World

OFFICE = {day: [["07:30", "15:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}
CASTS_OWN = "S/7/2026/990101"
FACTS = "Dziecko od dwóch tygodni przychodzi głodne."


def at(text: str) -> datetime:
    """Return a moment on a Polish clock: `at("2026-11-23T09:00")`, a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


MONDAY, EVENING = at("2026-11-23T09:00"), at("2026-11-23T20:00")


def change(row: AuditedModel, **values: Any) -> Any:
    """Change a row inside a recording, in the database and in the given instance."""
    with recorded(Made.FOR_TEST, actor=SYSTEM, subject=row) as fresh:
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh.save()
    row.refresh_from_db()
    return row


def told(world: World, **changes: Any) -> Telling:
    """Return the smallest concern that can be sent, with changes."""
    fields = {"centre": world.ops, "unit": world.gmina, "urgency": Urgency.AMBER, "facts": FACTS, "source": Source.SEEN}
    return Telling(**fields | changes)


def posted(**changes: Any) -> dict[str, Any]:
    """Return what a browser posts of the smallest form, with changes."""
    fields = {
        "unit": "990101",
        "urgency": "amber",
        "way": "describe",
        "facts": FACTS,
        "source": "seen",
        "idempotency_key": str(uuid4()),
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def messages() -> list[tuple[str, str]]:
    """Return kind and recipient of every message but the cast's own, the oldest first."""
    rows = Message.objects.exclude(reference=CASTS_OWN).select_related("recipient").order_by("pk")
    return [(row.kind, row.recipient.email if row.recipient else row.mailbox) for row in rows]


def messages_to(who: Any) -> list[MessageKind]:
    """Return the kinds of messages that a person got."""
    return [MessageKind(row.kind) for row in Message.objects.filter(recipient=who.user).order_by("pk")]


def events() -> list[str]:
    """Return the names of all events but those of the cast and of migrations."""
    names = Event.objects.order_by("pk").values_list("name", flat=True)
    return [name for name in names if not name.startswith(("tests", "diagnosis.scale_entered"))]


def last() -> Concern:
    """Return the newest concern."""
    return Concern.objects.latest("pk")
