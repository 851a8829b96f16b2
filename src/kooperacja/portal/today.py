"""What needs me today: each thing that waits for this person under this hat, one click from being done.

Asked of the rooms by their policies. No page here opens a name: a thing is called by its kind and its number.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.agreements.policies import AGREEMENTS
from kooperacja.cases.models import CaseMember, Role
from kooperacja.cases.policies import ACTIONS, BASES, CASES
from kooperacja.cases.states import ActionState, BasisState, CaseState
from kooperacja.concerns.policies import CONCERNS, RELEASES
from kooperacja.concerns.states import LIVE
from kooperacja.institutions.policies import INVITATIONS
from kooperacja.reviews.policies import REFUSALS
from kooperacja.transfers.policies import HANDOVERS, TRANSFERS
from kooperacja.transfers.states import HandoverState, TransferState

from .tiles import Tile, tiles_of

AHEAD: Final = timedelta(days=7)
"""How far one looks ahead; what is due later waits in its own list."""
ENDING: Final = timedelta(days=30)
"""How long before its end an agreement is to be renewed, so that no partner loses access overnight."""
OF_A_KIND: Final = 8
"""Things of one kind on the page; the rest is one link away."""


@dataclass(frozen=True)
class Thing:
    """One thing to do: what, on which case or concern, where it is done, by when."""

    title: str
    reference: str
    url: str
    due: date | datetime | None = None


@dataclass(frozen=True)
class More:
    """That there is more of a kind than the page shows, and where."""

    title: str
    url: str


@dataclass(frozen=True)
class Today:
    """The page: things by how soon they are due, and the ways to the lists."""

    late: tuple[Thing, ...]
    today: tuple[Thing, ...]
    soon: tuple[Thing, ...]
    undated: tuple[Thing, ...]
    more: tuple[More, ...]
    tiles: tuple[Tile, ...]

    def __bool__(self) -> bool:
        return any((self.late, self.today, self.soon, self.undated))


Source = Callable[[Actor, datetime], Iterator[Thing | More]]


def _each(rows: Any, thing: Callable[[Any], Thing], *, more: str) -> Iterator[Thing | More]:
    """Yield the first rows as things, and the way to the rest."""
    found = list(rows[: OF_A_KIND + 1])
    yield from map(thing, found[:OF_A_KIND])
    if len(found) > OF_A_KIND:
        yield More(thing(found[-1]).title, more)


def inbox(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Concerns that nobody has decided on; the clock is that of their colour."""
    if may(actor, Permission.INBOX_VIEW):
        waiting = CONCERNS.permitted(actor, Permission.CONCERN_TRIAGE).filter(state__in=LIVE)
        yield from _each(
            waiting.order_by("due_at", "pk").only("public_id", "number", "due_at"),
            lambda row: Thing(
                _("Decide on a concern"), row.number, reverse("concerns:concern", args=[row.public_id]), row.due_at
            ),
            more=reverse("concerns:inbox"),
        )


def releases(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """What people of the own institution wrote, and its head hasn't sent yet."""
    if may(actor, Permission.CONCERN_LIST_RELEASES):
        yield from _each(
            RELEASES.permitted(actor, Permission.CONCERN_RELEASE).order_by("sent_at", "pk").only("public_id", "number"),
            lambda row: Thing(
                _("Send what your colleague wrote"), row.number, reverse("concerns:release", args=[row.public_id])
            ),
            more=reverse("concerns:releases"),
        )


def offers(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Cases that a colleague or another centre asks to have taken over."""
    if not may(actor, Permission.TRANSFER_LIST):
        return
    to_me = HANDOVERS.permitted(actor, Permission.HANDOVER_ANSWER).filter(state=HandoverState.OFFERED)
    to_us = TRANSFERS.permitted(actor, Permission.TRANSFER_ANSWER).filter(state=TransferState.OFFERED)
    for rows, page in ((to_me, "transfers:handover"), (to_us, "transfers:transfer")):
        yield from _each(
            rows.exclude(case__state=CaseState.CLOSED).select_related("case").order_by("offered_at", "pk"),
            lambda row, page=page: Thing(  # type: ignore[misc] # a default binds the page now
                _("Answer whether you take a case over"), row.case.number, reverse(page, args=[row.public_id])
            ),
            more=reverse("transfers:list"),
        )


def leaderless(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Cases of the centre that nobody leads; for its head."""
    if actor.of_centre and actor.has(Duty.HEAD):
        led = CaseMember.objects.current().filter(case=OuterRef("pk"), role=Role.LEAD)
        unclosed = CASES.permitted(actor, Permission.CASE_APPOINT).exclude(state=CaseState.CLOSED)
        unled = unclosed.filter(~Exists(led))
        yield from _each(
            unled.order_by("opened_at", "pk").only("public_id", "number"),
            lambda row: Thing(
                _("Appoint who leads the case"), row.number, reverse("cases:appoint", args=[row.public_id])
            ),
            more=reverse("cases:oversight"),
        )


def actions(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Actions that wait for the person's answer, and accepted ones that are due."""
    if not actor.is_member:
        return
    until = timezone.localdate(now) + AHEAD
    mine = ACTIONS.permitted(actor, Permission.ACTION_ANSWER).filter(
        Q(member__membership_id=actor.membership_id) | Q(member=None, institution_id=actor.institution_id)
    )
    titles = {ActionState.PROPOSED: _("Answer whether you take an action"), ActionState.ACCEPTED: _("Do what is due")}
    waiting = Q(state=ActionState.PROPOSED) | Q(state=ActionState.ACCEPTED, due_on__lte=until)
    yield from _each(
        mine.filter(waiting).select_related("case").order_by("due_on", "pk"),
        lambda row: Thing(
            titles[ActionState(row.state)], row.case.number, reverse("cases:action", args=[row.public_id]), row.due_on
        ),
        more=reverse("cases:list"),
    )


def answers(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Answers of others that ask for one of the lead: another day was proposed, or somebody declined."""
    if not actor.of_centre:
        return
    titles = {
        ActionState.OTHER_DAY: _("Answer to another day that was proposed"),
        ActionState.DECLINED: _("Find somebody else for a declined action"),
    }
    led = ACTIONS.permitted(actor, Permission.ACTION_EDIT).filter(state__in=titles)
    yield from _each(
        led.select_related("case").order_by("answered_on", "pk"),
        lambda row: Thing(
            titles[ActionState(row.state)], row.case.number, reverse("cases:action", args=[row.public_id])
        ),
        more=reverse("cases:list"),
    )


def reviews(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Cases that are to be reviewed within the week."""
    if actor.of_centre:
        led = CASES.permitted(actor, Permission.CASE_EDIT).filter(review_on__lte=timezone.localdate(now) + AHEAD)
        yield from _each(
            led.order_by("review_on", "pk").only("public_id", "number", "review_on"),
            lambda row: Thing(
                _("Review the case"), row.number, reverse("reviews:hold", args=[row.public_id]), row.review_on
            ),
            more=reverse("cases:list"),
        )


def follow_ups(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Families that agreed to be asked, some months after the closure, how it is going."""
    if actor.of_centre:
        due = CASES.permitted(actor, Permission.CASE_FOLLOW_UP).filter(follow_up_on__lte=timezone.localdate(now))
        yield from _each(
            due.order_by("follow_up_on", "pk").only("public_id", "number", "follow_up_on"),
            lambda row: Thing(
                _("Ask how it is going after the closure"),
                row.number,
                reverse("reviews:follow_up", args=[row.public_id]),
                row.follow_up_on,
            ),
            more=reverse("cases:list"),
        )


def next_tries(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Families that said no and that somebody planned to ask again by now."""
    if actor.of_centre:
        due = REFUSALS.permitted(actor, Permission.REFUSAL_EDIT).filter(try_again_on__lte=timezone.localdate(now))
        yield from _each(
            due.select_related("case", "concern").order_by("try_again_on", "pk"),
            lambda row: Thing(
                _("Planned contact"),
                (row.case or row.concern).number,
                reverse("reviews:refusal_try", args=[row.public_id]),
                row.try_again_on,
            ),
            more=reverse("reviews:planned"),
        )


def agreements_to_take_part(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - as above
    """Persons who were asked whether they take part, and haven't answered."""
    if actor.of_centre:
        asked = BASES.permitted(actor, Permission.BASIS_EDIT).filter(state=BasisState.ASKED)
        yield from _each(
            asked.select_related("case", "person").order_by("stated_on", "pk"),
            lambda row: Thing(
                _("Note whether the person takes part"),
                row.case.number,
                reverse("cases:basis_record", args=[row.case.public_id, row.person.public_id]),
            ),
            more=reverse("cases:list"),
        )


def papers(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Agreements that end within the month: with them partners' access ends."""
    if not (actor.is_operator or actor.has(Duty.HEAD, Duty.ADMINISTRATION, Duty.ANIMATION, Duty.REGION)):
        return
    today = timezone.localdate(now)
    ending = AGREEMENTS.permitted(actor, Permission.AGREEMENT_VIEW).filter(ends_on__range=(today, today + ENDING))
    yield from _each(
        ending.order_by("ends_on", "pk"),
        lambda row: Thing(
            _("An agreement ends"), row.title, reverse("agreements:view", args=[row.public_id]), row.ends_on
        ),
        more=reverse("agreements:list"),
    )


def invitations(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Invitations whose link stops working within two days, and wasn't used."""
    if not (actor.is_operator or actor.has(Duty.ADMINISTRATION)):
        return
    page = "institutions:operators" if actor.is_operator else "institutions:own_people"
    ending = INVITATIONS.permitted(actor, Permission.INVITATION_VIEW).filter(expires_at__lte=now + timedelta(days=2))
    yield from _each(
        ending.filter(pk__in=ending.model._default_manager.waiting(now)).order_by("expires_at", "pk"),
        lambda row: Thing(_("An invitation wasn't used yet"), row.name, reverse(page), row.expires_at),
        more=reverse(page),
    )


SOURCES: tuple[Source, ...] = (
    inbox,
    releases,
    leaderless,
    offers,
    actions,
    answers,
    reviews,
    follow_ups,
    next_tries,
    agreements_to_take_part,
    papers,
    invitations,
)


def what_needs(actor: Actor, *, now: datetime) -> Today:
    """Return what needs this person under this hat; at most one query a kind, and none a row."""
    found = [one for source in SOURCES for one in source(actor, now)]
    things = sorted((one for one in found if isinstance(one, Thing)), key=lambda thing: _day(thing.due) or date.max)
    today = timezone.localdate(now)
    return Today(
        late=tuple(thing for thing in things if _is_late(thing, now)),
        today=tuple(thing for thing in things if _day(thing.due) == today and not _is_late(thing, now)),
        soon=tuple(thing for thing in things if (day := _day(thing.due)) is not None and day > today),
        undated=tuple(thing for thing in things if thing.due is None),
        more=tuple(dict.fromkeys(one for one in found if isinstance(one, More))),
        tiles=tuple(tiles_of(actor, now)),
    )


def _day(due: date | datetime | None) -> date | None:
    return timezone.localdate(due) if isinstance(due, datetime) else due


def _is_late(thing: Thing, now: datetime) -> bool:
    if isinstance(thing.due, datetime):
        return thing.due < now
    return thing.due is not None and thing.due < timezone.localdate(now)
