"""Passing a case to the welfare centre of another gmina, in the system or by letter."""

from datetime import date, datetime
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.closing import Closing, GoalResult, end_case
from kooperacja.cases.actions.opening import NewPerson, Opening, make_case
from kooperacja.cases.models import Case, ClosureReason, Goal, Role
from kooperacja.cases.policies import CASES
from kooperacja.cases.states import GoalAction, GoalState
from kooperacja.institutions.models import Institution, Membership
from kooperacja.kernel.refused import refuse
from kooperacja.outbox.kinds import MessageKind
from kooperacja.territory.models import Unit

from .. import notifications
from ..events import TransferEvent
from ..models import Transfer
from ..policies import TRANSFERS
from ..rules import Passing, TransferRefusal, letter_refusals, reason_refusals, transfer_refusals
from ..states import LIVE, TRANSFER_STATES, TransferAction, TransferState
from .content import CONTACT, Offer, about_of, content_of, is_true, present_persons, who_is_silent


def why_not_transfer(case: Case, offer: Offer, *, now: datetime) -> frozenset[TransferRefusal]:
    """Return every reason why the case can't be passed on so, for the page that asks before."""
    today = timezone.localdate(now)
    present = present_persons(case)
    return transfer_refusals(
        Passing(
            waits_already=case.transfers.filter(state__in=LIVE).exists(),
            same_centre=offer.destination is not None and offer.destination.pk == case.centre_id,
            by_letter=offer.destination is None,
            somebody_receives=offer.destination is not None and can_receive(offer.destination, now=now),
            body=offer.body,
            persons=[one.pk for one in offer.persons],
            agreed=[one.pk for one in offer.agreed],
            in_the_case=[one.pk for one in present],
            children=[one.pk for one in present if one.is_child_on(today)],
            silent=who_is_silent(case),
            agreed_on=offer.agreed_on,
            of_age_on=max((one.of_age_on for one in offer.agreed if one.of_age_on), default=None),
            opened_on=timezone.localdate(case.opened_at),
            how=offer.how,
            with_plan=offer.with_plan,
            summary=offer.summary,
            message=offer.message,
        ),
        today=today,
    )


def can_receive(centre: Institution, *, now: datetime) -> bool:
    """Tell whether an institution takes over cases: a welfare centre with somebody who reads its inbox."""
    return centre.kind.receives_concerns and bool(notifications.receivers(centre, now=now))


def offer_transfer(case: Case, offer: Offer, *, actor: Actor, now: datetime) -> Transfer:
    """Offer the case to another centre, or prepare the letter to a body outside the system.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
        Refused: it can't be passed on so (`TransferRefusal`).
    """
    with CASES.recorded(TransferEvent.OFFERED, Permission.CASE_TRANSFER, case, actor=actor) as case:
        case.require_family()
        refuse(why_not_transfer(case, offer, now=now))
        row = Transfer(
            case=case,
            destination=offer.destination,
            body=offer.body if offer.destination is None else "",
            body_address=offer.body_address if offer.destination is None else "",
            offered_by_id=cast(int, actor.membership_id),
            message=offer.message,
            content=content_of(case, offer, now=now),
            about=about_of(case, offer, now=now),
            agreed_on=offer.agreed_on if offer.agreed else None,
            how=offer.how if offer.agreed else "",
            who_agreed=", ".join(one.name for one in offer.agreed),
            state=TransferState.OFFERED if offer.destination else TransferState.TO_SEND,
            offered_at=now,
        )
        row.save()
        notifications.to_the_centre(row, MessageKind.TRANSFER_OFFERED, actor=actor, now=now)
    return row


def accept_transfer(
    transfer: Transfer, *, unit: Unit, lead: Membership, deputy: Membership | None, actor: Actor, now: datetime
) -> Transfer:
    """Take the case over: a case of the actor's centre opens, the old one closes, its team loses it.

    Raises:
        PermissionDenied: it wasn't offered to the actor's centre.
        TransitionNotAllowed: it was answered or withdrawn already, or the old case was closed meanwhile.
        Refused: it is no longer true of its people (`TransferRefusal`), or these can't lead (`AppointingRefusal`).
    """
    with TRANSFERS.recorded(TransferEvent.ACCEPTED, Permission.TRANSFER_ANSWER, transfer, actor=actor) as row:
        _end(row, TransferAction.ACCEPT, actor=actor, now=now)
        row.case.fresh()  # locked, so that nobody dies or withdraws between the look and the opening
        _require_true(row, now=now)
        opening = Opening(
            unit=unit,
            address=row.content["address"],
            persons=[_new(told) for told in row.persons],
            lead=lead,
            deputy=deputy,
        )
        new = make_case(opening, actor=actor, now=now)
        persons = [place.person for place in new.case_persons.order_by("pk").select_related("person")]
        for told in row.content.get("goals", []):
            index = told["person"]
            Goal(case=new, person=None if index is None else persons[index], text=told["text"]).save()
        row.new_case = new
        row.save()
        _close(row.case, actor=actor, now=now)
        notifications.to_the_sender(row, MessageKind.TRANSFER_ACCEPTED, actor=actor, now=now)
    return row


def _require_true(row: Transfer, *, now: datetime) -> None:
    if not is_true(row, now=now):
        refuse({TransferRefusal.FAMILY_CHANGED})


def _new(told: dict[str, Any]) -> NewPerson:
    born = told.get("birth_date")
    contact = {name: told[name] for name in CONTACT}
    return NewPerson(
        **contact,
        birth_date=date.fromisoformat(born) if born else None,
        is_minor=told["is_minor"] and not born,
    )


def _close(case: Case, *, actor: Actor, now: datetime) -> None:
    """Close the old case and end every place in its team but the lead's (see `policies.py`)."""
    case = case.fresh()
    taken_over = GoalResult(GoalAction.DROP, _("The family moved; work goes on in another centre."))
    open_goals = case.goals.filter(state=GoalState.OPEN).values_list("pk", flat=True)
    closing = Closing(ClosureReason.MOVED, results=dict.fromkeys(open_goals, taken_over))
    end_case(case, closing, actor=actor, now=now)
    for place in case.members.current().exclude(role=Role.LEAD):
        place.left_on = timezone.localdate(now)
        place.left_because = _("another centre has taken the case over")
        place.save()


def decline_transfer(transfer: Transfer, *, reason: str, actor: Actor, now: datetime) -> Transfer:
    """Decline to take the case over; its words are no longer read here.

    Raises:
        PermissionDenied: it wasn't offered to the actor's centre.
        TransitionNotAllowed: it was answered or withdrawn already.
        Refused: there is no reason (`LetterRefusal`).
    """
    with TRANSFERS.recorded(TransferEvent.DECLINED, Permission.TRANSFER_ANSWER, transfer, actor=actor) as row:
        _end(row, TransferAction.DECLINE, actor=actor, now=now)
        refuse(reason_refusals(reason))
        row.reason = reason
        row.save()
        notifications.to_the_sender(row, MessageKind.TRANSFER_DECLINED, actor=actor, now=now)
    return row


def withdraw_transfer(transfer: Transfer, *, actor: Actor, now: datetime) -> Transfer:
    """Take the offer back; the other centre no longer reads its words.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        TransitionNotAllowed: it was answered or withdrawn already.
    """
    with TRANSFERS.recorded(TransferEvent.WITHDRAWN, Permission.TRANSFER_WITHDRAW, transfer, actor=actor) as row:
        _end(row, TransferAction.WITHDRAW, actor=actor, now=now)
        row.save()
        notifications.to_the_centre(row, MessageKind.TRANSFER_WITHDRAWN, actor=actor, now=now)
    return row


def note_letter_sent(transfer: Transfer, *, number: str, sent_on: date, actor: Actor, now: datetime) -> Transfer:
    """Note that the letter to the body outside the system was sent.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        TransitionNotAllowed: it was sent or withdrawn already, or it doesn't go by letter.
        Refused: the number is missing, or the day is in the future (`LetterRefusal`); or what it says is no longer
            true of its people (`TransferRefusal`).
    """
    with TRANSFERS.recorded(TransferEvent.SENT, Permission.TRANSFER_WITHDRAW, transfer, actor=actor) as row:
        row.state = TransferState(TRANSFER_STATES.next(TransferState(row.state), TransferAction.SEND))
        _require_true(row, now=now)
        refuse(letter_refusals(number=number, sent_on=sent_on, today=timezone.localdate(now)))
        row.letter_number, row.letter_on = number, sent_on
        row.save()
    return row


def note_letter_answer(
    transfer: Transfer, *, accepted: bool, reason: str = "", actor: Actor, now: datetime
) -> Transfer:
    """Note what the body outside the system answered to the letter. If it takes the case over, the case closes.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        TransitionNotAllowed: there is no sent letter that waits for an answer.
        Refused: it declined and there is no reason (`LetterRefusal`).
    """
    event = TransferEvent.ACCEPTED if accepted else TransferEvent.DECLINED
    with TRANSFERS.recorded(event, Permission.TRANSFER_WITHDRAW, transfer, actor=actor) as row:
        if not row.by_letter:
            TRANSFER_STATES.next(TransferState(row.state), TransferAction.SEND)  # no letter: it raises
        _end(row, TransferAction.ACCEPT if accepted else TransferAction.DECLINE, actor=actor, now=now)
        if not accepted:
            refuse(reason_refusals(reason))
        row.reason = "" if accepted else reason
        row.save()
        if accepted:
            _close(row.case, actor=actor, now=now)
    return row


def _end(row: Transfer, action: TransferAction, *, actor: Actor, now: datetime) -> None:
    row.state = TransferState(TRANSFER_STATES.next(TransferState(row.state), action))
    row.ended_at, row.answered_by_id = now, actor.membership_id
