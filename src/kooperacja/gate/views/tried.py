"""Writing down what an institution has tried already."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.cases.forms.common import MakingForm, initial_of
from kooperacja.cases.forms.refusals import show_at
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.cases.views.shell import Part, render_case
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.lookups import without_account
from ..actions.tried import change_tried, note_tried, note_tried_for, withdraw_tried
from ..forms import AT_FIELD, TriedEditForm, TriedForForm, TriedForm
from ..policies import TRIED, TRYING
from .common import make_once, warn_of_words

FIELDS = ("what", "since", "until", "result", "words")


@needs(Permission.TRIED_NOTE)
@require_http_methods(["GET", "POST"])
def tried_note(request: ActorRequest, case: UUID) -> HttpResponse:
    """What the own institution has tried."""
    found = TRYING.get_or_404(request.actor, Permission.TRIED_NOTE, case)
    form = open_form(request, TriedForm)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            note_tried(found, form.attempt(), actor=request.actor, now=timezone.now())
            return reverse("gate:view", args=[case])

        if answer := make_once(request, form, make, _("It is saved. It belongs to your institution.")):
            return answer
    return _page(request, "gate/tried_note.html", found, form=form)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def tried_note_for(request: ActorRequest, case: UUID) -> HttpResponse:
    """What an institution without an account has tried, as the centre heard it."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    form = open_form(request, TriedForForm, institutions=without_account(found))
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            note_tried_for(found, form.behalf(), form.attempt(), actor=request.actor, now=timezone.now())
            return reverse("gate:view", args=[case])

        if answer := make_once(request, form, make, _("It is saved, marked as heard from them.")):
            return answer
    return _page(request, "gate/tried_note_for.html", found, form=form)


@needs(Permission.TRIED_EDIT)
@require_http_methods(["GET", "POST"])
def tried_edit(request: ActorRequest, tried: UUID) -> HttpResponse:
    """Change it."""
    row = TRIED.get_or_404(request.actor, Permission.TRIED_EDIT, tried)
    form = open_form(request, TriedEditForm, initial=initial_of(row, *FIELDS))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change_tried(row, form.attempt(), version=version, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            warn_of_words(request, form)
            return redirect("gate:view", row.case.public_id)
    return _page(request, "gate/tried_edit.html", row.case, form=form, tried=row)


@needs(Permission.TRIED_EDIT)
@require_http_methods(["GET", "POST"])
def tried_withdraw(request: ActorRequest, tried: UUID) -> HttpResponse:
    """Take it back."""
    row = TRIED.get_or_404(request.actor, Permission.TRIED_EDIT, tried)
    form = open_form(request, MakingForm)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            withdraw_tried(row, actor=request.actor, now=timezone.now())
            return reverse("gate:view", args=[row.case.public_id])

        address = once(form.cleaned_data["idempotency_key"], make)
        messages.success(request, _("It is withdrawn."))
        return redirect(address)
    return _page(request, "gate/tried_withdraw.html", row.case, form=form, tried=row)


def _page(request: ActorRequest, template: str, case: Case, **context: Any) -> HttpResponse:
    return render_case(request, template, case, part=Part.OVERVIEW, **context)
