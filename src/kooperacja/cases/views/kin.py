"""Who is what to whom: kinship and guardians."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import GuardianKind, KinshipKind, Person

from ..actions.kin import GuardianDetails, add_guardian, add_kinship, end_guardian, remove_kinship
from ..forms.people import AT_FIELD, GuardianEndForm, GuardianForm, KinshipForm
from ..forms.refusals import show_at
from ..models import Case
from ..policies import CASES, PERSONS
from .people import names_of, person_of
from .shell import Part, render_case


def _others(request: ActorRequest, case: Case, person: Person) -> Any:
    """Return the other people of the case."""
    people = PERSONS.permitted(request.actor, Permission.PERSON_EDIT).filter(case_persons__case=case)
    return people.exclude(pk=person.pk).order_by("pk")


@needs(Permission.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def kinship_add(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Write down what somebody is to this person."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    form = open_form(request, KinshipForm, others=_others(request, found, one))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            kind = KinshipKind(data["kind"])
            add_kinship(found, data["relative"], kind, one, actor=request.actor, now=timezone.now())
            return reverse("cases:person", args=[case, person])

        try:
            return redirect(once(data["idempotency_key"], make))
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
    return render_case(request, "cases/person_kin.html", found, part=Part.PEOPLE, form=form, person=one)


@needs(Permission.PERSON_EDIT)
@require_POST
def kinship_remove(request: ActorRequest, case: UUID, person: UUID, kinship: UUID) -> HttpResponse:
    """Remove a kinship that was written down by mistake."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    row = next((row for row in [*one.kin.all(), *one.kin_of.all()] if row.public_id == kinship), None)
    if row is None:
        raise Http404
    remove_kinship(found, row, actor=request.actor, now=timezone.now())
    messages.success(request, _("The kinship is removed."))
    return redirect("cases:person", case, person)


@needs(Permission.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def guardian_add(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Write down who decides for this person."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    form = open_form(request, GuardianForm, others=_others(request, found, one))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            details = GuardianDetails(GuardianKind(data["kind"]), data["starts_on"], data["ends_on"], data["scope"])
            add_guardian(found, one, data["guardian"], details, actor=request.actor, now=timezone.now())
            return reverse("cases:person", args=[case, person])

        try:
            return redirect(once(data["idempotency_key"], make))
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
    return render_case(request, "cases/person_guardian.html", found, part=Part.PEOPLE, form=form, person=one)


@needs(Permission.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def guardian_end(request: ActorRequest, case: UUID, person: UUID, guardianship: UUID) -> HttpResponse:
    """Write down the last day of a guardianship."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    row = get_object_or_404(one.guardians.select_related("guardian"), public_id=guardianship)
    form = open_form(request, GuardianEndForm)
    if request.method == "POST" and form.is_valid():
        try:
            end_guardian(found, row, form.cleaned_data["left_on"], actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The last day is written down."))
            return redirect("cases:person", case, person)
    name = names_of(request, [row.guardian])[row.guardian_id]
    context: dict[str, Any] = {"form": form, "person": one, "row": row, "name": name}
    return render_case(request, "cases/person_guardian_end.html", found, part=Part.PEOPLE, **context)
