"""Planning a visit, moving it, and saying whether it took place."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.kernel.refused import refuse

from ..events import AgendaEvent
from ..models import Visit, VisitKind
from ..policies import VISITS
from ..rules import visit_refusals
from ..states import VISIT_STATES, VisitAction, VisitState

EVENTS = {VisitAction.FINISH: AgendaEvent.VISIT_DONE, VisitAction.CANCEL: AgendaEvent.VISIT_CANCELLED}


@dataclass(frozen=True)
class Planned:
    """What is planned: of which kind, when, for how many minutes, where and what to take."""

    kind: VisitKind
    starts_at: datetime
    minutes: int
    words: str = ""


def plan_visit(case: Case, planned: Planned, *, actor: Actor, now: datetime) -> Visit:
    """Plan a visit of one's own in a case.

    Raises:
        PermissionDenied: the actor may write no notes in the case.
        Refused: the hour can't be so (`VisitRefusal`).
    """
    with CASES.recorded(AgendaEvent.VISIT_PLANNED, Permission.CASE_NOTE, case, actor=actor) as case:
        refuse(visit_refusals(planned.starts_at, now=now))
        visit = Visit(case=case, membership_id=cast(int, actor.membership_id), **vars(planned))
        visit.save()
    return visit


def move_visit(visit: Visit, planned: Planned, *, version: int, actor: Actor, now: datetime) -> Visit:
    """Change what was planned.

    Raises:
        PermissionDenied: it is neither the actor's own nor in a case that the actor leads.
        Stale: somebody changed it meanwhile.
        TransitionNotAllowed: it took place or was called off.
        Refused: the hour can't be so (`VisitRefusal`); an hour that stays may have passed.
    """
    with VISITS.recorded(AgendaEvent.VISIT_MOVED, Permission.VISIT_EDIT, visit, actor=actor, version=version) as visit:
        VISIT_STATES.next(VisitState(visit.state), VisitAction.CANCEL)  # what has ended isn't moved
        if planned.starts_at != visit.starts_at:
            refuse(visit_refusals(planned.starts_at, now=now))
        for name, value in vars(planned).items():
            setattr(visit, name, value)
        visit.save()
    return visit


def end_visit(visit: Visit, action: VisitAction, *, actor: Actor) -> Visit:
    """Say that it took place, or call it off.

    Raises:
        PermissionDenied: it is neither the actor's own nor in a case that the actor leads.
        TransitionNotAllowed: it took place or was called off already.
    """
    with VISITS.recorded(EVENTS[action], Permission.VISIT_EDIT, visit, actor=actor) as visit:
        visit.state = VISIT_STATES.next(VisitState(visit.state), action)
        visit.save()
    return visit
