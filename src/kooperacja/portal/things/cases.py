"""What waits in cases: for whoever leads them, for the head of the centre."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.agenda.models import VisitKind, VisitState
from kooperacja.agenda.policies import VISITS
from kooperacja.cases.actions.clocks import CONTACT, show_clocks
from kooperacja.cases.models import CaseMember, Role
from kooperacja.cases.policies import BASES, CASES
from kooperacja.cases.states import CaseState
from kooperacja.gate.actions.crisis import WORKSHOP
from kooperacja.reviews.policies import REFUSALS

from . import AHEAD, OF_A_KIND, More, Source, Thing, each

AT_ONCE: Final = 50
"""Cases that are looked at; only a head, as the deputy of a whole centre, has many more, and is led to the list."""


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


def led_cases(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """What the cases that the actor leads wait for: a beginning, the first contact, the workshop, the review.

    All in three queries, and told apart here.
    """
    if not actor.of_centre:
        return
    today = timezone.localdate(now)
    own_lead = CaseMember.objects.current().filter(
        case=OuterRef("pk"), role=Role.LEAD, membership_id=actor.membership_id
    )
    unclosed = CASES.permitted(actor, Permission.CASE_EDIT).exclude(state=CaseState.CLOSED)
    # those without a review are new: what they wait for mustn't be cut off by the reviews of a large centre
    rows = unclosed.annotate(is_own=Exists(own_lead)).order_by(F("review_on").asc(nulls_first=True), "opened_at", "pk")
    found: list[Any] = list(rows.only("public_id", "number", "state", "review_on")[: AT_ONCE + 1])
    show_clocks(found, actor)
    for kind in (_review, _first_contact, _workshop, _beginning):
        things = (thing for row in found if (thing := kind(row, today + AHEAD)))
        yield from islice(things, OF_A_KIND)
        if (next_one := next(things, None)) is not None or len(found) > AT_ONCE:
            yield More(next_one.title if next_one else _("Cases that you lead"), reverse("cases:list"))


def _day(row: Any, name: str) -> date | None:
    return next((clock.day for clock in row.clocks if clock.name == name), None)


def _review(row: Any, until: date) -> Thing | None:
    if row.review_on is None or row.review_on > until:
        return None
    return Thing(_("Review the case"), row.number, reverse("reviews:hold", args=[row.public_id]), row.review_on)


def _first_contact(row: Any, until: date) -> Thing | None:
    """The family of which a concern told: the note of the first contact stops this clock."""
    day = _day(row, CONTACT)
    if day is None or day > until:
        return None
    address = reverse("cases:note_write", args=[row.public_id])
    return Thing(_("Meet the family for the first time, and note it"), row.number, address, day)


def _workshop(row: Any, until: date) -> Thing | None:
    """A workshop with a family that help couldn't wait for."""
    day = _day(row, WORKSHOP.name)
    if day is None or day > until:
        return None
    address = reverse("diagnosis:hold", args=[row.public_id])
    return Thing(_("Hold the workshop with the family"), row.number, address, day)


def _beginning(row: Any, until: date) -> Thing | None:  # noqa: ARG001 - as all kinds
    """A case in which something is missing to start work; for who leads it alone."""
    if row.state != CaseState.OPENED or not row.is_own:
        return None
    return Thing(_("Add what is missing to start work"), row.number, reverse("cases:view", args=[row.public_id]))


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


def agreements_to_take_part(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - as above
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
    led_cases,
    follow_ups,
    next_tries,
    agreements_to_take_part,
)
