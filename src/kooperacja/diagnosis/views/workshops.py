"""The workshop with the family, and what each institution brought to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.cases.forms.common import MakingForm, show_refusals
from kooperacja.cases.policies import CASES
from kooperacja.cases.views.people import of_a_family
from kooperacja.cases.views.shell import render_case
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import draft_of, open_form
from kooperacja.drafts.kinds import draft_kind
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.workshops import change_contribution, change_workshop, contribute, hold_workshop, withdraw_contribution
from ..forms.workshops import ContributeForm, ContributionEditForm, WorkshopEditingForm, WorkshopMakingForm
from ..models import ContributionKind, Workshop
from ..policies import CONTRIBUTIONS, WORKSHOPS
from ..rules.attendance import TookPart
from .common import choices_for, names_of
from .overview import TAB

HOLDING = draft_kind("warsztat", title=gettext_lazy("a workshop with the family"), page="diagnosis:hold", about="case")
CONTRIBUTING = draft_kind(
    "wypowiedzi", title=gettext_lazy("what was said at a workshop"), page="diagnosis:contribute", about="workshop"
)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def workshop_hold(request: ActorRequest, case: UUID) -> HttpResponse:
    """Write down that a workshop takes place; what is said comes next."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    draft = draft_of(request, HOLDING, about=found.public_id)
    initial = {"held_on": timezone.localdate()}
    form = open_form(request, WorkshopMakingForm, draft=draft, initial=initial, **choices_for(request, found))
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            workshop = hold_workshop(found, form.details(), actor=request.actor, now=timezone.now())
            draft.discard()
            return reverse("diagnosis:contribute", args=[workshop.public_id])

        try:
            return redirect(once(form.cleaned_data["idempotency_key"], make))
        except Refused as refused:
            show_refusals(form, refused)
    return render_case(request, "diagnosis/workshop_hold.html", found, part=TAB.name, form=form, draft=draft)


@needs(Permission.WORKSHOP_EDIT)
@require_http_methods(["GET", "POST"])
def workshop_change(request: ActorRequest, workshop: UUID) -> HttpResponse:
    """Change when, where or with whom."""
    row = WORKSHOPS.get_or_404(request.actor, Permission.WORKSHOP_EDIT, workshop)
    initial = {"version": row.version, "held_on": row.held_on, "place": row.place, **row.took_part}
    form = open_form(request, WorkshopEditingForm, initial=initial, **choices_for(request, row.case))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change_workshop(row, form.details(), version=version, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("diagnosis:workshop", workshop)
    return render_case(request, "diagnosis/workshop_change.html", row.case, part=TAB.name, form=form, workshop=row)


def _said(request: ActorRequest, workshop: Workshop) -> list[tuple[Any, list[Any]]]:
    """Return the contributions that the person sees, by kind."""
    seen: Any = CONTRIBUTIONS.permitted(request.actor, Permission.CONTRIBUTION_VIEW).filter(workshop=workshop)
    rows = list(seen.standing().select_related("institution", "author__user").order_by("pk"))
    return [(kind.label, [row for row in rows if row.kind == kind]) for kind in ContributionKind]


@needs(Permission.WORKSHOP_VIEW)
@require_safe
def workshop_view(request: ActorRequest, workshop: UUID) -> HttpResponse:
    """What was said: all of it to lead and deputy, the own institution's to another member."""
    row = WORKSHOPS.get_or_404(request.actor, Permission.WORKSHOP_VIEW, workshop)
    allowed = WORKSHOPS.allowed(request.actor, row)
    own = CONTRIBUTIONS.permitted(request.actor, Permission.CONTRIBUTION_EDIT).filter(workshop=row)
    whole = Permission.WORKSHOP_VIEW_WHOLE in allowed
    return render_case(
        request,
        "diagnosis/workshop_view.html",
        row.case,
        part=TAB.name,
        workshop=row,
        said=_said(request, row),
        editable=set(own.values_list("pk", flat=True)),
        can_change=Permission.WORKSHOP_EDIT in allowed,
        can_contribute=Permission.WORKSHOP_CONTRIBUTE in allowed,
        sees_whole=whole,
        took_part=names_of(request, row.case, TookPart.of(row.took_part)) if whole else [],
    )


@needs(Permission.WORKSHOP_VIEW_WHOLE)
@require_safe
def workshop_print(request: ActorRequest, workshop: UUID) -> HttpResponse:
    """The workshop on A4, for the family and the paper file."""
    row = WORKSHOPS.get_or_404(request.actor, Permission.WORKSHOP_VIEW_WHOLE, workshop)
    took_part = names_of(request, row.case, TookPart.of(row.took_part))
    context = {"case": row.case, "workshop": row, "said": _said(request, row), "took_part": took_part}
    return render(request, "diagnosis/workshop_print.html", context)


@needs(Permission.WORKSHOP_CONTRIBUTE)
@require_http_methods(["GET", "POST"])
def contribute_view(request: ActorRequest, workshop: UUID) -> HttpResponse:
    """One box a question, kept as one types."""
    row = WORKSHOPS.get_or_404(request.actor, Permission.WORKSHOP_CONTRIBUTE, workshop)
    draft = draft_of(request, CONTRIBUTING, about=row.public_id)
    form = open_form(request, ContributeForm, draft=draft)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            contribute(row, form.said(), actor=request.actor, now=timezone.now())
            draft.discard()
            return reverse("diagnosis:workshop", args=[workshop])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("What was said is saved."))
            return redirect(address)
    return render_case(
        request, "diagnosis/contribute.html", row.case, part=TAB.name, form=form, draft=draft, workshop=row
    )


@needs(Permission.CONTRIBUTION_EDIT)
@require_http_methods(["GET", "POST"])
def contribution_edit(request: ActorRequest, contribution: UUID) -> HttpResponse:
    """Change the words of an own institution's contribution."""
    row = CONTRIBUTIONS.get_or_404(request.actor, Permission.CONTRIBUTION_EDIT, contribution)
    form = open_form(request, ContributionEditForm, initial={"version": row.version, "text": row.text})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_contribution(row, data["text"], version=data["version"], actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        return redirect("diagnosis:workshop", row.workshop.public_id)
    context: dict[str, Any] = {"form": form, "contribution": row}
    return render_case(request, "diagnosis/contribution_edit.html", row.workshop.case, part=TAB.name, **context)


@needs(Permission.CONTRIBUTION_EDIT)
@require_http_methods(["GET", "POST"])
def contribution_withdraw(request: ActorRequest, contribution: UUID) -> HttpResponse:
    """Take back an own institution's contribution."""
    row = CONTRIBUTIONS.get_or_404(request.actor, Permission.CONTRIBUTION_EDIT, contribution)
    form = open_form(request, MakingForm)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            withdraw_contribution(row, actor=request.actor, now=timezone.now())
            return reverse("diagnosis:workshop", args=[row.workshop.public_id])

        address = once(form.cleaned_data["idempotency_key"], make)
        messages.success(request, _("It is withdrawn."))
        return redirect(address)
    context: dict[str, Any] = {"form": form, "contribution": row}
    return render_case(request, "diagnosis/contribution_withdraw.html", row.workshop.case, part=TAB.name, **context)
