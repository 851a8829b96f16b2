"""Handing a case to a colleague of the centre: offered, then accepted, declined or withdrawn."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases import notifications as of_cases
from kooperacja.cases.actions.appointing import candidate, seat
from kooperacja.cases.actions.lookups import head_of
from kooperacja.cases.models import Case, CaseMember, Role
from kooperacja.cases.policies import CASES
from kooperacja.cases.rules.team import appointing_refusals
from kooperacja.cases.states import CaseState
from kooperacja.institutions.models import Membership
from kooperacja.kernel.refused import refuse
from kooperacja.outbox.kinds import MessageKind

from .. import notifications
from ..events import HandoverEvent
from ..models import Handover
from ..policies import HANDOVERS
from ..rules import handover_refusals, reason_refusals
from ..states import HANDOVER_STATES, HandoverAction, HandoverState


def offer_handover(
    case: Case, to: Membership, *, message: str = "", stays: bool = False, actor: Actor, now: datetime
) -> Handover:
    """Offer the case to a colleague. Until they accept, the lead leads.

    Args:
        stays: whether the lead stays in the team as a member.

    Raises:
        PermissionDenied: the actor isn't the lead, or the case is closed.
        Refused: an offer waits already (`HandoverRefusal`), or the colleague can't lead (`AppointingRefusal`).
    """
    with CASES.recorded(HandoverEvent.OFFERED, Permission.CASE_HAND_OVER, case, actor=actor) as case:
        place = case.members.current().get(role=Role.LEAD)
        refuse(
            handover_refusals(
                waits_already=case.handovers.filter(state=HandoverState.OFFERED).exists(),
                is_closed=False,
                to_oneself=to.user_id == actor.user_id,
                lead_changed=False,
            )
            | appointing_refusals(candidate(to, centre_id=case.centre_id, now=now), None)
        )
        row = Handover(
            case=case,
            offered_by_id=place.membership_id,
            offered_to=to,
            message=message,
            stays=stays,
            offered_at=now,
        )
        row.save()
        notifications.handover(row, MessageKind.HANDOVER_OFFERED, actor=actor, now=now)
    return row


def accept_handover(handover: Handover, *, actor: Actor, now: datetime) -> Handover:
    """Take the case over: at the same moment the old lead's access ends, or becomes a member's.

    If it was the deputy who takes it over, the head deputises, unless the head is the new lead.

    Raises:
        PermissionDenied: the offer wasn't made to the actor.
        TransitionNotAllowed: it was answered or withdrawn already.
        Refused: it has lapsed (`HandoverRefusal`), or the actor can't lead any more (`AppointingRefusal`).
    """
    with HANDOVERS.recorded(HandoverEvent.ACCEPTED, Permission.HANDOVER_ANSWER, handover, actor=actor) as row:
        _end(row, HandoverAction.ACCEPT, now=now)
        case = row.case.fresh()
        places = list(case.members.current().select_related("case", "membership"))
        lead = next((place for place in places if place.role == Role.LEAD), None)
        refuse(
            handover_refusals(
                waits_already=False,
                is_closed=case.state == CaseState.CLOSED,
                to_oneself=False,
                lead_changed=lead is None or lead.membership_id != row.offered_by_id,
            )
            | appointing_refusals(candidate(row.offered_to, centre_id=case.centre_id, now=now), None)
        )
        row.save()
        for place in places:
            if place is lead or place.membership_id == row.offered_to_id:
                _leave(place, now=now)
        seat(case, row.offered_to, Role.LEAD, now=now)
        if row.stays and _still_works_there(row.offered_by, now=now):
            seat(case, row.offered_by, Role.MEMBER, now=now)
        _name_a_deputy(case, row.offered_to, actor=actor, now=now)
        notifications.handover(row, MessageKind.HANDOVER_ACCEPTED, actor=actor, now=now)
    return row


def _name_a_deputy(case: Case, lead: Membership, *, actor: Actor, now: datetime) -> None:
    """The head deputises if nobody does; in an office of one there is nobody, and the case goes on."""
    head = head_of(case.centre_id, timezone.localdate(now))
    if head is None or head.user_id == lead.user_id or case.members.current().filter(role=Role.DEPUTY).exists():
        return
    for place in case.members.current().filter(membership=head):
        _leave(place, now=now)
    of_cases.joined(seat(case, head, Role.DEPUTY, now=now), actor=actor, now=now)


def _still_works_there(membership: Membership, *, now: datetime) -> bool:
    """Whoever left the centre meanwhile stays in no team, whatever was offered before."""
    return Membership.objects.on(timezone.localdate(now)).filter(pk=membership.pk).exists()


def _leave(place: CaseMember, *, now: datetime) -> None:
    place.left_on = timezone.localdate(now)
    place.left_because = _("the case was handed over")
    place.save()


def decline_handover(handover: Handover, *, reason: str, actor: Actor, now: datetime) -> Handover:
    """Decline to take the case over; the lead learns the reason and goes on leading.

    Raises:
        PermissionDenied: the offer wasn't made to the actor.
        TransitionNotAllowed: it was answered or withdrawn already.
        Refused: there is no reason (`LetterRefusal`).
    """
    with HANDOVERS.recorded(HandoverEvent.DECLINED, Permission.HANDOVER_ANSWER, handover, actor=actor) as row:
        _end(row, HandoverAction.DECLINE, now=now)
        refuse(reason_refusals(reason))
        row.reason = reason
        row.save()
        notifications.handover(row, MessageKind.HANDOVER_DECLINED, actor=actor, now=now)
    return row


def withdraw_handover(handover: Handover, *, actor: Actor, now: datetime) -> Handover:
    """Take the offer back.

    Raises:
        PermissionDenied: the actor neither made the offer nor leads the case.
        TransitionNotAllowed: it was answered or withdrawn already.
    """
    with HANDOVERS.recorded(HandoverEvent.WITHDRAWN, Permission.HANDOVER_WITHDRAW, handover, actor=actor) as row:
        _end(row, HandoverAction.WITHDRAW, now=now)
        row.save()
        notifications.handover(row, MessageKind.HANDOVER_WITHDRAWN, actor=actor, now=now)
    return row


def _end(row: Handover, action: HandoverAction, *, now: datetime) -> None:
    row.state = HandoverState(HANDOVER_STATES.next(HandoverState(row.state), action))
    row.ended_at = now
