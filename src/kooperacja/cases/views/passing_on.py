"""An institution's own: to whom it was passed on, and that this ends when the institution says so."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..actions.passing_on import let_pass_on, take_back
from ..policies import ACTIONS, CASES, DISCLOSURES
from .shell import Part, render_case

ON_A_PAGE = 25


@needs(Permission.CASE_VIEW)
@require_safe
def passed_on(request: ActorRequest, case: UUID) -> HttpResponse:
    """To whom the own institution's notes and actions were passed on."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW, case)
    rows = DISCLOSURES.permitted(request.actor, Permission.DISCLOSURE_VIEW_OWN).filter(case=found)
    people = rows.select_related("note", "action", "member__institution", "member__membership__user")
    page = Paginator(people.order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("strona"))
    standing = DISCLOSURES.permitted(request.actor, Permission.DISCLOSURE_TAKE_BACK).filter(
        pk__in=[one.pk for one in page]
    )
    context: dict[str, Any] = {"page": page, "standing": set(standing.values_list("pk", flat=True))}
    return render_case(request, "cases/passed_on.html", found, part=Part.OVERVIEW, **context)


@needs(Permission.DISCLOSURE_TAKE_BACK)
@require_POST
def passed_on_take_back(request: ActorRequest, disclosure: UUID) -> HttpResponse:
    """Take the own institution's permission back."""
    row = DISCLOSURES.get_or_404(request.actor, Permission.DISCLOSURE_VIEW_OWN, disclosure)
    if DISCLOSURES.allows(request.actor, Permission.DISCLOSURE_TAKE_BACK, row):  # a second click changes nothing
        take_back(row, actor=request.actor, now=timezone.now())
    messages.success(request, _("Done. Nobody to whom it was passed on sees it any more."))
    return redirect("cases:passed_on", row.case.public_id)


@needs(Permission.ACTION_ANSWER)
@require_POST
def action_pass_on(request: ActorRequest, action: UUID) -> HttpResponse:
    """Let the lead show an own action to other members, or no longer."""
    row = ACTIONS.get_or_404(request.actor, Permission.ACTION_ANSWER, action)
    allowed = request.POST.get("answer") == "yes"
    let_pass_on(row, allowed=allowed, actor=request.actor, now=timezone.now())
    messages.success(
        request,
        _("The person who leads the case may show it to other members.")
        if allowed
        else _("Done. Nobody to whom it was passed on sees it any more."),
    )
    return redirect("cases:action", action)
