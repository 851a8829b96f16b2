"""The ways from the first page to the lists: how much there is, and where."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.cases.actions.clocks import with_something_late
from kooperacja.cases.actions.counting import agreed_centres
from kooperacja.cases.forms.cases import LATE
from kooperacja.cases.policies import CASES, oversees
from kooperacja.cases.states import CaseState
from kooperacja.concerns.policies import CONCERNS, OWN_CONCERNS
from kooperacja.concerns.states import LIVE
from kooperacja.concerns.terms import Urgency
from kooperacja.consultations.policies import ADVICES
from kooperacja.drafts.policies import drafts_of
from kooperacja.outbox.policies import unread_count
from kooperacja.protection.actions import files_since, reads_since, waiting_for_disposal

from .navigation import address_of

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Tile:
    """A list that may concern the person: how many, where, and whether it is urgent."""

    title: str
    url: str
    number: int
    note: str = ""
    urgent: bool = False


def inbox(actor: Actor, now: datetime) -> Iterator[Tile]:
    """What waits in the inbox of the centre, and how much of it is late or urgent."""
    if not may(actor, Permission.INBOX_VIEW):
        return
    waiting = CONCERNS.permitted(actor, Permission.CONCERN_TRIAGE).filter(state__in=LIVE)
    counts = waiting.aggregate(
        all=Count("pk"), late=Count("pk", Q(due_at__lt=now)), red=Count("pk", Q(urgency=Urgency.RED))
    )
    notes = [
        _("%(number)s after the time") % {"number": counts["late"]} if counts["late"] else "",
        _("%(number)s red") % {"number": counts["red"]} if counts["red"] else "",
    ]
    urgent = bool(counts["late"] or counts["red"])
    note = ", ".join(filter(None, notes))
    yield Tile(_("Inbox"), address_of("concerns:inbox"), counts["all"], note, urgent=urgent)


def cases(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """The person's own open cases."""
    if actor.is_member:
        number = CASES.permitted(actor, Permission.CASE_VIEW).exclude(state=CaseState.CLOSED).count()
        if number:
            yield Tile(_("Your cases"), address_of("cases:list"), number)


def late_cases(actor: Actor, now: datetime) -> Iterator[Tile]:
    """For the head of a centre: in how many of its cases something is late, by whomever they are led."""
    if oversees(actor):
        centre = CASES.permitted(actor, Permission.CASE_OVERSEE).exclude(state=CaseState.CLOSED)
        number = with_something_late(centre, timezone.localdate(now), actor, oversees=True).count()
        if number:
            yield Tile(
                _("Cases of the centre in which something is late"),
                f"{address_of('cases:oversight')}?uwaga={LATE}",
                number,
                urgent=True,
            )


def counts_of_centres(actor: Actor, now: datetime) -> Iterator[Tile]:
    """For a regional centre: how many centres agreed to show their numbers."""
    if may(actor, Permission.CASE_COUNT):
        number = agreed_centres(actor, timezone.localdate(now)).count()
        if number:
            yield Tile(_("Centres that show how many of their cases are late"), address_of("cases:counts"), number)


def own_concerns(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """What the person passed on and awaits an answer to."""
    if actor.is_member:
        number = OWN_CONCERNS.permitted(actor, Permission.CONCERN_VIEW_OWN).filter(state__in=LIVE).count()
        if number:
            yield Tile(_("What you passed on, still without a final answer"), address_of("concerns:own"), number)


def questions(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """Questions without a name that the person may still read."""
    if may(actor, Permission.ADVICE_LIST) and (
        number := ADVICES.permitted(actor, Permission.ADVICE_GIVE).filter(asked=actor.membership_id).count()
    ):
        yield Tile(_("Questions to you"), address_of("consultations:list"), number)


def data_protection(actor: Actor, now: datetime) -> Iterator[Tile]:
    """For the data protection officer: the log of reads, files that were taken, what waits to be disposed of."""
    if not may(actor, Permission.READS_VIEW):
        return
    page, week = address_of("protection:log"), now - WEEK
    yield Tile(_("Who read what: entries of the last 7 days"), page, reads_since(actor, week))
    if number := files_since(actor, week):
        yield Tile(_("List files taken in the last 7 days"), f"{page}#pliki", number)
    if number := waiting_for_disposal(actor):
        yield Tile(_("Locked information that waits for disposal"), f"{page}#usuwanie", number)


def messages(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """Messages that the person hasn't opened."""
    if number := unread_count(actor):
        yield Tile(_("New messages"), address_of("outbox:list"), number)


def drafts(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """Forms that the person hasn't finished."""
    if number := drafts_of(actor).count():
        yield Tile(_("Unfinished"), address_of("drafts:list"), number)


TILES: tuple[Callable[[Actor, datetime], Iterator[Tile]], ...] = (
    inbox,
    cases,
    late_cases,
    counts_of_centres,
    own_concerns,
    questions,
    data_protection,
    messages,
    drafts,
)


def tiles_of(actor: Actor, now: datetime) -> Iterator[Tile]:
    """Yield the lists that have something for this person under this hat."""
    for tiles in TILES:
        yield from tiles(actor, now)
