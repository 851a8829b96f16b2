"""The page of one case, and what moves the case on. The lists are in `lists.py`."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.concerns.actions.protection import may_read_reporter
from kooperacja.concerns.views.protection import readers_page
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.actions.own import review_weeks
from kooperacja.kernel.refused import Refused

from ..actions.life import people_left_open
from ..actions.pausing import clocks_in
from ..actions.progress import set_numbers, set_review, start_case, what_is_missing
from ..actions.reporter import protect_reporter_of
from ..forms.cases import NumbersForm, ReviewForm
from ..forms.common import MakingForm, initial_of
from ..models import Case
from ..policies import ACTIONS, CASE_CONCERNS, CASES, CLOSURES, DISCLOSURES, NOTES, PERSONS, TEAM
from ..rules.reviewing import proposed_review
from ..rules.start import Missing
from ..states import WAITING, ActionState, CaseState
from .answers import own_actions
from .homes import homes_of
from .joint import joint_rows
from .person_cards import to_be_asked
from .sharing import told_actions, told_facts
from .shell import ALERTS, CARDS, MEMBER_CARDS, Part, comes_next, in_order, render_case

LATEST = 3
STEPS = {
    Missing.AGREEMENT: Part.PEOPLE,
    Missing.GOAL: Part.PLAN,
    Missing.ACTION: Part.PLAN,
    Missing.REVIEW: "cases:review",
}
"""Where each part of the smallest plan is made."""


@needs(Permission.CASE_VIEW)
@require_safe
def case_view(request: ActorRequest, case: UUID) -> HttpResponse:
    """One case: what needs doing next, then who is who. A member who isn't lead or deputy sees their part of it."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW, case)
    is_whole = CASES.allows(request.actor, Permission.CASE_VIEW_WHOLE, found)
    missing = what_is_missing(found) if is_whole and found.state == CaseState.OPENED else frozenset()
    persons = PERSONS.permitted(request.actor, Permission.PERSON_VIEW).filter(
        case_persons__case=found, case_persons__left_on=None, has_died=False
    )
    actions = ACTIONS.permitted(request.actor, Permission.ACTION_VIEW).filter(case=found)
    own = [] if is_whole else own_actions(request, found)
    if is_whole:
        actions = actions.filter(state__in=(*WAITING, ActionState.DECLINED))
    notes = NOTES.permitted(request.actor, Permission.NOTE_VIEW).filter(case=found)
    joints = joint_rows(request, found, leads=is_whole)
    cards = in_order(CARDS if is_whole else MEMBER_CARDS)
    return render_case(
        request,
        "cases/case_view.html" if is_whole else "cases/case_view_member.html",
        found,
        part=Part.OVERVIEW,
        steps=[
            {"id": what.value, "label": what.label, "url": reverse(name, args=[case]), "is_missing": what in missing}
            for what, name in STEPS.items()
            if not (found.is_community and what is Missing.AGREEMENT)
        ],
        is_ready=not missing,
        start_key=uuid4(),
        concerns=CASE_CONCERNS.permitted(request.actor, Permission.CASE_CONCERN_VIEW)
        .filter(case=found)
        .select_related("concern"),
        closures=CLOSURES.permitted(request.actor, Permission.CLOSURE_VIEW).filter(case=found).order_by("-closed_at"),
        own_place=TEAM.permitted(request.actor, Permission.TEAM_LEAVE).filter(case=found).first(),
        persons=persons.order_by("pk"),
        address=_address(request, found),
        own_actions=own,
        actions=actions.exclude(pk__in=[one.action.pk for one in own])
        .select_related("institution", "member__membership__user")
        .order_by("due_on", "pk"),
        joints=[row for row in joints if row.standing.is_open or not is_whole],
        joints_wait=any(row.standing.is_open for row in joints),
        told_actions=[] if is_whole else told_actions(request.actor, found),
        has_passed_on=not is_whole
        and DISCLOSURES.permitted(request.actor, Permission.DISCLOSURE_VIEW_OWN).filter(case=found).exists(),
        told_facts=[] if is_whole else told_facts(request.actor, found),
        notes=notes.select_related("author__user", "institution").order_by("-happened_on", "-pk")[:LATEST],
        today=timezone.localdate(),
        clocks=clocks_in(found, request.actor) if is_whole else [],
        alerts=[alert(request, found) for alert in in_order(ALERTS)],
        next_cards=[card(request, found) for card in cards if comes_next(card)],
        cards=[card(request, found) for card in cards if not comes_next(card)],
        to_ask=to_be_asked(request, found) if is_whole else [],
        to_decide=people_left_open(found) if is_whole else [],
    )


def _review(case: Case) -> dict[str, Any]:
    """Return the date that stands, or the one that usage proposes."""
    initial = initial_of(case, "review_on")
    if initial["review_on"] is None:
        initial["review_on"] = proposed_review(timezone.localdate(), review_weeks(case.centre_id))
    return initial


def _address(request: ActorRequest, case: Case) -> str:
    """Return the address of the main household to those who may know it, while somebody lives there."""
    homes = [home for home in homes_of(request.actor, case) if home.is_main and home.people]
    return str(homes[0].household.address) if homes else ""


@needs(Permission.CASE_CONCERN_VIEW)
@require_safe
def case_concern(request: ActorRequest, case_concern: UUID) -> HttpResponse:
    """What was passed on to the centre before there was a case."""
    link = CASE_CONCERNS.get_or_404(request.actor, Permission.CASE_CONCERN_VIEW, case_concern)
    names_reporter = may_read_reporter(request.actor, link.concern)
    context: dict[str, Any] = {"concern": link.concern, "link": link, "names_reporter": names_reporter}
    return render_case(request, "cases/case_concern.html", link.case, part=Part.OVERVIEW, **context)


@needs(Permission.CASE_CONCERN_VIEW)
@require_http_methods(["GET", "POST"])
def case_concern_protect(request: ActorRequest, case_concern: UUID) -> HttpResponse:
    """Choose who may read the name of who reported."""
    link = CASE_CONCERNS.get_or_404(request.actor, Permission.CASE_CONCERN_VIEW, case_concern)

    def act(readers: list[Any], now: datetime) -> None:
        protect_reporter_of(link, readers, actor=request.actor, now=now)

    return readers_page(request, link.concern, act, back=reverse("cases:concern", args=[case_concern]))


@needs(Permission.CASE_EDIT)
@require_POST
def case_start(request: ActorRequest, case: UUID) -> HttpResponse:
    """Start work by the plan."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    back = reverse("cases:view", args=[case])

    def make() -> str:
        start_case(found, actor=request.actor, now=timezone.now())
        return back

    form = MakingForm(request.POST)
    try:
        once(form.cleaned_data["idempotency_key"] if form.is_valid() else uuid4(), make)
    except Refused as refused:
        messages.error(request, _("Not yet. This is still missing: %s.") % "; ".join(refused.messages))
    else:
        messages.success(request, _("Work by the plan has started."))
    return redirect(back)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def case_review(request: ActorRequest, case: UUID) -> HttpResponse:
    """Set the date of the next review."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    form = open_form(request, ReviewForm, initial=_review(found))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_review(found, data["review_on"], version=data["version"], actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("The date of the review is set."))
        return redirect("cases:view", case)
    return render_case(request, "cases/case_review.html", found, part=Part.OVERVIEW, form=form)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def case_numbers(request: ActorRequest, case: UUID) -> HttpResponse:
    """Note the numbers of other registers."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    form = open_form(request, NumbersForm, initial=initial_of(found, "case_mark", "domain_number"))
    if request.method == "POST" and form.is_valid():
        try:
            set_numbers(found, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("The numbers are noted."))
        return redirect("cases:view", case)
    return render_case(request, "cases/case_numbers.html", found, part=Part.OVERVIEW, form=form)
