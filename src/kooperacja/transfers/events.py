"""What can happen to an offer to take a case over."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HandoverEvent(TextChoices):
    """Events of handing a case to a colleague."""

    OFFERED = "transfers.handover_offered", _("case offered to a colleague")
    ACCEPTED = "transfers.handover_accepted", _("case taken over by a colleague")
    DECLINED = "transfers.handover_declined", _("colleague declined to take the case over")
    WITHDRAWN = "transfers.handover_withdrawn", _("offer to a colleague withdrawn")


class TransferEvent(TextChoices):
    """Events of passing a case to another centre."""

    OFFERED = "transfers.transfer_offered", _("case offered to another centre")
    SENT = "transfers.transfer_sent", _("letter to another centre sent")
    ACCEPTED = "transfers.transfer_accepted", _("case taken over by another centre")
    DECLINED = "transfers.transfer_declined", _("another centre declined to take the case over")
    WITHDRAWN = "transfers.transfer_withdrawn", _("offer to another centre withdrawn")


class CoverEvent(TextChoices):
    """Events of cover by another welfare centre."""

    OFFERED = "transfers.cover_offered", _("another centre asked for cover")
    ACCEPTED = "transfers.cover_accepted", _("cover by another centre agreed")
    DECLINED = "transfers.cover_declined", _("another centre declined to cover")
    WITHDRAWN = "transfers.cover_withdrawn", _("request for cover withdrawn")
    ENDED = "transfers.cover_ended", _("cover by another centre ended early")
