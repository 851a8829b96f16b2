"""What a regional centre sees of the cases of its centres: numbers, and only of those that agreed."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..actions.clocks import CLOCKS
from ..actions.counting import SMALL, agreed_centres, late_counts
from ..actions.escalating import REVIEW

ON_A_PAGE = 50


@needs(Permission.CASE_COUNT)
@require_safe
def case_counts(request: ActorRequest) -> HttpResponse:
    """How many cases are late, centre by centre."""
    today = timezone.localdate()
    page = Paginator(agreed_centres(request.actor, today), ON_A_PAGE).get_page(request.GET.get("strona"))
    heads = [clock.late for clock in (*CLOCKS, REVIEW)]
    context = {"page": page, "rows": late_counts(page, today), "heads": heads, "small": SMALL}
    return render(request, "cases/case_counts.html", context)
