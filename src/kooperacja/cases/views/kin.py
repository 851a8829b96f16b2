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
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import GuardianKind, Kinship, KinshipKind, Person

from ..actions.kin import GuardianDetails, add_guardian, add_kinship, date_kinship, end_guardian, remove_kinship
from ..forms.common import initial_of
from ..forms.people import AT_FIELD, GuardianEndForm, GuardianForm, KinshipDatesForm, KinshipForm
from ..forms.refusals import show_at
from ..models import Case
from ..policies import CASES, PERSONS
from .people import person_of
from .person_cards import Names
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
            days = (data["starts_on"], data["ends_on"])
            add_kinship(found, data["relative"], kind, one, days=days, actor=request.actor, now=timezone.now())
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
    remove_kinship(found, _kinship_of(one, kinship), actor=request.actor, now=timezone.now())
    messages.success(request, _("The kinship is removed."))
    return redirect("cases:person", case, person)


def _kinship_of(person: Person, kinship: UUID) -> Kinship:
    """Return a kinship of this person, said either way round."""
    rows = person.kin.select_related("person", "relative").filter(public_id=kinship)
    said = rows.first() or person.kin_of.select_related("person", "relative").filter(public_id=kinship).first()
    if said is None:
        raise Http404
    return said


@needs(Permission.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def kinship_dates(request: ActorRequest, case: UUID, person: UUID, kinship: UUID) -> HttpResponse:
    """Write down since when and until when somebody is, or was, kin to this person."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    row = _kinship_of(one, kinship)
    form = open_form(request, KinshipDatesForm, initial=initial_of(row, "starts_on", "ends_on"))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        days = (data["starts_on"], data["ends_on"])
        try:
            date_kinship(found, row, days, version=data["version"], actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("It is written down."))
            return redirect("cases:person", case, person)
    other, label = (
        (row.relative, row.reverse_label) if row.person_id == one.pk else (row.person, row.get_kind_display())
    )
    context: dict[str, Any] = {"form": form, "person": one, "name": Names(request, [other]).of(other), "label": label}
    return render_case(request, "cases/person_kin_dates.html", found, part=Part.PEOPLE, **context)


@needs(Permission.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def guardian_add(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Write down who decides for this person."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    form = open_form(request, GuardianForm, others=_others(request, found, one).filter(has_died=False))
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
    ended = row.ends_on is not None
    form = open_form(request, GuardianEndForm, ended=ended, initial={"left_on": row.ends_on} if ended else None)
    if request.method == "POST" and form.is_valid():
        try:
            end_guardian(found, row, form.cleaned_data["left_on"], actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The last day is written down."))
            return redirect("cases:person", case, person)
    context: dict[str, Any] = {
        "form": form,
        "person": one,
        "row": row,
        "name": Names(request, [row.guardian]).of(row.guardian),
    }
    return render_case(request, "cases/person_guardian_end.html", found, part=Part.PEOPLE, **context)
