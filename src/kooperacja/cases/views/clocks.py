"""The clocks of one case: what is due when, what stands still and why."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.clocks import CLOCKS, Clock
from ..actions.pausing import clock_named, clocks_in, pause_clock, resume_clock
from ..forms.clocks import AT_FIELD, PauseForm
from ..forms.refusals import show_at
from ..models import Case, ClockPause
from ..policies import CASES, PAUSES
from .shell import Part, render_case

LATEST = 50


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def case_clocks(request: ActorRequest, case: UUID) -> HttpResponse:
    """Show the clocks of a case with their pauses, and pause one."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    clocks = clocks_in(found, request.actor)
    form = open_form(request, PauseForm, clocks=[one for one in clocks if one.paused_until is None])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            clock = _clock(data["clock"])
            pause_clock(found, clock, data["reason"], until=data["until"], actor=request.actor, now=timezone.now())
            return reverse("cases:clocks", args=[case])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("It is paused, and its day is moved."))
            return redirect(address)
    return render_case(
        request,
        "cases/case_clocks.html",
        found,
        part=Part.OVERVIEW,
        form=form,
        clocks=clocks,
        pauses=_pauses(request, found),
    )


@needs(Permission.CASE_EDIT)
@require_POST
def case_clock_resume(request: ActorRequest, case: UUID) -> HttpResponse:
    """Let a clock run again."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    clock = clock_named(request.POST.get("clock", ""))
    if clock is not None and resume_clock(found, clock, actor=request.actor, now=timezone.now()):
        messages.success(request, _("It runs again. Only the days that it stood still count."))
    return redirect("cases:clocks", case)


def _clock(name: str) -> Clock:
    clock = clock_named(name)
    if clock is None:
        raise Http404
    return clock


def _pauses(request: ActorRequest, case: Case) -> list[ClockPause]:
    """Return the pauses so far, the newest first, with the words of their clocks."""
    rows = PAUSES.permitted(request.actor, Permission.PAUSE_VIEW).filter(case=case)
    found = list(rows.select_related("paused_by__user", "ended_by__user").order_by("-pk")[:LATEST])
    labels = {clock.name: clock.label for clock in CLOCKS}
    for pause in found:
        pause.label = labels.get(pause.clock, pause.clock)  # type: ignore[attr-defined] # for the template alone
    return found
