"""Opening a case, directly or from a concern; linking a concern to a case."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.actor import Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import CONCERNS
from kooperacja.concerns.states import CONCERN_STATES, ConcernAction, ConcernState
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.actions.own import number_of
from kooperacja.institutions.rules.own import SettingName
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.text import one_line
from kooperacja.persons.models import Person

from ..actions.community import CommunityOpening, open_community_case
from ..actions.lookups import gminas_of, head_of, who_can_lead
from ..actions.opening import NewPerson, Opening, link_concern, open_case, open_case_from_concern
from ..forms.common import show_refusals
from ..forms.opening import CommunityForm, LinkForm, NewPersonFormSet, OpeningForm, OpeningFromConcernForm
from ..models import Case
from ..policies import CASES
from .people import asked_whether_known

NAME_AND_SURNAME = 2


@needs(Permission.CASE_OPEN)
@require_http_methods(["GET", "POST"])
def case_open(request: ActorRequest) -> HttpResponse:
    """Open a case that no concern led to."""
    form = open_form(request, OpeningForm, **_choices(request), initial=_suggested(request))
    persons = NewPersonFormSet(request.POST or None, prefix="osoba")
    if request.method == "POST" and form.is_valid() and (told := _people(request, persons)) is not None:
        opening = _opening(form.cleaned_data, told)

        def make() -> str:
            return _opened(request, open_case(opening, actor=request.actor, now=timezone.now()))

        try:
            return redirect(once(form.cleaned_data["idempotency_key"], make))
        except Refused as refused:
            show_refusals(form, refused)
    return render(request, "cases/case_open.html", {"form": form, "persons": persons})


@needs(Permission.CASE_OPEN)
@require_http_methods(["GET", "POST"])
def case_open_community(request: ActorRequest) -> HttpResponse:
    """Open a case of a village or a group."""
    suggested = _suggested(request)
    people = who_can_lead(request.actor.institution_id, timezone.localdate())
    form = open_form(request, CommunityForm, people=people, initial=suggested)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        key = data.pop("idempotency_key")

        def make() -> str:
            opening = CommunityOpening(**data)
            return _opened(request, open_community_case(opening, actor=request.actor, now=timezone.now()))

        try:
            return redirect(once(key, make))
        except Refused as refused:
            show_refusals(form, refused)
    return render(request, "cases/case_open_community.html", {"form": form})


@needs(Permission.CASE_OPEN)
@require_http_methods(["GET", "POST"])
def case_open_from_concern(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Open a case from a concern, whose words stand beside the form."""
    found = _undecided(request, concern, ConcernAction.OPEN_CASE)
    initial = {**_suggested(request), "unit": found.unit_id, "address": found.address, "case_mark": found.case_mark}
    form = open_form(request, OpeningFromConcernForm, **_choices(request, also=found.unit_id), initial=initial)
    persons = NewPersonFormSet(request.POST or None, prefix="osoba", initial=_first_person(found))
    if request.method == "POST" and form.is_valid() and (told := _people(request, persons)) is not None:
        opening = _opening(form.cleaned_data, told)

        def make() -> str:
            case = open_case_from_concern(
                found, opening, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
            )
            return _opened(request, case)

        try:
            return redirect(once(form.cleaned_data["idempotency_key"], make))
        except Refused as refused:
            show_refusals(form, refused)
    return render(request, "cases/case_open.html", {"form": form, "persons": persons, "concern": found})


@needs(Permission.CASE_OPEN)
@require_http_methods(["GET", "POST"])
def concern_link(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Link a concern to an unclosed case of the centre, found by its number alone."""
    found = _undecided(request, concern, ConcernAction.LINK)
    form = open_form(request, LinkForm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        linkable = CASES.permitted(request.actor, Permission.CASE_LINK)
        case = linkable.filter(number=data["number"].upper()).first()
        if case is None:
            form.add_error("number", _("There is no open case with this number in your centre."))
        else:

            def make() -> str:
                link_concern(found, case, reason=data["reason"], actor=request.actor, now=timezone.now())
                return _after(request, case)

            address = once(data["idempotency_key"], make)
            messages.success(request, _("Linked to case %s.") % case.number)
            return redirect(address)
    return render(request, "cases/concern_link.html", {"form": form, "concern": found})


def _undecided(request: ActorRequest, concern: UUID, action: ConcernAction) -> Concern:
    """Return the concern; whoever opens the form of one that was decided already learns it before writing."""
    found = CONCERNS.get_or_404(request.actor, Permission.CONCERN_TRIAGE, concern)
    if request.method == "GET":
        CONCERN_STATES.next(ConcernState(found.state), action)
    return found


def _choices(request: ActorRequest, *, also: int | None = None) -> dict[str, Any]:
    today = timezone.localdate()
    centre_id = request.actor.institution_id
    return {
        "people": who_can_lead(centre_id, today),
        "units": gminas_of(centre_id, today, also=also),
        "urgent_days": number_of(SettingName.CRISIS_DAYS, centre_id),
    }


def _suggested(request: ActorRequest) -> dict[str, Any]:
    """Suggest the actor as lead, if it is their work, and the head as deputy."""
    centre_id, today = request.actor.institution_id, timezone.localdate()
    leads = request.actor.has(Duty.CASEWORK, Duty.HEAD)
    head = head_of(centre_id, today)
    units = gminas_of(centre_id, today)
    return {
        "lead": request.actor.membership_id if leads else None,
        "deputy": head.pk if head and head.user_id != request.actor.user_id else None,
        "unit": units[0].pk if len(units) == 1 else None,
    }


def _first_person(concern: Concern) -> list[dict[str, str]]:
    """Take name and surname from the concern where they are just that; its other words are for the eye."""
    words = concern.who.split()
    names = words if len(words) == NAME_AND_SURNAME and all(word.istitle() for word in words) else ["", ""]
    return [{"first_name": names[0], "surname": names[1], "safe_contact": concern.safe_contact}]


def _people(request: ActorRequest, persons: Any) -> list[NewPerson | Person] | None:
    """Return who was typed, or whose record was chosen instead; None while something is wrong or a question is open."""
    if not persons.is_valid():
        return None
    forms = [form for form in persons if form.cleaned_data.get("first_name")]
    chosen = asked_whether_known(request, cast(int, request.actor.institution_id), forms)
    if not all(form.is_valid() for form in forms):
        return None
    return [person or _new_person(form.cleaned_data) for form, person in zip(forms, chosen, strict=True)]


def _new_person(data: dict[str, Any]) -> NewPerson:
    return NewPerson(
        first_name=one_line(data["first_name"]),
        surname=one_line(data["surname"]),
        birth_date=data["birth_date"],
        phone=one_line(data["phone"]),
        safe_contact=one_line(data["safe_contact"]),
    )


def _opening(data: dict[str, Any], known: list[NewPerson | Person]) -> Opening:
    names = ("unit", "lead", "deputy", "address", "case_mark", "domain_number", "urgent_because")
    return Opening(persons=known, **{name: data[name] for name in names})


def _opened(request: ActorRequest, case: Case) -> str:
    said = _("Case %s is open.") % case.number
    if not CASES.allows(request.actor, Permission.CASE_VIEW, case):
        said += " " + _("Whoever leads it got a message. Only those who lead it and its team see it.")
    messages.success(request, said)
    return _after(request, case)


def _after(request: ActorRequest, case: Case) -> str:
    """Lead on to the case, or, for those who may not see it, back to the inbox."""
    if CASES.allows(request.actor, Permission.CASE_VIEW, case):
        return reverse("cases:view", args=[case.public_id])
    return reverse("concerns:inbox")
