"""Taking up a concern, passing it on, and deciding on it. Whatever is decided, the reporter gets the same answer."""

from datetime import datetime
from typing import Any, Final, cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.institutions.models import Institution
from kooperacja.kernel.refused import Refused
from kooperacja.territory.models import Unit

from .. import notifications
from ..events import ConcernEvent
from ..models import Concern, Decision, DecisionKind
from ..policies import CONCERNS
from ..querysets import centres_for
from ..rules import decision_refusals, forward_refusals
from ..states import CONCERN_STATES, ConcernAction, ConcernState
from .raising import start_clock

KINDS: Final = {
    ConcernAction.LINK: DecisionKind.LINK,
    ConcernAction.OPEN_CASE: DecisionKind.OPEN_CASE,
    ConcernAction.TELL_OTHER: DecisionKind.TELL_OTHER,
    ConcernAction.LEAVE: DecisionKind.NO_ACTION,
    ConcernAction.NOT_CONFIRM: DecisionKind.NOT_CONFIRMED,
}


def take_up(concern: Concern, *, actor: Actor, now: datetime) -> Concern:
    """Say that somebody is looking into it. The clock runs on.

    Raises `PermissionDenied`; `TransitionNotAllowed` if it isn't newly received.
    """
    with CONCERNS.recorded(ConcernEvent.TAKEN_UP, Permission.CONCERN_TRIAGE, concern, actor=actor) as concern:
        concern.state = _next(concern, ConcernAction.TAKE_UP)
        concern.taken_up_at = now
        concern.save()
    return concern


def forward(concern: Concern, *, to: Institution, unit: Unit, reason: str, actor: Actor, now: datetime) -> Concern:
    """Pass a concern on to the centre that is competent for `unit`, where the person lives.

    The clock starts anew there. The own centre goes on seeing number, date and state, and keeps with its decision the
    numbers of its own registers.

    Raises `PermissionDenied`; `TransitionNotAllowed` if it is decided; `Refused` with `rules.ForwardRefusal`.
    """
    with CONCERNS.recorded(ConcernEvent.FORWARDED, Permission.CONCERN_TRIAGE, concern, actor=actor) as concern:
        after = _next(concern, ConcernAction.FORWARD)
        serves = centres_for(unit, today=timezone.localdate(now)).filter(pk=to.pk).exists()
        _refuse(forward_refusals(to_itself=to.pk == concern.centre_id, is_their_gmina=serves, reason=reason))
        decision = _decide(
            concern,
            DecisionKind.FORWARD,
            reason=reason,
            actor=actor,
            now=now,
            to_centre=to,
            register_number=concern.register_number,
            case_mark=concern.case_mark,
        )
        concern.state, concern.centre, concern.unit = after, to, unit
        concern.register_number = concern.case_mark = ""
        concern.forwarded_at, concern.taken_up_at = now, None
        concern.reminded_at = concern.late_told_at = concern.inform_late_told_at = None
        start_clock(concern, now=now)
        concern.save()
        notifications.came_by_forwarding(concern, now=now)
        notifications.forwarded(decision, now=now)
    return concern


def tell_other_body(
    concern: Concern, *, body: str, how: str, by: str, reason: str, actor: Actor, now: datetime
) -> Concern:
    """End a concern because another body is the right one and was told: that it was, how, and by whom; no facts.

    Raises `PermissionDenied`, `TransitionNotAllowed`; `Refused` with `rules.DecisionRefusal`.
    """
    told = {"told_body": body, "told_how": how, "told_by": by}
    _refuse(decision_refusals(reason=reason, tells=True, body=body, how=how, by=by))
    return _end(concern, ConcernAction.TELL_OTHER, reason=reason, actor=actor, now=now, **told)


def take_no_action(concern: Concern, *, reason: str, actor: Actor, now: datetime) -> Concern:
    """End a concern on which the centre does nothing, and say why.

    Raises `PermissionDenied`, `TransitionNotAllowed`; `Refused` with `rules.DecisionRefusal`.
    """
    return _end(concern, ConcernAction.LEAVE, reason=reason, actor=actor, now=now)


def not_confirm(concern: Concern, *, reason: str, actor: Actor, now: datetime) -> Concern:
    """End a concern because the need for help was not confirmed.

    Raises `PermissionDenied`, `TransitionNotAllowed`; `Refused` with `rules.DecisionRefusal`.
    """
    return _end(concern, ConcernAction.NOT_CONFIRM, reason=reason, actor=actor, now=now)


def end_with_case(concern: Concern, *, actor: Actor, now: datetime, action: ConcernAction, reason: str) -> Concern:
    """End a concern with a case: for the room of cases, which writes the link itself.

    May be called inside that room's own recording: then the case, its link and this decision stand or fall together.

    Args:
        action: `ConcernAction.LINK` or `ConcernAction.OPEN_CASE`.

    Raises `PermissionDenied`, `TransitionNotAllowed`; `Refused` with `rules.DecisionRefusal`; `ValueError` for any
    other action.
    """
    if action not in {ConcernAction.LINK, ConcernAction.OPEN_CASE}:
        raise ValueError(f"{action.value} doesn't end a concern with a case")
    return _end(concern, action, reason=reason, actor=actor, now=now)


def _end(
    concern: Concern, action: ConcernAction, *, reason: str, actor: Actor, now: datetime, **fields: Any
) -> Concern:
    _refuse(decision_refusals(reason=reason, tells=False))
    with CONCERNS.recorded(ConcernEvent.ENDED, Permission.CONCERN_TRIAGE, concern, actor=actor) as concern:
        concern.state = _next(concern, action)
        concern.ended_at = now
        _decide(concern, KINDS[action], reason=reason, actor=actor, now=now, **fields)
        concern.save()
        notifications.finished(concern, now=now)
    return concern


def _decide(
    concern: Concern, kind: DecisionKind, *, reason: str, actor: Actor, now: datetime, **fields: Any
) -> Decision:
    decision = Decision(
        concern=concern,
        kind=kind,
        reason=reason,
        centre_id=concern.centre_id,
        decided_by_id=cast(int, actor.membership_id),
        decided_at=now,
        **fields,
    )
    decision.save()
    return decision


def _next(concern: Concern, action: ConcernAction) -> ConcernState:
    return CONCERN_STATES.next(ConcernState(concern.state), action)


def _refuse(found: frozenset[Any]) -> None:
    if found:
        raise Refused(found)
