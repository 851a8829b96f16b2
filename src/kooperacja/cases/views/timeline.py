"""The story of a case on one page."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..actions.timeline import institutions_of, story
from ..forms.timeline import TimelineForm
from ..policies import CASES
from .shell import Part, render_case


@needs(Permission.CASE_VIEW)
@require_safe
def timeline(request: ActorRequest, case: UUID) -> HttpResponse:
    """Contacts and events in order, the newest first, as far as the person may see them."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW, case)
    is_whole = CASES.allows(request.actor, Permission.CASE_VIEW_WHOLE, found)
    form = TimelineForm(request.GET, institutions=institutions_of(found) if is_whole else None)
    page, lines = story(found, form.asked(), actor=request.actor, page=request.GET.get("strona"))
    return render_case(
        request,
        "cases/timeline.html",
        found,
        part=Part.TIMELINE,
        form=form,
        page=page,
        lines=lines,
        is_filtered=bool(request.GET),
    )
