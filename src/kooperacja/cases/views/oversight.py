"""What the head of a welfare centre sees of its cases: numbers, leads and clocks, no content. And appointing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.kernel.refused import Refused

from ..actions.appointing import appoint, appointed_version
from ..actions.clocks import show_clocks
from ..actions.lookups import who_can_lead
from ..actions.pace import paces
from ..forms.cases import OversightFilterForm
from ..forms.common import show_refusals
from ..forms.opening import AppointAnewForm
from ..models import Case, Role
from ..policies import CASES, oversees

ON_A_PAGE = 50


@needs(Permission.CASE_OVERSEE)
@require_safe
def case_oversight(request: ActorRequest) -> HttpResponse:
    """The centre's cases as its head sees them."""
    if not oversees(request.actor):
        raise PermissionDenied(Permission.CASE_OVERSEE)
    form = OversightFilterForm(request.GET)
    cases: Any = CASES.permitted(request.actor, Permission.CASE_OVERSEE)
    cases = form.narrow(cases.with_lead().defer("closure_note"), request.actor)
    page = Paginator(cases, ON_A_PAGE).get_page(request.GET.get("strona"))
    show_clocks(page, request.actor, oversees=True)
    today = timezone.localdate()
    for case in page:
        case.days_open = ((case.closed_at or timezone.now()) - case.opened_at).days
    context = {"form": form, "page": page, "today": today, "is_filtered": bool(request.GET)}
    context["paces"] = paces(request.actor, now=timezone.now())
    return render(request, "cases/case_oversight.html", context)


@needs(Permission.CASE_APPOINT)
@require_http_methods(["GET", "POST"])
def case_appoint(request: ActorRequest, case: UUID) -> HttpResponse:
    """Appoint lead and deputy. The page shows the number of the case alone."""
    found = CASES.get_or_404(request.actor, Permission.CASE_APPOINT, case)
    now = timezone.now()
    people = who_can_lead(found.centre_id, timezone.localdate(now))
    form = open_form(request, AppointAnewForm, people=people, initial=_appointed(found))
    if request.method == "POST" and form.is_valid():
        try:
            appoint(found, **form.cleaned_data, actor=request.actor, now=now)
        except Refused as refused:
            show_refusals(form, refused)
        except Stale as stale:
            for name, value in _appointed(found).items():
                setattr(stale.fresh, name, value)  # the page of both compares the form with these
            return conflict(request, form, stale)
        else:
            messages.success(request, _("Appointed. Both were told, and it is recorded."))
            return redirect("cases:oversight")
    return render(request, "cases/case_appoint.html", {"case": found, "form": form})


def _appointed(case: Case) -> dict[str, Any]:
    """Return who leads and who deputises, and the number of that appointment."""
    version = appointed_version(case)  # first: a wish that began on an older one is found out
    places = {place.role: place.membership for place in case.members.current().with_people()}
    return {"lead": places.get(Role.LEAD), "deputy": places.get(Role.DEPUTY), "version": version}
