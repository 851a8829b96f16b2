"""What needs me: a few counts with the way to each, asked of the rooms by their policies. No page opens a name here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.cases.models import Role
from kooperacja.cases.policies import ACTIONS, CASES, COVERS
from kooperacja.cases.states import ActionState, CaseState, CoverState
from kooperacja.concerns.policies import CONCERNS, OWN_CONCERNS, RELEASES
from kooperacja.concerns.states import ConcernState
from kooperacja.concerns.terms import Urgency
from kooperacja.consultations.policies import ADVICES
from kooperacja.consultations.states import AdviceState
from kooperacja.drafts.policies import drafts_of
from kooperacja.outbox.policies import unread_count
from kooperacja.reviews.policies import REFUSALS
from kooperacja.transfers.policies import HANDOVERS, TRANSFERS
from kooperacja.transfers.states import HandoverState, TransferState

from .navigation import address_of


@dataclass(frozen=True)
class Tile:
    """One thing that may need the person: how many, where, and whether it is late."""

    title: str
    url: str
    number: int
    note: str = ""
    urgent: bool = False


def inbox(actor: Actor, now: datetime) -> Iterator[Tile]:
    """What waits in the inbox of the centre, and how much of it is late or urgent."""
    if not may(actor, Permission.INBOX_VIEW):
        return
    waiting = CONCERNS.permitted(actor, Permission.CONCERN_TRIAGE).filter(
        state__in=(ConcernState.RECEIVED, ConcernState.IN_TRIAGE)
    )
    counts = waiting.aggregate(
        all=Count("pk"), late=Count("pk", Q(due_at__lt=now)), red=Count("pk", Q(urgency=Urgency.RED))
    )
    notes = [
        _("%(number)s after the time") % {"number": counts["late"]} if counts["late"] else "",
        _("%(number)s red") % {"number": counts["red"]} if counts["red"] else "",
    ]
    yield Tile(
        _("Inbox"),
        address_of("concerns:inbox"),
        counts["all"],
        ", ".join(filter(None, notes)),
        urgent=bool(counts["late"] or counts["red"]),
    )


def releases(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """What people of the own institution wrote, and its head hasn't sent yet."""
    if may(actor, Permission.CONCERN_LIST_RELEASES):
        number = RELEASES.permitted(actor, Permission.CONCERN_RELEASE).count()
        if number:
            yield Tile(_("Waits for you to send it"), address_of("concerns:releases"), number, urgent=True)


def offers(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """Cases that a colleague or another centre asks to have taken over."""
    if not may(actor, Permission.TRANSFER_LIST):
        return
    to_me = HANDOVERS.permitted(actor, Permission.HANDOVER_ANSWER).filter(state=HandoverState.OFFERED)
    to_us = TRANSFERS.permitted(actor, Permission.TRANSFER_ANSWER).filter(state=TransferState.OFFERED)
    number = sum(rows.exclude(case__state=CaseState.CLOSED).count() for rows in (to_me, to_us))
    if number:
        yield Tile(_("Cases that you are asked to take over"), address_of("transfers:list"), number, urgent=True)


def covers(actor: Actor, now: datetime) -> Iterator[Tile]:
    """Requests of another centre for cover."""
    if actor.of_centre:
        asked = COVERS.permitted(actor, Permission.COVER_ANSWER).filter(state=CoverState.OFFERED)
        if number := asked.filter(ends_on__gte=timezone.localdate(now)).count():
            yield Tile(_("Requests for cover"), address_of("transfers:list"), number, urgent=True)


def actions(actor: Actor, now: datetime) -> Iterator[Tile]:
    """Actions that wait for the person's answer, and own ones whose day has passed."""
    if not actor.is_member:
        return
    mine = ACTIONS.permitted(actor, Permission.ACTION_ANSWER).filter(
        Q(member__membership_id=actor.membership_id) | Q(member=None, institution_id=actor.institution_id)
    )
    today = timezone.localdate(now)
    counts = mine.aggregate(
        asked=Count("pk", Q(state=ActionState.PROPOSED)),
        late=Count("pk", Q(state=ActionState.ACCEPTED, due_on__lt=today)),
    )
    if counts["asked"]:
        yield Tile(_("Actions that wait for your answer"), address_of("cases:list"), counts["asked"], urgent=True)
    if counts["late"]:
        yield Tile(_("Your actions whose day has passed"), address_of("cases:list"), counts["late"], urgent=True)


def questions(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """Questions without a name that the person was asked: those without an answer, or else those still to be read."""
    if not may(actor, Permission.ADVICE_LIST):
        return
    counts = ADVICES.permitted(actor, Permission.ADVICE_GIVE).aggregate(
        all=Count("pk"), waiting=Count("pk", Q(state=AdviceState.WAITING))
    )
    if counts["waiting"]:
        yield Tile(_("Questions that wait for your advice"), address_of("consultations:list"), counts["waiting"])
    elif counts["all"]:
        yield Tile(_("Questions to you"), address_of("consultations:list"), counts["all"])


def cases(actor: Actor, now: datetime) -> Iterator[Tile]:
    """The person's own open cases, and how many should have been reviewed."""
    if not actor.is_member:
        return
    own = CASES.permitted(actor, Permission.CASE_VIEW).exclude(state=CaseState.CLOSED)
    late = Count("pk", Q(review_on__lt=timezone.localdate(now)))
    counts = own.aggregate(all=Count("pk"), late=late)
    if counts["all"]:
        note = _("%(number)s to be reviewed") % {"number": counts["late"]} if counts["late"] else ""
        yield Tile(_("Your cases"), address_of("cases:list"), counts["all"], note, urgent=bool(counts["late"]))


def follow_ups(actor: Actor, now: datetime) -> Iterator[Tile]:
    """Families that agreed to be asked, some months after the closure, how it is going."""
    if not actor.of_centre:
        return
    due = CASES.permitted(actor, Permission.CASE_FOLLOW_UP).filter(follow_up_on__lte=timezone.localdate(now))
    if number := due.count():
        yield Tile(_("Ask how it is going after the closure"), address_of("cases:list"), number, urgent=True)


def next_tries(actor: Actor, now: datetime) -> Iterator[Tile]:
    """Families that said no and that somebody planned to ask again by now."""
    if not actor.of_centre:
        return
    due = REFUSALS.permitted(actor, Permission.REFUSAL_EDIT).filter(try_again_on__lte=timezone.localdate(now))
    if number := due.count():
        yield Tile(_("Planned contacts"), address_of("reviews:planned"), number)


def leaderless(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """Cases of the centre that nobody leads; for its head."""
    if not actor.of_centre:
        return
    unclosed = CASES.permitted(actor, Permission.CASE_APPOINT).exclude(state=CaseState.CLOSED)
    leads = Count("members", Q(members__role=Role.LEAD, members__left_on=None))
    number = unclosed.annotate(leads=leads).filter(leads=0).count()
    if number:
        yield Tile(_("Cases that nobody leads"), address_of("cases:oversight"), number, urgent=True)


def own_concerns(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """What the person passed on and awaits an answer to."""
    if actor.is_member:
        own = OWN_CONCERNS.permitted(actor, Permission.CONCERN_VIEW_OWN)
        number = own.filter(state__in=(ConcernState.RECEIVED, ConcernState.IN_TRIAGE)).count()
        if number:
            yield Tile(_("What you passed on, still without a final answer"), address_of("concerns:own"), number)


def messages(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """Messages that the person hasn't opened."""
    if number := unread_count(actor):
        yield Tile(_("New messages"), address_of("outbox:list"), number)


def drafts(actor: Actor, now: datetime) -> Iterator[Tile]:  # noqa: ARG001 - every tile takes the hour
    """Forms that the person hasn't finished."""
    if number := drafts_of(actor).count():
        yield Tile(_("Unfinished"), address_of("drafts:list"), number)


TILES: list[Callable[[Actor, datetime], Iterator[Tile]]] = [
    inbox,
    releases,
    leaderless,
    offers,
    covers,
    actions,
    questions,
    cases,
    follow_ups,
    next_tries,
    own_concerns,
    messages,
    drafts,
]


def what_needs(actor: Actor, *, now: datetime) -> list[Tile]:
    """Return what may need this person under this hat; at most eleven queries."""
    return [tile for tiles in TILES for tile in tiles(actor, now)]
