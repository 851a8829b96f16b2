"""The family of a case: its persons, their contact, where they live."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once, was_carried_out
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import Person
from kooperacja.persons.rules import PersonRefusal

from ..actions.duplicates import Sought, find_lookalikes, use_person
from ..actions.life import left_open_by
from ..actions.lookups import gminas_of
from ..actions.people import (
    PersonDetails,
    add_person,
    change_address,
    come_back,
    edit_person,
    leave_case,
    move_in,
    move_out,
)
from ..actions.twins import merges_into, one_that_stays
from ..forms.common import initial_of
from ..forms.duplicates import answer
from ..forms.people import (
    AT_FIELD,
    INSIST,
    PERSON_FIELDS,
    AddressForm,
    Leaving,
    PersonAddForm,
    PersonEditForm,
    PersonForm,
    PersonLeaveForm,
)
from ..forms.refusals import show_at
from ..models import Case
from ..policies import BASES, CASES, PERSONS
from .homes import homes_of
from .person_cards import cards_of, relations
from .shell import Part, render_case


def of_a_family(case: Case) -> Case:
    """Return the case, or 404 if it is of a community: it has no persons, and no page that could make one."""
    if case.is_community:
        raise Http404
    return case


def person_of(request: ActorRequest, case: Case, person: UUID, permission: Permission) -> Person:
    """Return a person of this case with whom the reader may do this; else 404 or 403, as the policy says."""
    found = PERSONS.get_or_404(request.actor, permission, person)
    if not case.case_persons.filter(person=found).exists():
        raise Http404
    return found


@needs(Permission.PERSON_VIEW)
@require_safe
def person_list(request: ActorRequest, case: UUID) -> HttpResponse:
    """Who the case is about, how to reach them, and on what their taking part rests."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_VIEW, case))
    cards = cards_of(request, found)
    homes = [(home, [card for card in cards if home in card.homes]) for home in homes_of(request.actor, found)]
    now = [row for row in homes if not row[0].has_ended]
    context: dict[str, Any] = {
        "homes": now,
        "former_homes": [row for row in homes if row[0].has_ended],
        "several_homes": len(now) > 1,
        "present": [card for card in cards if card.left_on is None and not card.person.has_died],
        "died": [card for card in cards if card.left_on is None and card.person.has_died],
        "past": [card for card in cards if card.left_on is not None],
    }
    return render_case(request, "cases/person_list.html", found, part=Part.PEOPLE, **context)


@needs(Permission.PERSON_VIEW)
@require_safe
def person_view(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """One person: everything for who leads, identity and contact for others."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW, case)
    if (stays := one_that_stays(person, actor=request.actor)) is not None:
        return redirect("cases:person", case, stays.public_id)
    one = person_of(request, found, person, Permission.PERSON_VIEW)
    card = next(card for card in cards_of(request, found) if card.person.pk == one.pk)
    several = sum(not home.has_ended for home in homes_of(request.actor, found)) > 1
    context: dict[str, Any] = {"card": card, "person": one, "several_homes": several, "today": timezone.localdate()}
    if PERSONS.allows(request.actor, Permission.PERSON_VIEW_WHOLE, one):
        context |= relations(request, one, card)
        context["left_open"] = left_open_by(found, [one]) if one.has_died else None
    if PERSONS.allows(request.actor, Permission.PERSON_MERGE, one):
        merges = merges_into(one)
        bases = BASES.permitted(request.actor, Permission.BASIS_VIEW).filter(case=found)
        first = one.split_from
        split_from = first if first and PERSONS.allows(request.actor, Permission.PERSON_MERGE, first) else None
        context |= {"may_merge": True, "merges": merges, "split_from": split_from}
        context["earlier"] = bases.filter(person__in=[merge.person_id for merge in merges]).select_related("given_by")
    return render_case(request, "cases/person_view.html", found, part=Part.PEOPLE, **context)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def person_add(request: ActorRequest, case: UUID) -> HttpResponse:
    """Add a person to the case."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    form = open_form(request, PersonAddForm, shown=PERSON_FIELDS)
    known = (
        asked_whether_known(request, found.centre_id, [form])
        if request.method == "POST" and form.is_valid()
        else [None]
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            if known[0] is not None:
                where = {"lives_there": data["lives_there"], "actor": request.actor, "now": timezone.now()}
                return reverse("cases:person", args=[case, use_person(found, known[0], **where).public_id])
            made = add_person(
                found,
                _details(form, PersonDetails("", "")),
                lives_there=data["lives_there"],
                pesel_is_right=data.get(INSIST, False),
                actor=request.actor,
                now=timezone.now(),
            )
            return reverse("cases:person", args=[case, made.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            _show(form, refused)
        else:
            messages.success(request, _("The person is added. Next: on what does their taking part rest?"))
            return redirect(address)
    return render_case(request, "cases/person_add.html", found, part=Part.PEOPLE, form=form)


@needs(Permission.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def person_edit(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Change what is known of a person."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    shown = PERSONS.fields(request.actor, one)
    initial = initial_of(one, *PERSON_FIELDS)
    form = open_form(request, PersonEditForm, shown=shown, initial=initial)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        data = form.cleaned_data
        checked = {"version": data["version"], "pesel_is_right": data.get(INSIST, False)}
        try:
            edit_person(one, _details(form, one), **checked, actor=request.actor, now=now)
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            _show(form, refused)
        else:
            messages.success(request, _("The person's data are changed."))
            return redirect("cases:person", case, person)
    return render_case(request, "cases/person_edit.html", found, part=Part.PEOPLE, form=form, person=one)


def asked_whether_known(request: ActorRequest, centre: int, forms: list[Any]) -> list[Person | None]:
    """Return for each valid form whose record it is of those that look alike, or None; a form that asks isn't valid.

    Whoever sends the same page again isn't asked whether it is whom they have just added.
    """
    if was_carried_out(UUID(request.POST["idempotency_key"])):
        return [None for _form in forms]
    names = ("first_name", "surname", "birth_date")
    sought = [Sought(**{name: form.cleaned_data[name] for name in names}) for form in forms]
    found = find_lookalikes(sought, centre=centre, actor=request.actor)
    return [answer(form, lookalikes) for form, lookalikes in zip(forms, found, strict=True)]


def _details(form: PersonForm, before: Any) -> PersonDetails:
    """Return what was typed; a field that the form doesn't have stays as it was."""
    return PersonDetails(**{name: form.cleaned_data.get(name, getattr(before, name)) for name in PERSON_FIELDS})


def _show(form: PersonForm, refused: Refused) -> None:
    if PersonRefusal.SAME_PESEL in refused.refusals:
        form.offer_to_insist()
    show_at(form, refused, AT_FIELD)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def address_edit(request: ActorRequest, case: UUID) -> HttpResponse:
    """Change where the household lives."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    household = found.home
    units = gminas_of(found.centre_id, timezone.localdate(), also=household.unit_id)
    form = open_form(request, AddressForm, units=units, initial=initial_of(household, "unit", "address"))
    if request.method == "POST" and form.is_valid():
        try:
            change_address(found, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("The address is changed."))
        return redirect("cases:people", case)
    return render_case(request, "cases/household_edit.html", found, part=Part.PEOPLE, form=form)


@needs(Permission.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def person_leave(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Write down that a person left the household, the case, or both."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    homes = [home for home in homes_of(request.actor, found) if one.pk in home.people]
    lives_there = bool(homes)
    form = open_form(request, PersonLeaveForm, lives_there=lives_there)
    if request.method == "POST" and form.is_valid():
        try:
            _leave(request, found, one, Leaving(form.cleaned_data["what"]), form.cleaned_data["left_on"])
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("It is written down."))
            return redirect("cases:people", case)
    context: dict[str, Any] = {"form": form, "person": one, "lives_there": lives_there, "homes": homes}
    return render_case(request, "cases/person_leave.html", found, part=Part.PEOPLE, **context)


def _leave(request: ActorRequest, case: Case, person: Person, what: Leaving, left_on: date) -> None:
    now = timezone.now()
    if what is Leaving.HOUSEHOLD:
        move_out(case, person, left_on, actor=request.actor, now=now)
    else:
        leave_case(case, person, left_on, moves_out=what is Leaving.BOTH, actor=request.actor, now=now)


@needs(Permission.PERSON_EDIT)
@require_POST
def person_come_back(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Write down that the case is about this person again."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    come_back(found, one, actor=request.actor, now=timezone.now())
    messages.success(request, _("The case is about this person again."))
    return redirect("cases:person", case, person)


@needs(Permission.PERSON_EDIT)
@require_POST
def person_move_in(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Write down that the person lives with the household since today."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    now = timezone.now()
    move_in(found, one, timezone.localdate(now), actor=request.actor, now=now)
    messages.success(request, _("The person lives with the household since today."))
    return redirect("cases:person", case, person)
