"""Births and deaths in a family."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
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
from kooperacja.persons.models import Person

from ..actions.life import Newborn, add_newborn, note_death, undo_death
from ..actions.partners import partners_with_account
from ..forms.common import initial_of
from ..forms.life import AT_FIELD, BirthForm, DeathForm
from ..forms.refusals import show_at
from ..models import Case
from ..policies import CASES, PERSONS
from .homes import homes_of
from .people import of_a_family, person_of
from .shell import Part, render_case


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def child_born(request: ActorRequest, case: UUID) -> HttpResponse:
    """Write down the birth of a child."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    people = _people(request, found)
    homes = {str(one.household.public_id): one for one in homes_of(request.actor, found) if not one.has_ended}
    names = [(key, one.name) for key, one in people.items()]
    form = open_form(
        request,
        BirthForm,
        people=names,
        homes=[(key, one.name) for key, one in homes.items()],
        initial={"home": next(iter(homes), "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        parents = [people[key] for key in data["parents"]]
        home = homes[data["home"]].household if data["home"] else None

        def make() -> str:
            child = Newborn(data["first_name"], data["surname"], data["born"])
            made = add_newborn(found, child, parents, home, actor=request.actor, now=timezone.now())
            return reverse("cases:person", args=[case, made.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The child is written down. All the best to the family!"))
            return redirect(address)
    return render_case(request, "cases/child_born.html", found, part=Part.PEOPLE, form=form)


def _people(request: ActorRequest, case: Case) -> dict[str, Person]:
    """Return who may be named as a parent: everybody of the case, also who has died or left."""
    people = PERSONS.permitted(request.actor, Permission.PERSON_EDIT).filter(case_persons__case=case)
    return {str(one.public_id): one for one in people.order_by("pk")}


@needs(Permission.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def person_death(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Write down that a person died, or correct the day."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    form = open_form(request, DeathForm, initial=initial_of(one, "died_on", "died_about"))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        told: dict[str, Any] = {"about": data["died_about"], "version": data["version"]}
        try:
            note_death(found, one, data["died_on"], **told, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("It is written down."))
            return redirect("cases:person", case, person)
    context: dict[str, Any] = {"form": form, "person": one, "partners": bool(partners_with_account(found))}
    return render_case(request, "cases/person_death.html", found, part=Part.PEOPLE, **context)


@needs(Permission.PERSON_EDIT)
@require_POST
def person_death_undo(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Take out a death that was noted by mistake."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    undo_death(found, one, actor=request.actor, now=timezone.now())
    messages.success(request, _("The mistake is taken out. Everything is as it was before."))
    return redirect("cases:person", case, person)
