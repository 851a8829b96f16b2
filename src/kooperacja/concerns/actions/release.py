"""Before a concern is sent: its head releases it or doesn't, its writer may take it back."""

from datetime import datetime

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission

from .. import notifications
from ..events import ConcernEvent
from ..models import Concern
from ..policies import OWN_CONCERNS, RELEASES
from ..states import CONCERN_STATES, ConcernAction, ConcernState
from .raising import start_clock


def release_concern(concern: Concern, *, actor: Actor, now: datetime) -> Concern:
    """Send what somebody of the own institution wrote; the centre's clock starts now.

    Raises `PermissionDenied`, also when somebody was faster.
    """
    with RELEASES.recorded(ConcernEvent.RELEASED, Permission.CONCERN_RELEASE, concern, actor=actor) as concern:
        concern.state = CONCERN_STATES.next(ConcernState(concern.state), ConcernAction.RELEASE)
        start_clock(concern, now=now)
        concern.save()
        notifications.came(concern, now=now)
        notifications.accepted(concern, now=now)
    return concern


def hold_back_concern(concern: Concern, *, actor: Actor, now: datetime) -> Concern:
    """Decide, as the head, not to send it; no centre ever sees it, and its writer hears of it.

    Raises `PermissionDenied`, also when somebody was faster.
    """
    with RELEASES.recorded(ConcernEvent.HELD_BACK, Permission.CONCERN_RELEASE, concern, actor=actor) as concern:
        concern.state = CONCERN_STATES.next(ConcernState(concern.state), ConcernAction.HOLD_BACK)
        concern.ended_at = now
        concern.save()
        notifications.held_back(concern, now=now)
    return concern


def withdraw_concern(concern: Concern, *, actor: Actor, now: datetime) -> Concern:
    """Take back what one wrote, as long as it waits for the head.

    Raises `PermissionDenied`; `TransitionNotAllowed` once it was sent: what reached a centre stays there.
    """
    event, permission = ConcernEvent.WITHDRAWN, Permission.CONCERN_WITHDRAW_OWN
    with OWN_CONCERNS.recorded(event, permission, concern, actor=actor) as concern:
        concern.state = CONCERN_STATES.next(ConcernState(concern.state), ConcernAction.WITHDRAW)
        concern.ended_at = now
        concern.save()
    return concern
