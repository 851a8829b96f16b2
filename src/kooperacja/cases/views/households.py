"""The households of a family: further homes, who moves in and out, and which one is the main one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import Person

from ..actions.households import HomeDetails, add_household, edit_household, make_main, move_into, move_out_of
from ..actions.lookups import gminas_of
from ..forms.common import TidyForm, initial_of
from ..forms.households import AT_FIELD, AT_FIELD_OF_MOVING, HomeAddForm, HomeEditForm, MoveForm, Moving
from ..forms.refusals import show_at
from ..models import Case
from ..policies import CASES, HOUSEHOLDS, PERSONS
from .homes import Home, homes_of
from .people import of_a_family
from .shell import Part, render_case

FIELDS = ("label", "unit", "address", "starts_on", "ends_on", "time_shared")


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def household_add(request: ActorRequest, case: UUID) -> HttpResponse:
    """Write down a further home."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    people = living_people(request, found)
    units = gminas_of(found.centre_id, timezone.localdate(), also=found.home.unit_id)
    form = open_form(request, HomeAddForm, units=units, people=choices_of(people), initial={"unit": found.home.unit_id})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        who = [people[key] for key in data["who"]]

        def make() -> str:
            add_household(found, _details(form), who, actor=request.actor, now=timezone.now())
            return reverse("cases:people", args=[case])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The home is written down."))
            return redirect(address)
    return render_case(request, "cases/household_add.html", found, part=Part.PEOPLE, form=form)


@needs(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def household_edit(request: ActorRequest, case: UUID, household: UUID) -> HttpResponse:
    """Change what is known of a home, or write down that nobody lives there any more."""
    found, home = _home(request, case, household)
    row = home.household
    units = gminas_of(found.centre_id, timezone.localdate(), also=row.unit_id)
    initial = {**initial_of(row, *FIELDS), "shown_to_team": home.shown_to_team}
    form = open_form(request, HomeEditForm, units=units, is_main=home.is_main, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {"version": form.cleaned_data["version"], "actor": request.actor, "now": timezone.now()}
        try:
            edit_household(found, row, _details(form), **told)
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The home is changed."))
            return redirect("cases:people", case)
    return render_case(request, "cases/household_change.html", found, part=Part.PEOPLE, form=form, home=home)


@needs(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def household_move(request: ActorRequest, case: UUID, household: UUID) -> HttpResponse:
    """Write down that somebody lives in a home now, or no longer does."""
    found, home = _home(request, case, household)
    people = living_people(request, found)
    form = open_form(request, MoveForm, people=choices_of(people))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            move = move_into if data["what"] == Moving.IN else move_out_of
            move(found, home.household, people[data["who"]], data["day"], actor=request.actor, now=timezone.now())
            return reverse("cases:people", args=[case])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD_OF_MOVING)
        else:
            messages.success(request, _("It is written down."))
            return redirect(address)
    return render_case(request, "cases/household_move.html", found, part=Part.PEOPLE, form=form, home=home)


@needs(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def household_main(request: ActorRequest, case: UUID, household: UUID) -> HttpResponse:
    """Choose the main home; the page says before who sees its address then."""
    found, home = _home(request, case, household)
    form = open_form(request, TidyForm)
    if request.method == "POST":
        try:
            make_main(found, home.household, actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The main home is changed."))
            return redirect("cases:people", case)
    return render_case(request, "cases/household_main.html", found, part=Part.PEOPLE, form=form, home=home)


def _home(request: ActorRequest, case: UUID, household: UUID) -> tuple[Case, Home]:
    """Return the case and a home of it that the reader may change; else 404 or 403, as the policies say."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    row = HOUSEHOLDS.get_or_404(request.actor, Permission.HOUSEHOLD_EDIT, household)
    home = next((one for one in homes_of(request.actor, found) if one.household.pk == row.pk), None)
    if home is None:
        raise Http404
    return found, home


def _details(form: Any) -> HomeDetails:
    """Return what was typed; what the form doesn't ask is left empty."""
    data = form.cleaned_data
    names = (*FIELDS, "shown_to_team")
    return HomeDetails(**{name: data[name] for name in names if name in data})


def living_people(request: ActorRequest, case: Case) -> dict[str, Person]:
    """Return the living people whom the case is about, by their public ids."""
    people = PERSONS.permitted(request.actor, Permission.PERSON_EDIT)
    here = people.filter(case_persons__case=case, case_persons__left_on=None, has_died=False)
    return {str(one.public_id): one for one in here.order_by("pk")}


def choices_of(people: dict[str, Person]) -> list[tuple[str, str]]:
    """Return people as a form offers them."""
    return [(key, one.name) for key, one in people.items()]
