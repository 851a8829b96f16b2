"""The list of own cases and the page of one case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..policies import CASES
from .shell import Part, render_case


@needs(Permission.CASE_LIST)
@require_safe
def case_list(request: ActorRequest) -> HttpResponse:
    """Own cases."""
    cases = CASES.permitted(request.actor, Permission.CASE_VIEW)
    return render(request, "cases/case_list.html", {"cases": cases})


@needs(Permission.CASE_VIEW)
@require_safe
def case_view(request: ActorRequest, case: UUID) -> HttpResponse:
    """One case: what needs doing next, and who is who."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW, case)
    return render_case(request, "cases/case_view.html", found, part=Part.OVERVIEW)
