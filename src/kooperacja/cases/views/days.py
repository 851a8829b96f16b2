"""The days of an action: another day is proposed and decided on, days of a repeated action are ticked off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.kernel.refused import Refused

from ..actions.days import days_of, keep_day, propose_day, take_day, tick_days
from ..actions.plan import what_they_may_do
from ..forms.plan import AT_FIELD, OtherDayForm, TicksForm
from ..forms.refusals import show_at
from ..policies import ACTIONS
from ..states import ACTION_STATES, ActionAction, ActionState
from .answers import part_of
from .shell import render_case


@needs(Permission.ACTION_ANSWER)
@require_http_methods(["GET", "POST"])
def action_other_day(request: ActorRequest, action: UUID) -> HttpResponse:
    """Say by which other day one can do it."""
    row = ACTIONS.get_or_404(request.actor, Permission.ACTION_ANSWER, action)
    what = ActionAction.PROPOSE_DAY
    can_be = what in what_they_may_do(row, request.actor)
    if not can_be and ACTION_STATES.allows(ActionState(row.state), what):
        raise PermissionDenied(what.value)  # it could be done, but not by this person
    form = open_form(request, OtherDayForm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            propose_day(row, data["day"], data["text"], actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The other day is proposed. You will get a message once it is decided."))
            return redirect("cases:action", action)
    page: dict[str, Any] = {"form": form, "action": row, "can_be": can_be}
    return render_case(request, "cases/action_other_day.html", row.case, part=part_of(request, row), **page)


@needs(Permission.ACTION_EDIT)
@require_POST
def action_take_day(request: ActorRequest, action: UUID) -> HttpResponse:
    """Agree to the other day."""
    row = ACTIONS.get_or_404(request.actor, Permission.ACTION_EDIT, action)
    take_day(row, actor=request.actor, now=timezone.now())
    messages.success(request, _("The action is accepted, with the other day."))
    return redirect("cases:action", action)


@needs(Permission.ACTION_EDIT)
@require_POST
def action_keep_day(request: ActorRequest, action: UUID) -> HttpResponse:
    """Keep the day, and ask again."""
    row = ACTIONS.get_or_404(request.actor, Permission.ACTION_EDIT, action)
    keep_day(row, actor=request.actor, now=timezone.now())
    messages.success(request, _("The day stays. Whoever is asked was told."))
    return redirect("cases:action", action)


@needs(Permission.ACTION_ANSWER)
@require_http_methods(["GET", "POST"])
def action_days(request: ActorRequest, action: UUID) -> HttpResponse:
    """Tick off the days of a repeated action."""
    row = ACTIONS.get_or_404(request.actor, Permission.ACTION_ANSWER, action)
    days = days_of(row, until=timezone.localdate())
    ticked = [day.isoformat() for day in row.occurrences.order_by("on").values_list("on", flat=True)]
    form = open_form(request, TicksForm, days=days, initial={"version": row.version, "took_place": ticked})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            tick_days(row, form.days(), version=version, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The days are saved."))
            return redirect("cases:action", action)
    page: dict[str, Any] = {"form": form, "action": row, "days": days}
    return render_case(request, "cases/action_days.html", row.case, part=part_of(request, row), **page)
