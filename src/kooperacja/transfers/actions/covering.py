"""Cover by another welfare centre: asked for, then accepted or declined, withdrawn, or ended early by either side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.utils import timezone

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.agreements.sharing import who_covers
from kooperacja.audit.recording import recording
from kooperacja.cases.models import Case, Cover, CoverCase, CoverReason
from kooperacja.cases.policies import COVERS
from kooperacja.cases.rules.covering import Asked, accepting_refusals, cover_refusals
from kooperacja.cases.states import COVER_STATES, CoverAction, CoverState
from kooperacja.institutions.models import Institution, Membership
from kooperacja.kernel.refused import refuse
from kooperacja.outbox.kinds import MessageKind

from .. import notifications
from ..events import CoverEvent
from ..rules import reason_refusals


@dataclass(frozen=True)
class Wish:
    """What a centre asks for: who is to cover, from when to when, for all its open cases or for some.

    `named` are the cases that are covered, or, of the whole centre, those that are left out.
    """

    worker: Membership
    starts_on: date
    ends_on: date
    reason: CoverReason
    whole_centre: bool = True
    named: Sequence[Case] = ()
    message: str = ""


def offer_cover(wish: Wish, *, actor: Actor, now: datetime) -> Cover:
    """Ask somebody of another centre to cover for the actor's own.

    Raises:
        PermissionDenied: the actor neither heads a centre nor is the only one who works in it.
        Refused: it can't be asked for so (`CoverRefusal`).
    """
    require_gate(actor, Permission.COVER_OFFER)
    today = timezone.localdate(now)
    with recording(CoverEvent.OFFERED, actor=actor) as record:
        centre = Institution.objects.get(pk=cast(int, actor.institution_id)).fresh()  # locked: one asks at a time
        refuse(cover_refusals(_asked(wish, centre, actor=actor, today=today), today=today, longest=settings.COVER_DAYS))
        row = record.about(
            Cover(
                centre=centre,
                worker=wish.worker,
                whole_centre=wish.whole_centre,
                reason=wish.reason,
                message=wish.message,
                starts_on=wish.starts_on,
                ends_on=wish.ends_on,
                offered_by_id=cast(int, actor.membership_id),
                offered_at=now,
            )
        )
        row.save()
        for case in wish.named:
            CoverCase(cover=row, case=case).save()
        notifications.cover(row, MessageKind.COVER_OFFERED, actor=actor, now=now)
    return row


def _asked(wish: Wish, centre: Institution, *, actor: Actor, today: date) -> Asked:
    # on the first day, the agreement and the hat must hold; later they are asked anew at each request
    agreed = who_covers(centre.pk, max(today, wish.starts_on)).filter(institution=wish.worker.institution_id)
    same_days = Cover.objects.live(today).filter(
        centre=centre, worker__user=wish.worker.user_id, starts_on__lte=wish.ends_on, ends_on__gte=wish.starts_on
    )
    return Asked(
        starts_on=wish.starts_on,
        ends_on=wish.ends_on,
        agreement_holds=agreed.exists(),
        can_lead=_can_lead(wish.worker, today),
        oneself=wish.worker.user_id == actor.user_id,
        overlaps=same_days.exists(),
        whole_centre=wish.whole_centre,
        names_cases=bool(wish.named),
        cases_are_ours=all(case.centre_id == centre.pk for case in wish.named),
    )


def _can_lead(worker: Membership, today: date) -> bool:
    holds = Membership.objects.on(today).filter(pk=worker.pk).exists()
    return (
        holds
        and worker.institution.kind.receives_concerns
        and not worker.function.duty_set.isdisjoint({Duty.CASEWORK, Duty.HEAD})
    )


def accept_cover(cover: Cover, *, actor: Actor, now: datetime) -> Cover:
    """Agree to cover: in its days, the worker acts in the cases as a deputy does.

    Raises:
        PermissionDenied: it wasn't asked of the actor, nor of somebody of the centre that the actor heads.
        TransitionNotAllowed: it was answered or withdrawn already.
        Refused: it is too late, or the agreement or the hat has ended (`CoverRefusal`).
    """
    today = timezone.localdate(now)
    with COVERS.recorded(CoverEvent.ACCEPTED, Permission.COVER_ANSWER, cover, actor=actor) as row:
        _move(row, CoverAction.ACCEPT)
        agreed = who_covers(row.centre_id, max(today, row.starts_on)).filter(institution=row.worker.institution_id)
        refuse(
            accepting_refusals(
                ends_on=row.ends_on,
                today=today,
                agreement_holds=agreed.exists(),
                can_lead=_can_lead(row.worker, today),
            )
        )
        row.answered_by_id = actor.membership_id
        row.save()
        notifications.cover(row, MessageKind.COVER_ACCEPTED, actor=actor, now=now)
    return row


def decline_cover(cover: Cover, *, reason: str, actor: Actor, now: datetime) -> Cover:
    """Decline to cover; whoever asked learns the reason.

    Raises:
        PermissionDenied: it wasn't asked of the actor, nor of somebody of the centre that the actor heads.
        TransitionNotAllowed: it was answered or withdrawn already.
        Refused: there is no reason (`LetterRefusal`).
    """
    with COVERS.recorded(CoverEvent.DECLINED, Permission.COVER_ANSWER, cover, actor=actor) as row:
        _move(row, CoverAction.DECLINE, now=now)
        refuse(reason_refusals(reason))
        row.answer, row.answered_by_id = reason, actor.membership_id
        row.save()
        notifications.cover(row, MessageKind.COVER_DECLINED, actor=actor, now=now)
    return row


def withdraw_cover(cover: Cover, *, actor: Actor, now: datetime) -> Cover:
    """Take the request back before it is answered.

    Raises:
        PermissionDenied: the actor neither asked nor heads the centre that did.
        TransitionNotAllowed: it was answered or withdrawn already.
    """
    with COVERS.recorded(CoverEvent.WITHDRAWN, Permission.COVER_WITHDRAW, cover, actor=actor) as row:
        _move(row, CoverAction.WITHDRAW, now=now)
        row.save()
        notifications.cover(row, MessageKind.COVER_WITHDRAWN, actor=actor, now=now)
    return row


def end_cover(cover: Cover, *, actor: Actor, now: datetime) -> Cover:
    """End before its last day, or before its first, what was agreed; from the next request on nobody covers.

    Raises:
        PermissionDenied: the actor is on neither side.
        TransitionNotAllowed: it isn't agreed, or has ended early already.
    """
    with COVERS.recorded(CoverEvent.ENDED, Permission.COVER_END, cover, actor=actor) as row:
        _move(row, CoverAction.END, now=now)
        row.save()
        notifications.cover(row, MessageKind.COVER_ENDED, actor=actor, now=now)
    return row


def _move(row: Cover, action: CoverAction, *, now: datetime | None = None) -> None:
    row.state = CoverState(COVER_STATES.next(CoverState(row.state), action))
    row.ended_at = now
