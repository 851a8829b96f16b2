"""The crisis path: help first, and the workshop with the family soon after. It blocks nothing."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.clocks import Clock
from kooperacja.cases.actions.crisis import begin_crisis, end_crises
from kooperacja.cases.models import Case, Crisis
from kooperacja.cases.policies import CASES, CRISES
from kooperacja.cases.rules.crisis import CrisisRefusal, crisis_refusals
from kooperacja.diagnosis.models import Workshop
from kooperacja.kernel.refused import refuse

from ..events import GateEvent


def without_workshop(crises: Any) -> Any:
    """Return those that run and wait: no workshop was held on the day since when help can't wait, or later."""
    held = Workshop.objects.filter(case=OuterRef("case"), held_on__gte=OuterRef("since"))
    return crises.running().exclude(Exists(held))


def workshop_due(actor: Actor | None, oversees: bool) -> Any:
    """Return the day of the workshop as an expression for lists of cases; empty where none is awaited."""
    permission = Permission.CRISIS_OVERSEE if oversees else Permission.CRISIS_CLOCK
    crises = Crisis.objects.all() if actor is None else CRISES.permitted(actor, permission)
    waiting = without_workshop(crises).filter(case=OuterRef("pk"))
    return Subquery(waiting.values("due_on")[:1])


WORKSHOP = Clock(
    "warsztat", _("Workshop with the family until"), _("help can't wait, and the workshop is overdue"), workshop_due
)
"""The clock that runs where help can't wait for the workshop."""


def note_crisis(case: Case, reason: str, *, since: date, actor: Actor, now: datetime) -> Crisis:
    """Note that help can't wait for the workshop. One whose workshop took place meanwhile ends with it.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
        Refused: with members of `CrisisRefusal`.
    """
    with CASES.recorded(GateEvent.CRISIS_NOTED, Permission.CASE_EDIT, case, actor=actor) as case:
        refuse(
            crisis_refusals(
                reason,
                since=since,
                opened_on=timezone.localdate(case.opened_at),
                today=timezone.localdate(now),
                is_community=case.is_community,
                is_running=without_workshop(case.crises).exists(),
            )
        )
        end_crises(case, actor=actor, now=now)
        return begin_crisis(case, reason, since=since, actor=actor, now=now)


def end_crisis(crisis: Crisis, because: str, *, actor: Actor, now: datetime) -> Crisis:
    """Take it back: it was noted by mistake.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
        Refused: there is no reason, or it has ended (`CrisisRefusal`).
    """
    with CRISES.recorded(GateEvent.CRISIS_ENDED, Permission.CRISIS_END, crisis, actor=actor) as crisis:
        checks = {CrisisRefusal.NO_REASON_TO_END: not because, CrisisRefusal.ENDED_ALREADY: crisis.ended_on is not None}
        refuse(refusal for refusal, holds in checks.items() if holds)
        crisis.ended_on, crisis.ended_because = timezone.localdate(now), because
        crisis.ended_by_id = actor.membership_id
        crisis.save()
    return crisis
