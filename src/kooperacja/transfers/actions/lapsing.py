"""What was offered ends with the case, and with what it says of the family.

Otherwise it would come back, words and all, when the case is opened again; or somebody would take over a family that is
another one by now, with the words of who withdrew.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.cases.actions.closing import WHEN_CLOSED
from kooperacja.cases.actions.partners import WHEN_THE_FAMILY_CHANGES
from kooperacja.cases.models import Case
from kooperacja.outbox.kinds import MessageKind

from .. import notifications
from ..models import Transfer
from ..states import (
    HANDOVER_STATES,
    LIVE,
    TRANSFER_STATES,
    HandoverAction,
    HandoverState,
    TransferAction,
    TransferState,
)
from .content import is_true


def lapse_with_the_case(case: Case, *, actor: Actor, now: datetime) -> None:
    """Withdraw what waits when the case ends, and tell the other centre; only inside the recording of an action."""
    for handover in case.handovers.filter(state=HandoverState.OFFERED):
        handover.state = HandoverState(HANDOVER_STATES.next(HandoverState(handover.state), HandoverAction.WITHDRAW))
        handover.ended_at = now
        handover.save()
    for transfer in case.transfers.filter(state__in=LIVE):
        _withdraw(transfer, actor=actor, now=now)


def lapse_when_untrue(case: Case, *, actor: Actor, now: datetime) -> None:
    """Withdraw what waits of a case whose family is another one now, and tell both sides; only inside a recording.

    A letter that was sent is out of our hands: what was answered to it is still to be noted.
    """
    for transfer in case.transfers.filter(state__in=(TransferState.OFFERED, TransferState.TO_SEND)):
        if not is_true(transfer, now=now):
            transfer.reason = _("The family has changed since the offer.")
            _withdraw(transfer, actor=actor, now=now)
            notifications.lapsed(transfer, now=now)


def _withdraw(transfer: Transfer, *, actor: Actor, now: datetime) -> None:
    transfer.state = TransferState(TRANSFER_STATES.next(TransferState(transfer.state), TransferAction.WITHDRAW))
    transfer.ended_at, transfer.answered_by_id = now, actor.membership_id
    transfer.save()
    notifications.to_the_centre(transfer, MessageKind.TRANSFER_WITHDRAWN, actor=actor, now=now)


WHEN_CLOSED.append(lapse_with_the_case)
WHEN_THE_FAMILY_CHANGES.append(lapse_when_untrue)
