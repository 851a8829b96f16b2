"""What waits in cases: for whoever leads them, for their partners, for the head of the centre."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.clocks import with_clock
from kooperacja.cases.models import CaseMember, Role
from kooperacja.cases.policies import ACTIONS, BASES, CASES, VOICES
from kooperacja.cases.states import ActionState, CaseState, JointState
from kooperacja.gate.actions.crisis import WORKSHOP
from kooperacja.reviews.policies import REFUSALS

from . import AHEAD, More, Source, Thing, each


def _covered(actor: Actor) -> Any:
    """Return the cases that the actor covers today: what waits there for their centre waits for the actor."""
    return CASES.permitted(actor, Permission.CASE_COVER).values("pk")


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


def actions(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Actions that wait for the person's answer, and accepted ones that are due."""
    if not actor.is_member:
        return
    until = timezone.localdate(now) + AHEAD
    mine = ACTIONS.permitted(actor, Permission.ACTION_ANSWER).filter(
        Q(member__membership_id=actor.membership_id)
        | Q(member=None, institution_id=actor.institution_id)
        | Q(institution=F("case__centre"), case__in=_covered(actor))
    )
    titles = {ActionState.PROPOSED: _("Answer whether you take an action"), ActionState.ACCEPTED: _("Do what is due")}
    waiting = Q(state=ActionState.PROPOSED) | Q(state=ActionState.ACCEPTED, due_on__lte=until)
    yield from each(
        mine.filter(waiting).select_related("case").order_by("due_on", "pk"),
        lambda row: Thing(
            titles[ActionState(row.state)], row.case.number, reverse("cases:action", args=[row.public_id]), row.due_on
        ),
        more=reverse("cases:actions"),
    )


def beginnings(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Cases that the person leads and in which something is missing to start work."""
    if actor.of_centre and actor.is_member:
        led = CaseMember.objects.current().filter(
            case=OuterRef("pk"), role=Role.LEAD, membership_id=actor.membership_id
        )
        opened = CASES.permitted(actor, Permission.CASE_EDIT).filter(state=CaseState.OPENED)
        yield from each(
            opened.filter(Exists(led)).order_by("opened_at", "pk").only("public_id", "number"),
            lambda row: Thing(
                _("Add what is missing to start work"), row.number, reverse("cases:view", args=[row.public_id])
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
    yield from each(
        led.select_related("case").order_by("answered_on", "pk"),
        lambda row: Thing(
            titles[ActionState(row.state)], row.case.number, reverse("cases:action", args=[row.public_id])
        ),
        more=reverse("cases:list"),
    )


def workshops(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Workshops with a family that help couldn't wait for."""
    if actor.of_centre:
        led = with_clock(CASES.permitted(actor, Permission.CASE_EDIT), WORKSHOP, actor)
        due = led.filter(clock_warsztat__lte=timezone.localdate(now) + AHEAD)
        yield from each(
            due.order_by("clock_warsztat", "pk").only("public_id", "number"),
            lambda row: Thing(
                _("Hold the workshop with the family"),
                row.number,
                reverse("diagnosis:hold", args=[row.public_id]),
                row.clock_warsztat,
            ),
            more=reverse("cases:list"),
        )


def joint_decisions(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Joint decisions for which the own institution hasn't answered yet."""
    if actor.is_member:
        mine = Q(institution=actor.institution_id) | Q(institution=F("case__centre"), case__in=_covered(actor))
        asked = VOICES.permitted(actor, Permission.JOINT_ANSWER).filter(
            mine, vote="", is_out=False, decision__state=JointState.OPEN
        )
        yield from each(
            asked.select_related("case", "decision").order_by("decision__answer_by", "pk"),
            lambda row: Thing(
                _("Answer for your institution"),
                row.case.number,
                reverse("cases:joint_answer", args=[row.public_id]),
                row.decision.answer_by,
            ),
            more=reverse("cases:list"),
        )


def reviews(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Cases that are to be reviewed within the week."""
    if actor.of_centre:
        led = CASES.permitted(actor, Permission.CASE_EDIT).filter(review_on__lte=timezone.localdate(now) + AHEAD)
        yield from each(
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
    beginnings,
    actions,
    answers,
    joint_decisions,
    workshops,
    reviews,
    follow_ups,
    next_tries,
    agreements_to_take_part,
)
