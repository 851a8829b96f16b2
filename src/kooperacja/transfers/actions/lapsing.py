"""What was offered ends with the case. Otherwise it would come back, words and all, when the case is opened again."""

from datetime import datetime

from kooperacja.access.actor import Actor
from kooperacja.cases.actions.closing import WHEN_CLOSED
from kooperacja.cases.models import Case
from kooperacja.outbox.kinds import MessageKind

from .. import notifications
from ..states import (
    HANDOVER_STATES,
    LIVE,
    TRANSFER_STATES,
    HandoverAction,
    HandoverState,
    TransferAction,
    TransferState,
)


def lapse_with_the_case(case: Case, *, actor: Actor, now: datetime) -> None:
    """Withdraw what waits when the case ends, and tell the other centre; only inside the recording of an action."""
    for handover in case.handovers.filter(state=HandoverState.OFFERED):
        handover.state = HandoverState(HANDOVER_STATES.next(HandoverState(handover.state), HandoverAction.WITHDRAW))
        handover.ended_at = now
        handover.save()
    for transfer in case.transfers.filter(state__in=LIVE):
        transfer.state = TransferState(TRANSFER_STATES.next(TransferState(transfer.state), TransferAction.WITHDRAW))
        transfer.ended_at, transfer.answered_by_id = now, actor.membership_id
        transfer.save()
        notifications.to_the_centre(transfer, MessageKind.TRANSFER_WITHDRAWN, actor=actor, now=now)


WHEN_CLOSED.append(lapse_with_the_case)
