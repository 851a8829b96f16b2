"""A planned visit: planning it, moving it, ending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.cases.forms.refusals import show_at
from kooperacja.cases.policies import CASES
from kooperacja.cases.views.shell import Part, render_case
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.visits import Planned, end_visit, move_visit, plan_visit
from ..forms import AT_FIELD, VisitMoveForm, VisitPlanForm
from ..models import Visit, VisitState
from ..policies import VISITS
from ..states import VisitAction


@needs(Permission.CASE_NOTE)
@require_http_methods(["GET", "POST"])
def visit_plan(request: ActorRequest, case: UUID) -> HttpResponse:
    """Plan a visit, a meeting or a call in a case."""
    found = CASES.get_or_404(request.actor, Permission.CASE_NOTE, case)
    form = open_form(request, VisitPlanForm)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            plan_visit(found, Planned(**form.planned), actor=request.actor, now=timezone.now())
            return reverse("cases:view", args=[case])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("It is planned, and stands in your calendar."))
            return redirect(address)
    return render_case(request, "agenda/visit_plan.html", found, part=Part.OVERVIEW, form=form)


@needs(Permission.VISIT_VIEW)
@require_safe
def visit_view(request: ActorRequest, visit: UUID) -> HttpResponse:
    """What is planned, where, and what to do about it."""
    found = VISITS.get_or_404(request.actor, Permission.VISIT_VIEW, visit)
    may_edit = found.state == VisitState.PLANNED and VISITS.allows(request.actor, Permission.VISIT_EDIT, found)
    context: dict[str, Any] = {"visit": found, "may_edit": may_edit}
    return render_case(request, "agenda/visit.html", found.case, part=Part.OVERVIEW, **context)


@needs(Permission.VISIT_EDIT)
@require_http_methods(["GET", "POST"])
def visit_move(request: ActorRequest, visit: UUID) -> HttpResponse:
    """Change the hour, or what to take."""
    found = VISITS.get_or_404(request.actor, Permission.VISIT_EDIT, visit)
    form = open_form(request, VisitMoveForm, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            move_visit(found, Planned(**form.planned), version=version, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The change is saved."))
            return redirect("agenda:visit", visit)
    return render_case(request, "agenda/visit_move.html", found.case, part=Part.OVERVIEW, form=form, visit=found)


def _initial(visit: Visit) -> dict[str, object]:
    local = timezone.localtime(visit.starts_at)
    same = {name: getattr(visit, name) for name in ("version", "kind", "minutes", "words")}
    return {**same, "day": local.date(), "hour": local.time()}


@needs(Permission.VISIT_EDIT)
@require_POST
def visit_finish(request: ActorRequest, visit: UUID) -> HttpResponse:
    """Say that it took place, and go on to the note of it."""
    found = VISITS.get_or_404(request.actor, Permission.VISIT_EDIT, visit)
    end_visit(found, VisitAction.FINISH, actor=request.actor)
    messages.success(request, _("Now write down what came of it."))
    return redirect("cases:note_write", found.case.public_id)


@needs(Permission.VISIT_EDIT)
@require_POST
def visit_cancel(request: ActorRequest, visit: UUID) -> HttpResponse:
    """Call it off."""
    found = VISITS.get_or_404(request.actor, Permission.VISIT_EDIT, visit)
    end_visit(found, VisitAction.CANCEL, actor=request.actor)
    messages.success(request, _("It is called off."))
    return redirect("cases:view", found.case.public_id)
