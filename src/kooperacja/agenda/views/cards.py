"""What this room puts into the page of a case: what is planned there, and the way to plan more."""

from django.template.loader import render_to_string

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest
from kooperacja.cases.actions.timeline import PARTS
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.cases.views.shell import Place, add_card

from ..models import Visit, VisitState
from ..policies import VISITS

SHOWN = 5


def planned_visits(request: ActorRequest, case: Case) -> str:
    """The next visits in the case, everybody's."""
    rows = VISITS.permitted(request.actor, Permission.VISIT_VIEW).filter(case=case, state=VisitState.PLANNED)
    visits = list(rows.select_related("membership__user").defer("words").order_by("starts_at")[:SHOWN])
    may_plan = CASES.allows(request.actor, Permission.CASE_NOTE, case)
    if not visits and not may_plan:
        return ""
    return render_to_string("agenda/_card.html", {"visits": visits, "case": case, "may_plan": may_plan}, request)


add_card(planned_visits, Place.NEXT)
PARTS.append(Visit)
