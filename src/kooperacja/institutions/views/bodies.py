"""Pages of institutions: the directory, entering and changing, a file of many."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
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
from kooperacja.kernel.refused import Refused
from kooperacja.territory.models import Level
from kooperacja.territory.policies import UNITS

from ..actions.bodies import create_institution, edit_institution, import_institutions, set_own_institution
from ..directory import kinds_in_use, narrowed
from ..forms.bodies import (
    AT,
    DAYS,
    HoursForm,
    InstitutionEditForm,
    InstitutionFileForm,
    InstitutionFilterForm,
    InstitutionForm,
    InstitutionRowsForm,
    OwnInstitutionForm,
    hours_initial,
)
from ..forms.refusals import show_refusals
from ..models import Institution
from ..policies import INSTITUTIONS
from ..rows import COLUMNS, REQUIRED, FileProblem, Row, read_file, written_out

PAGE = 50
ROWS_SHOWN = 500


@needs(Permission.INSTITUTION_VIEW)
@require_safe
def institution_list(request: ActorRequest) -> HttpResponse:
    """List the directory, narrowed by name, kind and voivodeship."""
    voivodeships = UNITS.permitted(request.actor, Permission.TERRITORY_VIEW).filter(level=Level.VOIVODESHIP)
    form = InstitutionFilterForm(request.GET or None, kinds=kinds_in_use(), voivodeships=voivodeships.order_by("name"))
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = narrowed(
        INSTITUTIONS.permitted(request.actor, Permission.INSTITUTION_VIEW),
        name=wanted.get("nazwa", ""),
        kind=wanted.get("rodzaj"),
        voivodeship=wanted.get("wojewodztwo"),
        on=None if wanted.get("zakonczone") else timezone.localdate(),
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("strona"))
    context = {
        "form": form,
        "page": page,
        "today": timezone.localdate(),
        "own": _own(request),
        "may_create": may(request.actor, Permission.INSTITUTION_CREATE),
        "may_import": may(request.actor, Permission.INSTITUTION_IMPORT),
        "may_keep_words": may(request.actor, Permission.VOCABULARY_EDIT),
    }
    return render(request, "institutions/institution_list.html", context)


def _own(request: ActorRequest) -> Institution | None:
    """Return the institution of this hat; an operator has none."""
    own = request.actor.institution_id
    rows = INSTITUTIONS.permitted(request.actor, Permission.INSTITUTION_VIEW)
    return rows.filter(pk=own).first() if own is not None else None


@needs(Permission.INSTITUTION_VIEW)
@require_safe
def institution_view(request: ActorRequest, institution: UUID) -> HttpResponse:
    """Show one institution."""
    row = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_VIEW, institution)
    allowed = INSTITUTIONS.allowed(request.actor, row)
    hours = hours_initial(row.opening_hours)
    context = {
        "institution": row,
        "today": timezone.localdate(),
        "areas": row.service_areas.select_related("unit__parent").order_by("ends_on", "unit__code", "starts_on"),
        "hours": [(label, hours[f"hours_{day}"]) for day, label in DAYS.items()] if row.opening_hours else [],
        "may_edit": Permission.INSTITUTION_EDIT in allowed,
        "may_set_own": Permission.INSTITUTION_SET_OWN in allowed,
        "may_see_people": Permission.MEMBERSHIP_INVITE in allowed,
    }
    return render(request, "institutions/institution_view.html", context)


@needs(Permission.INSTITUTION_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_create(request: ActorRequest) -> HttpResponse:
    """Enter an institution."""
    form = _form(request, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        values, areas = form.values(), form.cleaned_data["areas"]

        def make() -> str:
            row = create_institution(Institution(**values), areas, actor=request.actor)
            return reverse("institutions:view", args=[row.public_id])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
            messages.success(request, _("The institution is entered."))
            return redirect(address)
    return render(request, "institutions/institution_form.html", {"form": form})


@needs(Permission.INSTITUTION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_edit(request: ActorRequest, institution: UUID) -> HttpResponse:
    """Change an institution."""
    row = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_EDIT, institution)
    form = _form(request, InstitutionEditForm, row, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            edit_institution(
                row,
                form.values(),
                form.cleaned_data["areas"],
                actor=request.actor,
                version=form.cleaned_data["version"],
                today=timezone.localdate(),
                areas_from=form.cleaned_data["areas_from"],
            )
        except Stale as stale:
            return _both_texts(request, form, stale)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
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
            return _both_texts(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect("institutions:view", row.public_id)
    return render(request, "institutions/institution_form.html", {"form": form, "institution": row, "is_own": True})


@needs(Permission.INSTITUTION_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_import(request: ActorRequest) -> HttpResponse:
    """Show the fate of each row of a file; then, if none has a fault, carry it out."""
    columns = [(heading, column in REQUIRED) for heading, column in COLUMNS.items()]
    if request.method == "POST" and "rows" in request.POST:
        sent = open_form(request, InstitutionRowsForm)
        if sent.is_valid():
            return _carried_out(request, sent)
    form = open_form(request, InstitutionFileForm)
    context: dict[str, Any] = {"form": form, "columns": columns}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _looked_at(request, form.cleaned_data["file"].read())
        except FileProblem as problem:
            form.add_error("file", str(problem))
    return render(request, "institutions/institution_import.html", context)


def _looked_at(request: ActorRequest, content: bytes) -> dict[str, Any]:
    """Return what the page shows of a file: the fate of its rows, and the form that imports them."""
    rows = _read(request, content)
    faulty = [row for row in rows if row.faults]
    fates = {fate: sum(row.fate == fate for row in rows) for fate in ("new", "change", "same", "fault")}
    held = InstitutionRowsForm(initial={"rows": written_out(rows)}) if not faulty else None
    shown = [*faulty, *(row for row in rows if not row.faults)][:ROWS_SHOWN]
    return {"rows": shown, "left_out": len(rows) - len(shown), "fates": fates, "faults": len(faulty), "held": held}


def _carried_out(request: ActorRequest, sent: InstitutionRowsForm) -> HttpResponse:
    """Import what the page held; if it no longer fits what is entered, show again what would happen."""
    content = sent.cleaned_data["rows"].encode()
    try:
        rows = _read(request, content)
        if any(row.faults for row in rows):
            context = {"form": InstitutionFileForm(), "columns": [], **_looked_at(request, content)}
            return render(request, "institutions/institution_import.html", context, status=409)
    except FileProblem as problem:
        messages.error(request, str(problem))
        return redirect("institutions:import")

    def make() -> str:
        count = import_institutions(rows, actor=request.actor, today=timezone.localdate())
        text = ngettext("%(count)d row imported.", "%(count)d rows imported.", count)
        messages.success(request, text % {"count": count})
        return reverse("institutions:list")

    return redirect(once(sent.cleaned_data["idempotency_key"], make))


def _read(request: ActorRequest, content: bytes) -> list[Row]:
    institutions = INSTITUTIONS.permitted(request.actor, Permission.INSTITUTION_EDIT)
    return read_file(content, institutions=institutions, units=_units(request))


def _units(request: ActorRequest, row: Institution | None = None) -> Any:
    """Return the units that may be named: those that exist, and those that the institution names already."""
    units = UNITS.permitted(request.actor, Permission.TERRITORY_VIEW)
    named = [row.seat_id, *row.service_areas.values_list("unit_id", flat=True)] if row else []
    return units.filter(Q(ends_on=None) | Q(pk__in=named))


def _form(
    request: ActorRequest,
    form: type[InstitutionForm] = InstitutionForm,
    row: Institution | None = None,
    *,
    initial: dict[str, Any],
) -> InstitutionForm:
    kinds = kinds_in_use(also=row.kind_id if row else None)
    return open_form(request, form, initial=initial, kinds=kinds, units=_units(request, row))


def _initial(row: Institution) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in InstitutionForm.base_fields if hasattr(row, name)}
    return {**plain, "kind": row.kind_id, **_apart(row)}


def _apart(row: Institution) -> dict[str, Any]:
    """Return what the form shows in fields that are no columns of the institution."""
    areas = row.service_areas.filter(ends_on=None).select_related("unit").order_by("unit__code")
    return {"areas": [area.unit for area in areas], **hours_initial(row.opening_hours)}


def _both_texts(request: ActorRequest, form: HoursForm, stale: Stale) -> HttpResponse:
    """Show both texts of each field, hours and areas among them."""
    row: Any = stale.fresh
    now = _apart(row)
    for name, value in now.items():
        setattr(row, f"shown_{name}", value)
    return conflict(request, form, stale, names={name: f"shown_{name}" for name in now})
