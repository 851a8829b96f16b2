"""What waits in cases: for whoever leads them, for the head of the centre."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.agenda.models import VisitKind, VisitState
from kooperacja.agenda.policies import VISITS
from kooperacja.cases.actions.clocks import FIRST_CONTACT, Clock, with_clock
from kooperacja.cases.models import CaseMember, Role
from kooperacja.cases.policies import BASES, CASES
from kooperacja.cases.states import CaseState
from kooperacja.gate.actions.crisis import WORKSHOP
from kooperacja.reviews.policies import REFUSALS

from . import AHEAD, More, Source, Thing, each


def leaderless(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Cases of the centre that nobody leads; for its head."""
    if actor.of_centre and actor.has(Duty.HEAD):
        led = CaseMember.objects.current().filter(case=OuterRef("pk"), role=Role.LEAD)
        unclosed = CASES.permitted(actor, Permission.CASE_APPOINT).exclude(state=CaseState.CLOSED)
        unled = unclosed.filter(~Exists(led))
        yield from each(
            unled.order_by("opened_at", "pk").only("public_id", "number"),
            lambda row: Thing(
                _("Appoint who leads the case"), row.number, reverse("cases:appoint", args=[row.public_id])
            ),
            more=reverse("cases:oversight"),
        )


def reviews(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Reviews of the cases that the actor leads."""
    if actor.of_centre:
        due = _led(actor).filter(review_on__lte=timezone.localdate(now) + AHEAD)
        yield from each(
            due.order_by("review_on", "pk").only("public_id", "number", "review_on"),
            lambda row: Thing(
                _("Review the case"), row.number, reverse("reviews:hold", args=[row.public_id]), row.review_on
            ),
            more=f"{reverse('cases:list')}?kolejnosc=przeglad",
        )


def first_contacts(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Families of which a concern told: the note of the first contact stops this clock."""
    yield from _by_clock(
        FIRST_CONTACT, _("Meet the family for the first time, and note it"), "cases:note_write", actor, now
    )


def workshops(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Workshops with families that help couldn't wait for."""
    yield from _by_clock(WORKSHOP, _("Hold the workshop with the family"), "diagnosis:hold", actor, now)


def beginnings(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Cases in which something is missing to start work; for who leads them alone."""
    if actor.of_centre:
        own = CaseMember.objects.current().filter(
            case=OuterRef("pk"), role=Role.LEAD, membership_id=actor.membership_id
        )
        yield from each(
            _led(actor)
            .filter(Exists(own), state=CaseState.OPENED)
            .order_by("opened_at", "pk")
            .only("public_id", "number"),
            lambda row: Thing(
                _("Add what is missing to start work"), row.number, reverse("cases:view", args=[row.public_id])
            ),
            more=f"{reverse('cases:list')}?stan={CaseState.OPENED}",
        )


def _led(actor: Actor) -> Any:
    return CASES.permitted(actor, Permission.CASE_EDIT).exclude(state=CaseState.CLOSED)


def _by_clock(clock: Clock, title: str, page: str, actor: Actor, now: datetime) -> Iterator[Thing | More]:
    if actor.of_centre:
        day = clock.column
        # whoever leads a case sees each clock in it, so none is asked whose it is: that costs ten times as much
        due = with_clock(_led(actor), clock, None).filter(**{f"{day}__lte": timezone.localdate(now) + AHEAD})
        yield from each(
            due.order_by(day, "pk").only("public_id", "number"),
            lambda row: Thing(title, row.number, reverse(page, args=[row.public_id]), getattr(row, day)),
            more=f"{reverse('cases:list')}?uwaga={clock.name}",
        )


def visits(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Own visits, meetings and calls of the week; of those that have passed, whether they took place."""
    if not actor.is_member:
        return
    own = VISITS.permitted(actor, Permission.VISIT_EDIT).filter(membership=actor.membership_id)
    planned = own.filter(state=VisitState.PLANNED, starts_at__date__lte=timezone.localdate(now) + AHEAD)
    yield from each(
        planned.select_related("case").defer("words").order_by("starts_at", "pk"),
        lambda row: Thing(
            _("Say whether it took place") if row.starts_at < now else str(VisitKind(row.kind).label).capitalize(),
            row.case.number,
            reverse("agenda:visit", args=[row.public_id]),
            row.starts_at,
            is_meeting=True,
        ),
        more=reverse("agenda:calendar"),
    )


def follow_ups(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Families that agreed to be asked, some months after the closure, how it is going."""
    if actor.of_centre:
        due = CASES.permitted(actor, Permission.CASE_FOLLOW_UP).filter(follow_up_on__lte=timezone.localdate(now))
        yield from each(
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
        yield from each(
            due.select_related("case", "concern").order_by("try_again_on", "pk"),
            lambda row: Thing(
                _("Planned contact"),
                (row.case or row.concern).number,
                reverse("reviews:refusal_try", args=[row.public_id]),
                row.try_again_on,
            ),
            more=reverse("reviews:planned"),
        )


def agreements_to_take_part(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Living persons of the case who were asked whether they take part, and haven't answered."""
    if actor.of_centre:
        bases: Any = BASES.permitted(actor, Permission.BASIS_EDIT)
        yield from each(
            bases.awaited().select_related("case", "person").order_by("stated_on", "pk"),
            lambda row: Thing(
                _("Note whether the person takes part"),
                row.case.number,
                reverse("cases:basis_record", args=[row.case.public_id, row.person.public_id]),
            ),
            more=reverse("cases:list"),
        )


SOURCES: tuple[Source, ...] = (
    leaderless,
    visits,
    reviews,
    first_contacts,
    workshops,
    beginnings,
    follow_ups,
    next_tries,
    agreements_to_take_part,
)
