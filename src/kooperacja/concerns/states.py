"""The states of a concern."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.states import StateTable

from .terms import ConcernState


class ConcernAction(TextChoices):
    """What people do with a concern."""

    RELEASE = "release", _("release")
    HOLD_BACK = "hold_back", _("don't send")
    WITHDRAW = "withdraw", _("withdraw")
    TAKE_UP = "take_up", _("take up")
    FORWARD = "forward", _("forward to the competent centre")
    LINK = "link", _("link to a case")
    OPEN_CASE = "open_case", _("open a case")
    TELL_OTHER = "tell_other", _("tell another body")
    LEAVE = "leave", _("take no action")
    NOT_CONFIRM = "not_confirm", _("need for help not confirmed")


__all__ = [
    "ANSWERED",
    "CONCERN_STATES",
    "ENDED",
    "ENDINGS",
    "LEFT_ALONE",
    "LIVE",
    "UNSENT",
    "WITH_CASE",
    "ConcernAction",
    "ConcernState",
]

S, A = ConcernState, ConcernAction

ENDINGS = {
    A.LINK: S.LINKED,
    A.OPEN_CASE: S.CASE_OPENED,
    A.TELL_OTHER: S.TOLD_OTHER,
    A.LEAVE: S.NO_ACTION,
    A.NOT_CONFIRM: S.NOT_CONFIRMED,
}

CONCERN_STATES = StateTable(
    {
        (S.WAITING_FOR_RELEASE, A.RELEASE): S.RECEIVED,
        (S.WAITING_FOR_RELEASE, A.HOLD_BACK): S.WITHDRAWN,
        (S.WAITING_FOR_RELEASE, A.WITHDRAW): S.WITHDRAWN,
        (S.RECEIVED, A.TAKE_UP): S.IN_TRIAGE,
        (S.RECEIVED, A.FORWARD): S.RECEIVED,
        (S.IN_TRIAGE, A.FORWARD): S.RECEIVED,
        **{(before, action): after for action, after in ENDINGS.items() for before in (S.RECEIVED, S.IN_TRIAGE)},
    },
)

LIVE = (S.RECEIVED, S.IN_TRIAGE)
"""At the centre, and somebody has to decide."""

ANSWERED = tuple(ENDINGS.values())
"""At the centre, and decided."""

LEFT_ALONE = (S.TOLD_OTHER, S.NO_ACTION, S.NOT_CONFIRMED)
"""Decided without a case: after a while it is locked."""

WITH_CASE = (S.LINKED, S.CASE_OPENED)
"""It led to help."""

ENDED = (*ANSWERED, S.WITHDRAWN)
"""Nothing more will happen."""

UNSENT = (S.WAITING_FOR_RELEASE, S.WITHDRAWN)
"""It has never reached a centre, and no centre sees it."""
