"""The decision whether this is the way, and the crisis path: of the lead and the deputy."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES, CRISES
from kooperacja.cases.views.shell import Part, render_case
from kooperacja.drafts.forms import open_form

from ..actions.crisis import end_crisis, note_crisis
from ..actions.qualifying import qualify
from ..forms import CrisisEndForm, CrisisForm, QualifyForm
from ..models import Answer
from .common import make_once
from .overview import tried_in


def _of_family(request: ActorRequest, case: UUID) -> Case:
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    if found.is_community:
        raise Http404
    return found


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def qualify_view(request: ActorRequest, case: UUID) -> HttpResponse:
    """Decide, with what was tried in sight."""
    found = _of_family(request, case)
    form = open_form(request, QualifyForm, initial={"decided_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        decided = form.decided()

        def make() -> str:
            qualify(found, decided, actor=request.actor, now=timezone.now())
            return reverse("gate:view", args=[case])

        fits = decided.answer is Answer.FITS
        said = _("The decision is saved.") if fits else _("The decision is saved. You can close the case now.")
        if answer := make_once(request, form, make, said):
            return answer
    tried = tried_in(request.actor, found)
    return render_case(request, "gate/qualify.html", found, part=Part.OVERVIEW, form=form, tried=tried)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def crisis_note(request: ActorRequest, case: UUID) -> HttpResponse:
    """Note that help can't wait for the workshop."""
    found = _of_family(request, case)
    form = open_form(request, CrisisForm, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            note_crisis(found, data["reason"], since=data["since"], actor=request.actor, now=timezone.now())
            return reverse("cases:view", args=[case])

        if answer := make_once(request, form, make, _("It is noted. Help may begin at once.")):
            return answer
    return render_case(request, "gate/crisis_note.html", found, part=Part.OVERVIEW, form=form)


@needs(Permission.CRISIS_END)
@require_http_methods(["GET", "POST"])
def crisis_end(request: ActorRequest, crisis: UUID) -> HttpResponse:
    """Take it back."""
    row = CRISES.get_or_404(request.actor, Permission.CRISIS_END, crisis)
    form = open_form(request, CrisisEndForm)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            end_crisis(row, form.cleaned_data["because"], actor=request.actor, now=timezone.now())
            return reverse("gate:view", args=[row.case.public_id])

        if answer := make_once(request, form, make, _("It is taken back.")):
            return answer
    return render_case(request, "gate/crisis_end.html", row.case, part=Part.OVERVIEW, form=form, crisis=row)
