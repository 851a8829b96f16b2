"""The page of what was tried, of the decision and of the crisis path."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.policy import Policy
from kooperacja.access.views import ActorRequest, needs
from kooperacja.cases.actions.pausing import clocks_in
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES, CRISES
from kooperacja.cases.views.shell import Part, render_case
from kooperacja.diagnosis.policies import WORKSHOPS

from ..actions.crisis import WORKSHOP
from ..policies import QUALIFICATIONS, TRIED, TRYING


def tried_in(actor: Any, case: Case) -> Any:
    """Return what was tried in a case, as far as the actor may see it."""
    rows: Any = TRIED.permitted(actor, Permission.TRIED_VIEW).filter(case=case)
    return rows.standing().select_related("institution", "owner", "author__user").in_order()


def decisions_in(actor: Any, case: Case) -> Any:
    """Return the decisions on a case, the one that holds first."""
    rows: Any = QUALIFICATIONS.permitted(actor, Permission.QUALIFICATION_VIEW).filter(case=case)
    return rows.select_related("decided_by__user").newest_first()


def crisis_of(actor: Any, case: Case) -> dict[str, Any]:
    """Return what lead and deputy see of the crisis path: the one that runs, its workshop, and those of before."""
    rows = list(CRISES.permitted(actor, Permission.CRISIS_VIEW).filter(case=case).order_by("-since", "-pk"))
    running = next((one for one in rows if one.ended_on is None), None)
    workshop = None
    if running:
        workshops = WORKSHOPS.permitted(actor, Permission.WORKSHOP_VIEW).filter(case=case)
        workshop = workshops.filter(held_on__gte=running.since).order_by("held_on", "pk").first()
    workshop_on = workshop_day_in(actor, case) if running and not workshop else None
    past = [one for one in rows if one is not running]
    return {"crisis": running, "workshop": workshop, "workshop_on": workshop_on, "past_crises": past}


def workshop_day_in(actor: Any, case: Case) -> Any:
    """Return until when a workshop is awaited, to whoever may see the day, pauses counted; None where none is."""
    return next((clock.day for clock in clocks_in(case, actor, [WORKSHOP])), None)


def may_edit(policy: Policy[Any], permission: Permission, actor: Any, rows: list[Any]) -> set[int]:
    """Return the keys of those of these rows that the actor may change."""
    keys = [row.pk for row in rows]
    return set(policy.permitted(actor, permission).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


@needs(Permission.CASE_VIEW)
@require_safe
def gate_view(request: ActorRequest, case: UUID) -> HttpResponse:
    """Everything to lead and deputy; to another member what the own institution has tried."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW, case)
    tried = list(tried_in(request.actor, found))
    leads = CASES.allows(request.actor, Permission.CASE_VIEW_WHOLE, found)
    return render_case(
        request,
        "gate/view.html",
        found,
        part=Part.OVERVIEW,
        tried=tried,
        editable=may_edit(TRIED, Permission.TRIED_EDIT, request.actor, tried),
        may_note=TRYING.allows(request.actor, Permission.TRIED_NOTE, found),
        decisions=list(decisions_in(request.actor, found)) if leads else [],
        **crisis_of(request.actor, found),
        due_on=None if leads else workshop_day_in(request.actor, found),
    )
