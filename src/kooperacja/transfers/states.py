"""The states of an offer to take a case over: by a colleague of the centre, or by another centre."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.kernel.states import StateTable


class HandoverState(TextChoices):
    """Where the offer to a colleague is. It doesn't expire: a case is never without a lead meanwhile."""

    OFFERED = "offered", pgettext_lazy("offer", "waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("offer", "accepted")
    DECLINED = "declined", pgettext_lazy("offer", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "withdrawn")


class HandoverAction(TextChoices):
    """What is done with the offer to a colleague."""

    ACCEPT = "accept", pgettext_lazy("offer", "accept")
    DECLINE = "decline", pgettext_lazy("offer", "decline")
    WITHDRAW = "withdraw", pgettext_lazy("offer", "withdraw")


HANDOVER_STATES = StateTable(
    {
        (HandoverState.OFFERED, HandoverAction.ACCEPT): HandoverState.ACCEPTED,
        (HandoverState.OFFERED, HandoverAction.DECLINE): HandoverState.DECLINED,
        (HandoverState.OFFERED, HandoverAction.WITHDRAW): HandoverState.WITHDRAWN,
    },
)


class TransferState(TextChoices):
    """Where the offer to another centre is; to a body outside the system it goes by letter."""

    OFFERED = "offered", pgettext_lazy("offer", "waits for an answer")
    TO_SEND = "to_send", _("letter to be sent")
    SENT = "sent", _("letter sent, waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("offer", "accepted")
    DECLINED = "declined", pgettext_lazy("offer", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "withdrawn")


class TransferAction(TextChoices):
    """What is done with the offer to another centre."""

    SEND = "send", _("note that the letter was sent")
    ACCEPT = "accept", pgettext_lazy("offer", "accept")
    DECLINE = "decline", pgettext_lazy("offer", "decline")
    WITHDRAW = "withdraw", pgettext_lazy("offer", "withdraw")


TRANSFER_STATES = StateTable(
    {
        (TransferState.OFFERED, TransferAction.ACCEPT): TransferState.ACCEPTED,
        (TransferState.OFFERED, TransferAction.DECLINE): TransferState.DECLINED,
        (TransferState.OFFERED, TransferAction.WITHDRAW): TransferState.WITHDRAWN,
        (TransferState.TO_SEND, TransferAction.SEND): TransferState.SENT,
        (TransferState.TO_SEND, TransferAction.WITHDRAW): TransferState.WITHDRAWN,
        (TransferState.SENT, TransferAction.ACCEPT): TransferState.ACCEPTED,
        (TransferState.SENT, TransferAction.DECLINE): TransferState.DECLINED,
        (TransferState.SENT, TransferAction.WITHDRAW): TransferState.WITHDRAWN,
    },
)

LIVE: Final = (TransferState.OFFERED, TransferState.TO_SEND, TransferState.SENT)
"""States of a transfer in which somebody still has something to do; a case has at most one such transfer."""
