"""Pages of standing teams: where they work, who sits in them, who convenes them. A seat opens no case."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.access.views import ActorRequest, needs
from kooperacja.agreements.models import AgreementKind
from kooperacja.agreements.policies import AGREEMENTS
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.directory import narrowed
from kooperacja.institutions.forms.refusals import show_refusals
from kooperacja.institutions.policies import INSTITUTIONS
from kooperacja.kernel.refused import Refused
from kooperacja.territory.models import Level
from kooperacja.territory.policies import UNITS

from .actions import change_partnership, change_seat, found_partnership, leave_seat, take_seat
from .forms import (
    AT,
    PartnershipCreateForm,
    PartnershipEditForm,
    PartnershipEndForm,
    PartnershipFilterForm,
    SeatChangeForm,
    SeatLeaveForm,
    SeatTakeForm,
)
from .listing import gaps_of, listed, party_ids, people_of, seats_of
from .models import Partnership, Seat
from .policies import PARTNERSHIPS

PAGE = 50


@needs(Permission.PARTNERSHIP_VIEW)
@require_safe
def partnership_list(request: ActorRequest) -> HttpResponse:
    """List the teams that the person may see, by voivodeship."""
    voivodeships = UNITS.permitted(request.actor, Permission.TERRITORY_VIEW).filter(level=Level.VOIVODESHIP)
    form = PartnershipFilterForm(request.GET or None, voivodeships=voivodeships.order_by("name"))
    teams = PARTNERSHIPS.permitted(request.actor, Permission.PARTNERSHIP_VIEW)
    rows = listed(teams, on=timezone.localdate(), **form.wanted())
    context = {
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("strona")),
        "today": timezone.localdate(),
        "may_create": may(request.actor, Permission.PARTNERSHIP_CREATE),
    }
    return render(request, "partnerships/partnership_list.html", context)


@needs(Permission.PARTNERSHIP_VIEW)
@require_safe
def partnership_view(request: ActorRequest, partnership: UUID) -> HttpResponse:
    """Show a team: what founds it, who sits in it, who convenes it."""
    row = PARTNERSHIPS.get_or_404(request.actor, Permission.PARTNERSHIP_VIEW, partnership)
    today = timezone.localdate()
    allowed = PARTNERSHIPS.allowed(request.actor, row)
    seats, parties = list(seats_of(row)), party_ids(row)
    for seat in seats:
        marked: Any = seat  # marks for the template
        marked.has_signed = seat.institution_id in parties
        marked.has_left = seat.membership is not None and seat.membership.has_ended(today)
    context = {
        "partnership": row,
        "seats": [seat for seat in seats if seat.ends_on is None or seat.ends_on >= today],
        "past_seats": [seat for seat in seats if seat.ends_on is not None and seat.ends_on < today],
        "gaps": gaps_of(row, today),
        "today": today,
        "may_edit": Permission.PARTNERSHIP_EDIT in allowed,
        "may_seat": Permission.SEAT_EDIT in allowed,
        "may_see_agreement": AGREEMENTS.allows(request.actor, Permission.AGREEMENT_VIEW, row.agreement),
    }
    return render(request, "partnerships/partnership_view.html", context)


@needs(Permission.PARTNERSHIP_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_create(request: ActorRequest) -> HttpResponse:
    """Found a team on an agreement."""
    units = UNITS.permitted(request.actor, Permission.TERRITORY_VIEW).filter(ends_on=None)
    units = units.filter(level__in=[Level.GMINA, Level.VOIVODESHIP])
    form = open_form(request, PartnershipCreateForm, agreements=_agreements(request), units=units)
    if request.method == "POST" and form.is_valid():
        team = Partnership(level=form.cleaned_data["level"], unit=form.cleaned_data["unit"], **form.values())

        def make() -> str:
            return reverse("partnerships:view", args=[found_partnership(team, actor=request.actor).public_id])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
            messages.success(request, _("The team is founded. Now give seats to institutions."))
            return redirect(address)
    context = {"form": form, "title": _("Found a team")}
    return render(request, "partnerships/partnership_form.html", context)


@needs(Permission.PARTNERSHIP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_edit(request: ActorRequest, partnership: UUID) -> HttpResponse:
    """Change the name, the founding agreement or the dates of a team."""
    row = PARTNERSHIPS.get_or_404(request.actor, Permission.PARTNERSHIP_EDIT, partnership)
    initial = {name: getattr(row, name) for name in ("name", "agreement", "starts_on", "ends_on", "version")}
    form = open_form(request, PartnershipEditForm, initial=initial, agreements=_agreements(request, row))
    if request.method == "POST" and form.is_valid():
        answer = _changed(request, row, form, form.values())
        if answer is not None:
            return answer
    context = {"form": form, "partnership": row, "title": _("Change the team")}
    return render(request, "partnerships/partnership_form.html", context)


@needs(Permission.PARTNERSHIP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_end(request: ActorRequest, partnership: UUID) -> HttpResponse:
    """End a team. No case depends on it."""
    row = PARTNERSHIPS.get_or_404(request.actor, Permission.PARTNERSHIP_EDIT, partnership)
    form = open_form(request, PartnershipEndForm, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        answer = _changed(request, row, form, {"ends_on": form.cleaned_data["ends_on"]})
        if answer is not None:
            return answer
    context = {"form": form, "partnership": row, "title": _("End the team")}
    return render(request, "partnerships/partnership_form.html", context)


@needs(Permission.SEAT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_take(request: ActorRequest, partnership: UUID) -> HttpResponse:
    """Give an institution a seat; the next page asks who sits in it."""
    row = PARTNERSHIPS.get_or_404(request.actor, Permission.SEAT_EDIT, partnership)
    institutions = narrowed(INSTITUTIONS.permitted(request.actor, Permission.INSTITUTION_VIEW), on=timezone.localdate())
    parties = institutions.filter(pk__in=party_ids(row))
    form = open_form(request, SeatTakeForm, parties=parties, institutions=institutions)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            seat = take_seat(row, form.cleaned_data["sits"], since=form.cleaned_data["day"], actor=request.actor)
            return reverse("partnerships:seat_change", args=[row.public_id, seat.public_id])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
            messages.success(request, _("The seat is given. Now you can name the person who sits in it."))
            return redirect(address)
    context = {"form": form, "partnership": row, "title": _("Give a seat")}
    return render(request, "partnerships/partnership_form.html", context)


@needs(Permission.SEAT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_change(request: ActorRequest, partnership: UUID, seat: UUID) -> HttpResponse:
    """Say who sits in a seat from a day on."""
    row, chosen = _seat(request, partnership, seat)
    day = max(timezone.localdate(), chosen.starts_on)
    initial = {
        "membership": chosen.membership_id,
        "is_animator": chosen.is_animator,
        "day": day if chosen.membership_id else chosen.starts_on,
        "version": chosen.version,
    }
    people = people_of(chosen.institution_id, day)
    form = open_form(request, SeatChangeForm, initial=initial, people=people)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            change_seat(
                chosen,
                wanted["membership"],
                since=wanted["day"],
                is_animator=wanted["is_animator"],
                version=wanted["version"],
                actor=request.actor,
            )
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
            messages.success(request, _("Saved."))
            return redirect("partnerships:view", row.public_id)
    context = {"form": form, "partnership": row, "seat": chosen, "people": people}
    return render(request, "partnerships/seat_change.html", context)


@needs(Permission.SEAT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_leave(request: ActorRequest, partnership: UUID, seat: UUID) -> HttpResponse:
    """End a seat."""
    row, chosen = _seat(request, partnership, seat)
    form = open_form(request, SeatLeaveForm)
    if request.method == "POST" and form.is_valid():
        try:
            leave_seat(chosen, on=form.cleaned_data["day"], actor=request.actor)
        except Refused as refused:
            show_refusals(form, refused, AT)
        else:
            messages.success(request, _("Saved."))
            return redirect("partnerships:view", row.public_id)
    title = _("End the seat: %(name)s") % {"name": chosen.institution.name}
    return render(request, "partnerships/partnership_form.html", {"form": form, "partnership": row, "title": title})


def _seat(request: ActorRequest, partnership: UUID, seat: UUID) -> tuple[Partnership, Seat]:
    """Return a team whose seats the person keeps, and one of its seats."""
    row = PARTNERSHIPS.get_or_404(request.actor, Permission.SEAT_EDIT, partnership)
    return row, get_object_or_404(row.seats.select_related("institution", "partnership"), public_id=seat)


def _changed(request: ActorRequest, row: Partnership, form: Any, changes: dict[str, Any]) -> HttpResponse | None:
    """Change the team and lead on; or show why not, and return None."""
    try:
        change_partnership(row, changes, version=form.cleaned_data["version"], actor=request.actor)
    except Stale as stale:
        return conflict(request, form, stale)
    except Refused as refused:
        show_refusals(form, refused, AT)
        return None
    messages.success(request, _("Saved."))
    return redirect("partnerships:view", row.public_id)


def _agreements(request: ActorRequest, row: Partnership | None = None) -> Any:
    """Return the agreements on which a team can be founded: in force, or the one on which it stands."""
    papers = AGREEMENTS.permitted(request.actor, Permission.AGREEMENT_VIEW).filter(kind=AgreementKind.COOPERATION)
    in_force = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
    return papers.filter(in_force | Q(pk=row.agreement_id if row else None)).order_by("folded", "pk")
