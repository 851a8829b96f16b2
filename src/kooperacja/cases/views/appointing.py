"""The head appoints who leads and who deputises: in one case, or in several at once."""

from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.institutions.models import Membership
from kooperacja.kernel.refused import Refused
from kooperacja.lists.views import ON_A_PAGE

from ..actions.appointing import appoint, appointed_version
from ..actions.lookups import who_can_lead
from ..forms.common import show_refusals
from ..forms.opening import AppointAnewForm, AppointSeveralForm
from ..models import Case, Role
from ..policies import CASES
from .oversight import require_head

LONG: Final = 10
"""Digits that no count of appointments has."""


@needs(Permission.CASE_APPOINT)
@require_http_methods(["GET", "POST"])
def case_appoint(request: ActorRequest, case: UUID) -> HttpResponse:
    """Appoint lead and deputy. The page shows the number of the case alone."""
    found = CASES.get_or_404(request.actor, Permission.CASE_APPOINT, case)
    now = timezone.now()
    people = who_can_lead(found.centre_id, timezone.localdate(now))
    form = open_form(request, AppointAnewForm, people=people, initial=_appointed(found))
    if request.method == "POST" and form.is_valid():
        try:
            appoint(found, **form.cleaned_data, actor=request.actor, now=now)
        except Refused as refused:
            show_refusals(form, refused)
        except Stale as stale:
            for name, value in _appointed(found).items():
                setattr(stale.fresh, name, value)  # the page of both compares the form with these
            return conflict(request, form, stale)
        else:
            messages.success(request, _("Appointed. Both were told, and it is recorded."))
            return redirect("cases:oversight")
    return render(request, "cases/case_appoint.html", {"case": found, "form": form})


def _appointed(case: Case) -> dict[str, Any]:
    """Return who leads and who deputises, and the number of that appointment."""
    version = appointed_version(case)  # first: a wish that began on an older one is found out
    places = {place.role: place.membership for place in case.members.current().with_people()}
    return {"lead": places.get(Role.LEAD), "deputy": places.get(Role.DEPUTY), "version": version}


@needs(Permission.CASE_APPOINT)
@require_http_methods(["GET", "POST"])
def case_appoint_several(request: ActorRequest) -> HttpResponse:
    """Appoint the same people in the cases that were ticked, each as if it were alone: when somebody leaves."""
    require_head(request.actor)
    seen = _seen(request.POST.get("seen", ""))
    ids = list(seen) if request.method == "POST" else _uuids(request.GET.getlist("sprawa"))
    appointed = CASES.permitted(request.actor, Permission.CASE_APPOINT).filter(public_id__in=ids[:ON_A_PAGE])
    cases = list(appointed.order_by("opened_at", "pk"))
    if not cases:
        messages.info(request, _("Tick at least one case first."))
        return redirect("cases:oversight")
    people = who_can_lead(cases[0].centre_id, timezone.localdate())
    as_it_is = ",".join(f"{case.public_id}:{appointed_version(case)}" for case in cases)
    form = open_form(request, AppointSeveralForm, people=people, initial={"seen": as_it_is})
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("lead", "deputy")}
        try:
            not_done = _appoint_each(request.actor, cases, seen, chosen)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            _tell(request, done=len(cases) - len(not_done), not_done=not_done)
            return redirect("cases:oversight")
    return render(request, "cases/case_appoint_several.html", {"cases": cases, "form": form})


def _appoint_each(actor: Actor, cases: list[Case], seen: dict[UUID, int], chosen: dict[str, Any]) -> list[str]:
    """Appoint in one case after another; return the numbers of those in which nothing was changed.

    Raises:
        Refused: in all of them, so it is the people who were chosen that can't lead.
    """
    stale, refused, now = [], {}, timezone.now()
    for case in cases:
        deputy = chosen["deputy"] or _deputy_who_stays(case, chosen["lead"])
        try:
            appoint(case, lead=chosen["lead"], deputy=deputy, version=seen[case.public_id], actor=actor, now=now)
        except Stale:
            stale.append(case.number)
        except Refused as refusal:
            refused[case.number] = refusal
    if len(refused) == len(cases):
        raise refused[cases[0].number]
    return sorted([*stale, *refused])


def _deputy_who_stays(case: Case, lead: Membership) -> Membership | None:
    """Return who deputises now; nobody, if it is who is to lead."""
    places = case.members.current().filter(role=Role.DEPUTY).exclude(membership=None)
    place = places.exclude(membership__user=lead.user_id).select_related("membership").first()
    return place.membership if place else None


def _tell(request: ActorRequest, *, done: int, not_done: list[str]) -> None:
    if done:
        text = ngettext("Appointed in %(count)s case.", "Appointed in %(count)s cases.", done) % {"count": done}
        messages.success(request, text)
    if not_done:
        text = _("Nothing was changed here, it isn't as you saw it any more: %(numbers)s. Appoint there one by one.")
        messages.error(request, text % {"numbers": ", ".join(not_done)})


def _seen(text: str) -> dict[UUID, int]:
    """Read `case:version,case:version`; what isn't so is left out."""
    found = {}
    for one in text.split(","):
        case, _colon, version = one.partition(":")
        if version.isascii() and version.isdigit() and len(version) < LONG and (ids := _uuids([case])):
            found[ids[0]] = int(version)
    return found


def _uuids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(UUID(text))
    return found
