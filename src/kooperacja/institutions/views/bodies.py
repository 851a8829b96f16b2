"""Pages of institutions: the directory, entering and changing, a file of many."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.territory.policies import UNITS

from ..actions.bodies import create_institution, edit_institution, import_institutions, set_own_institution
from ..directory import kinds_in_use, named
from ..forms.bodies import (
    DAYS,
    InstitutionFileForm,
    InstitutionFilterForm,
    InstitutionForm,
    OwnInstitutionForm,
    hours_initial,
)
from ..models import Institution
from ..policies import INSTITUTIONS
from ..rows import COLUMNS, FileProblem, read_file

PAGE = 50


@needs(Permission.INSTITUTION_VIEW)
@require_safe
def institution_list(request: ActorRequest) -> HttpResponse:
    """List the directory, narrowed by name and kind."""
    form = InstitutionFilterForm(request.GET or None, kinds=kinds_in_use())
    rows = INSTITUTIONS.permitted(request.actor, Permission.INSTITUTION_VIEW)
    if form.is_valid():
        if name := form.cleaned_data["nazwa"]:
            rows = named(rows, name)
        if kind := form.cleaned_data["rodzaj"]:
            rows = rows.filter(kind=kind)
    listed = rows.select_related("kind", "seat").order_by("name", "pk")
    page = Paginator(listed, PAGE).get_page(request.GET.get("strona"))
    context = {
        "form": form,
        "page": page,
        "may_create": may(request.actor, Permission.INSTITUTION_CREATE),
        "may_import": may(request.actor, Permission.INSTITUTION_IMPORT),
    }
    return render(request, "institutions/institution_list.html", context)


@needs(Permission.INSTITUTION_VIEW)
@require_safe
def institution_view(request: ActorRequest, institution: UUID) -> HttpResponse:
    """Show one institution."""
    row = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_VIEW, institution)
    allowed = INSTITUTIONS.allowed(request.actor, row)
    context = {
        "institution": row,
        "areas": row.service_areas.filter(ends_on=None).select_related("unit").order_by("unit__code"),
        "hours": [(DAYS[day], text) for day, text in zip(DAYS, hours_initial(row.opening_hours).values(), strict=True)],
        "may_edit": Permission.INSTITUTION_EDIT in allowed,
        "may_set_own": Permission.INSTITUTION_SET_OWN in allowed,
    }
    return render(request, "institutions/institution_view.html", context)


@needs(Permission.INSTITUTION_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_create(request: ActorRequest) -> HttpResponse:
    """Enter an institution."""
    form = _form(request, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        values = form.values()

        def make() -> str:
            row = create_institution(Institution(**values), form.cleaned_data["areas"], actor=request.actor)
            return reverse("institutions:view", args=[row.public_id])

        address = once(form.cleaned_data["idempotency_key"], make)
        messages.success(request, _("The institution is entered."))
        return redirect(address)
    return render(request, "institutions/institution_form.html", {"form": form})


@needs(Permission.INSTITUTION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_edit(request: ActorRequest, institution: UUID) -> HttpResponse:
    """Change an institution."""
    row = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_EDIT, institution)
    form = _form(request, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            edit_institution(
                row,
                form.values(),
                form.cleaned_data["areas"],
                actor=request.actor,
                version=form.cleaned_data["version"],
                today=timezone.localdate(),
            )
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect("institutions:view", row.public_id)
    return render(request, "institutions/institution_form.html", {"form": form, "institution": row})


@needs(Permission.INSTITUTION_SET_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_set_own(request: ActorRequest, institution: UUID) -> HttpResponse:
    """Let an administrator keep hours and telephones of the own institution."""
    row = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_SET_OWN, institution)
    form = open_form(request, OwnInstitutionForm, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            set_own_institution(row, form.values(), actor=request.actor, version=form.cleaned_data["version"])
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect("institutions:view", row.public_id)
    return render(request, "institutions/institution_form.html", {"form": form, "institution": row})


@needs(Permission.INSTITUTION_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_import(request: ActorRequest) -> HttpResponse:
    """Show the fate of each row of a file; with “import” chosen, and no fault, carry it out."""
    form = InstitutionFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "columns": list(COLUMNS)}
    if request.method == "POST" and form.is_valid():
        try:
            rows = read_file(
                form.cleaned_data["file"].read(),
                institutions=INSTITUTIONS.permitted(request.actor, Permission.INSTITUTION_EDIT),
                units=_units(request),
            )
        except FileProblem as problem:
            form.add_error("file", str(problem))
        else:
            context |= {"rows": rows, "faults": sum(bool(row.faults) for row in rows)}
            if request.POST.get("do") == "import" and not context["faults"]:
                count = import_institutions(rows, actor=request.actor, today=timezone.localdate())
                text = ngettext("%(count)d row imported.", "%(count)d rows imported.", count)
                messages.success(request, text % {"count": count})
                return redirect("institutions:list")
    return render(request, "institutions/institution_import.html", context)


def _units(request: ActorRequest) -> Any:
    return UNITS.permitted(request.actor, Permission.TERRITORY_VIEW).filter(ends_on=None)


def _form(request: ActorRequest, *, initial: dict[str, Any]) -> InstitutionForm:
    return open_form(request, InstitutionForm, initial=initial, kinds=kinds_in_use(), units=_units(request))


def _initial(row: Institution) -> dict[str, Any]:
    names = [name for name in InstitutionForm.base_fields if name not in {"areas", "seat"}]
    areas = row.service_areas.filter(ends_on=None).select_related("unit").order_by("unit__code")
    return {
        **{name: getattr(row, name) for name in names if hasattr(row, name)},
        "kind": row.kind_id,
        "seat": row.seat,
        "areas": [area.unit for area in areas],
        "version": row.version,
        **hours_initial(row.opening_hours),
    }
