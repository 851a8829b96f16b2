"""What waits at the inbox, and before something is sent."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.concerns.policies import CONCERNS, RELEASES, TO_INFORM
from kooperacja.concerns.states import LIVE

from . import More, Source, Thing, each

WEEKS_BEFORE: Final = timedelta(days=21)
"""So old is a concern whose month is nearly over."""


def inbox(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Concerns that nobody has decided on; the clock is that of their colour."""
    if may(actor, Permission.INBOX_VIEW):
        waiting = CONCERNS.permitted(actor, Permission.CONCERN_TRIAGE).filter(state__in=LIVE)
        yield from each(
            waiting.order_by("due_at", "pk").only("public_id", "number", "due_at"),
            lambda row: Thing(
                _("Decide on a concern"), row.number, reverse("concerns:concern", args=[row.public_id]), row.due_at
            ),
            more=reverse("concerns:inbox"),
        )


def to_inform(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """People named in a concern who must learn of it within a month (RODO art. 14); also of locked ones."""
    if may(actor, Permission.INBOX_VIEW):
        rows: Any = TO_INFORM.permitted(actor, Permission.CONCERN_INFORM)
        owed = rows.filter(received_at__lte=now - WEEKS_BEFORE)
        yield from each(
            owed.for_list().to_inform(),
            lambda row: Thing(
                _("Inform the people named in it"),
                row.number,
                reverse("concerns:inform", args=[row.public_id]),
                row.inform_by,
            ),
            more=reverse("concerns:to_inform"),
        )


def releases(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """What people of the own institution wrote, and its head hasn't sent yet."""
    if may(actor, Permission.CONCERN_LIST_RELEASES):
        yield from each(
            RELEASES.permitted(actor, Permission.CONCERN_RELEASE).order_by("sent_at", "pk").only("public_id", "number"),
            lambda row: Thing(
                _("Send what your colleague wrote"), row.number, reverse("concerns:release", args=[row.public_id])
            ),
            more=reverse("concerns:releases"),
        )


SOURCES: tuple[Source, ...] = (inbox, to_inform, releases)
