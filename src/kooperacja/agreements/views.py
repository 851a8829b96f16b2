"""Pages of agreements: who signed what, from when to when, and the scan of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.directory import narrowed
from kooperacja.institutions.forms.refusals import show_refusals
from kooperacja.institutions.policies import INSTITUTIONS
from kooperacja.kernel.refused import Refused

from .actions import attach_scan, change_agreement, enter_agreement, join_agreement, leave_agreement, scan_type
from .forms import (
    AT,
    AgreementCreateForm,
    AgreementEditForm,
    AgreementEndForm,
    AgreementFilterForm,
    PartyJoinForm,
    PartyLeaveForm,
    ScanForm,
)
from .listing import listed
from .models import Agreement, AgreementKind
from .policies import AGREEMENTS

PAGE = 50


@needs(Permission.AGREEMENT_VIEW)
@require_safe
def agreement_list(request: ActorRequest) -> HttpResponse:
    """List the agreements that the person may see: of an operator all, of others those of their institution."""
    form = AgreementFilterForm(request.GET or None)
    today = timezone.localdate()
    rows = listed(AGREEMENTS.permitted(request.actor, Permission.AGREEMENT_VIEW), **form.wanted(today))
    context = {
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("strona")),
        "today": today,
        "may_create": may(request.actor, Permission.AGREEMENT_CREATE),
    }
    return render(request, "agreements/agreement_list.html", context)


@needs(Permission.AGREEMENT_VIEW)
@require_safe
def agreement_view(request: ActorRequest, agreement: UUID) -> HttpResponse:
    """Show one agreement with its parties."""
    row = AGREEMENTS.get_or_404(request.actor, Permission.AGREEMENT_VIEW, agreement)
    context = {
        "agreement": row,
        "parties": row.parties.select_related("institution__kind").order_by("institution__folded", "starts_on"),
        "today": timezone.localdate(),
        "may_edit": AGREEMENTS.allows(request.actor, Permission.AGREEMENT_EDIT, row),
    }
    return render(request, "agreements/agreement_view.html", context)


@needs(Permission.AGREEMENT_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_create(request: ActorRequest) -> HttpResponse:
    """Enter a signed agreement with its parties."""
    form = open_form(request, AgreementCreateForm, institutions=_institutions(request))
    if request.method == "POST" and form.is_valid():
        papers, parties = form.papers(), form.cleaned_data["parties"]

        def make() -> str:
            agreement = Agreement(kind=form.cleaned_data["kind"], **papers)
            covering = form.cleaned_data["covering"]
            row = enter_agreement(
                agreement, parties, covering=covering, actor=request.actor, today=timezone.localdate()
            )
            return reverse("agreements:view", args=[row.public_id])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
            messages.success(request, _("The agreement is entered. Now attach its scan."))
            return redirect(address)
    return render(request, "agreements/agreement_form.html", {"form": form, "title": _("Enter an agreement")})


@needs(Permission.AGREEMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: ActorRequest, agreement: UUID) -> HttpResponse:
    """Correct title and dates."""
    row = AGREEMENTS.get_or_404(request.actor, Permission.AGREEMENT_EDIT, agreement)
    initial = {name: getattr(row, name) for name in ("title", "signed_on", "starts_on", "ends_on", "version")}
    form = open_form(request, AgreementEditForm, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = _changed(request, row, form, form.papers())
        if answer is not None:
            return answer
    context = {"form": form, "agreement": row, "title": _("Change the agreement")}
    return render(request, "agreements/agreement_form.html", context)


@needs(Permission.AGREEMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_end(request: ActorRequest, agreement: UUID) -> HttpResponse:
    """End an agreement: from the next day on it opens no case to anybody."""
    row = AGREEMENTS.get_or_404(request.actor, Permission.AGREEMENT_EDIT, agreement)
    form = open_form(request, AgreementEndForm, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        answer = _changed(request, row, form, {"ends_on": form.cleaned_data["ends_on"]})
        if answer is not None:
            return answer
    return render(request, "agreements/agreement_end.html", {"form": form, "agreement": row})


@needs(Permission.AGREEMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def party_join(request: ActorRequest, agreement: UUID) -> HttpResponse:
    """Add an institution that signed later."""
    row = AGREEMENTS.get_or_404(request.actor, Permission.AGREEMENT_EDIT, agreement)
    of_cover = row.kind == AgreementKind.COVER
    form = open_form(request, PartyJoinForm, institutions=_institutions(request), of_cover=of_cover)
    if request.method == "POST" and form.is_valid():
        institution, day = form.cleaned_data["institution"], form.cleaned_data["day"]

        def make() -> str:
            covers = form.cleaned_data.get("covers", False)
            join_agreement(row, institution, since=day, covers=covers, actor=request.actor)
            return reverse("agreements:view", args=[row.public_id])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
            messages.success(request, _("The party is added."))
            return redirect(address)
    return render(
        request, "agreements/agreement_form.html", {"form": form, "agreement": row, "title": _("Add a party")}
    )


@needs(Permission.AGREEMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def party_leave(request: ActorRequest, agreement: UUID, party: UUID) -> HttpResponse:
    """Say on which day an institution left."""
    row = AGREEMENTS.get_or_404(request.actor, Permission.AGREEMENT_EDIT, agreement)
    member = get_object_or_404(row.parties.select_related("institution"), public_id=party)
    form = open_form(request, PartyLeaveForm)
    if request.method == "POST" and form.is_valid():
        try:
            leave_agreement(member, on=form.cleaned_data["day"], actor=request.actor)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
            messages.success(request, _("Saved."))
            return redirect("agreements:view", row.public_id)
    return render(request, "agreements/party_leave.html", {"form": form, "agreement": row, "party": member})


@needs(Permission.AGREEMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def scan_attach(request: ActorRequest, agreement: UUID) -> HttpResponse:
    """Attach the scan of the signed paper, or another one instead."""
    row = AGREEMENTS.get_or_404(request.actor, Permission.AGREEMENT_EDIT, agreement)
    form = open_form(request, ScanForm)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]

        def make() -> str:
            attach_scan(row, file, actor=request.actor)
            return reverse("agreements:view", args=[row.public_id])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
            messages.success(request, _("The scan is attached."))
            return redirect(address)
    return render(request, "agreements/agreement_scan.html", {"form": form, "agreement": row})


@needs(Permission.AGREEMENT_VIEW)
@require_safe
def scan(request: ActorRequest, agreement: UUID) -> HttpResponse:
    """Hand out the scan: as a file to save, never as a page of ours."""
    row = AGREEMENTS.get_or_404(request.actor, Permission.AGREEMENT_VIEW, agreement)
    if not row.scan or not row.scan.storage.exists(str(row.scan.name)):
        raise Http404
    with row.scan.open("rb") as file:
        content = file.read()  # 20 MB at the most, and nothing stays open
    ending = str(row.scan.name).rpartition(".")[2]
    headers = {
        "Content-Disposition": f'attachment; filename="porozumienie-{row.signed_on.isoformat()}.{ending}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=scan_type(row), headers=headers)


def _changed(request: ActorRequest, row: Agreement, form: Any, changes: dict[str, Any]) -> HttpResponse | None:
    """Change the agreement and lead on; or show why not, and return None."""
    version = form.cleaned_data["version"]
    try:
        change_agreement(row, changes, version=version, actor=request.actor, today=timezone.localdate())
    except Stale as stale:
        return conflict(request, form, stale)
    except Refused as refused:
        show_refusals(form, refused, AT)
        return None
    messages.success(request, _("Saved."))
    return redirect("agreements:view", row.public_id)


def _institutions(request: ActorRequest) -> Any:
    """Return the institutions that may be named: those that work today or will."""
    rows = INSTITUTIONS.permitted(request.actor, Permission.INSTITUTION_VIEW)
    return narrowed(rows, on=timezone.localdate())
