"""The page of the data protection officer."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from .actions import files_taken, handed_over, look, people, reads, waiting_for_disposal
from .forms import LogForm

ON_A_PAGE = 25


@needs(Permission.READS_VIEW)
@require_safe
def log(request: ActorRequest) -> HttpResponse:
    """Who of the own institution read what, files that were taken, and deletion: people and numbers."""
    actor = request.actor
    form = LogForm(request.GET, people=people(actor))
    period, user_id = form.asked()
    page = Paginator(reads(actor, period, user_id=user_id), ON_A_PAGE).get_page(request.GET.get("strona"))
    taken, all_taken = files_taken(actor, now=timezone.now())
    context = {
        "form": form,
        "period": period,
        "page": page,
        "lines": look(list(page), actor=actor),
        "taken": taken,
        "all_taken": all_taken,
        "locked": waiting_for_disposal(actor),
        "handed_over": handed_over(actor),
        "receives_concerns": actor.of_centre,
    }
    return render(request, "protection/log.html", context)
