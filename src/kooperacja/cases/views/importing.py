"""Adding several persons at once: pasted rows or a file, looked at first, then all of them or none."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once, was_carried_out

from ..actions.duplicates import Lookalike, Sought, find_lookalikes
from ..actions.importing import add_people
from ..forms.duplicates import answer, question
from ..forms.importing import PeopleForm, PeopleRowsForm
from ..models import Case
from ..person_rows import HEADINGS, FileProblem, PersonRow, Sheet, read_people, template, written_out
from ..policies import CASES
from .people import of_a_family
from .shell import Part, render_case


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def person_import(request: ActorRequest, case: UUID) -> HttpResponse:
    """Show each row with its faults and those who are alike; then, once that is answered, add all of them."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    if request.method == "POST" and "rows" in request.POST:
        return _held(request, found)
    form = open_form(request, PeopleForm)
    context: dict[str, Any] = {"form": form, "headings": HEADINGS.values()}
    if request.method == "POST" and form.is_valid():
        try:
            sheet = read_people(form.content(), today=timezone.localdate())
        except FileProblem as problem:
            form.add_error("file" if form.cleaned_data["file"] else "pasted", str(problem))
        else:
            lives_there = form.cleaned_data["lives_there"]
            held = PeopleRowsForm(initial={"rows": written_out(sheet.rows), "lives_there": lives_there})
            context |= _shown(request, found, sheet, held)
    return render_case(request, "cases/person_import.html", found, part=Part.PEOPLE, **context)


def _shown(request: ActorRequest, case: Case, sheet: Sheet, held: PeopleRowsForm) -> dict[str, Any]:
    """Return what the page shows of a sheet; the form that adds its people only if no row has a fault."""
    lookalikes = _lookalikes(request, case, sheet)
    for row, found in zip(sheet.rows, lookalikes, strict=True):
        if found:
            question(held, found, **_asking(row))
    alike = {row.number for row, found in zip(sheet.rows, lookalikes, strict=True) if found}
    return {"sheet": sheet, "held": None if sheet.faulty else held, "alike": alike}


def _lookalikes(request: ActorRequest, case: Case, sheet: Sheet) -> list[list[Lookalike]]:
    sought = [
        Sought(row.texts["first_name"], row.texts["surname"], row.birth_date, row.texts["pesel"]) for row in sheet.rows
    ]
    return find_lookalikes(sought, centre=case.centre_id, actor=request.actor)


def _asking(row: PersonRow) -> dict[str, str]:
    label = _("Row %(row)d, %(name)s: is it one of these people?") % {"row": row.number, "name": row.name}
    return {"name": f"same_as_{row.number}", "label": label}


def _held(request: ActorRequest, case: Case) -> HttpResponse:
    """Add the people that the page held; if they no longer fit, or a question is open, show them again."""
    held = open_form(request, PeopleRowsForm)
    if not held.is_valid():
        return redirect("cases:person_import", case.public_id)
    try:
        sheet = read_people(held.cleaned_data["rows"].encode(errors="replace"), today=timezone.localdate())
    except FileProblem as problem:
        messages.error(request, str(problem))
        return redirect("cases:person_import", case.public_id)
    again = was_carried_out(held.cleaned_data["idempotency_key"])  # then they would be found themselves
    lookalikes = [[] for _row in sheet.rows] if again else _lookalikes(request, case, sheet)
    chosen = [answer(held, found, **_asking(row)) for row, found in zip(sheet.rows, lookalikes, strict=True)]
    if sheet.faulty or not held.is_valid():
        context = {"form": PeopleForm(), "headings": HEADINGS.values(), **_shown(request, case, sheet, held)}
        return render_case(request, "cases/person_import.html", case, part=Part.PEOPLE, **context)
    people = [person or row.details for person, row in zip(chosen, sheet.rows, strict=True)]

    def make() -> str:
        lives_there = held.cleaned_data["lives_there"]
        count = add_people(case, people, lives_there=lives_there, actor=request.actor, now=timezone.now())
        text = ngettext("%(count)d person is added.", "%(count)d persons are added.", count)
        messages.success(request, text % {"count": count})
        return reverse("cases:people", args=[case.public_id])

    return redirect(once(held.cleaned_data["idempotency_key"], make))


@needs(Permission.CASE_LIST)
@require_safe
def person_template(request: ActorRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """Give a file to fill in."""
    disposition = 'attachment; filename="osoby.csv"'
    return HttpResponse(
        template(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )
