"""Filling in the situation scale with the family."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.cases.forms.common import show_refusals
from kooperacja.cases.models import Case, Disclosure
from kooperacja.cases.policies import CASES, DISCLOSURES
from kooperacja.cases.states import CaseState
from kooperacja.cases.views.people import of_a_family
from kooperacja.cases.views.shell import render_case
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import draft_of, open_form
from kooperacja.drafts.kinds import draft_kind
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused, refuse

from ..actions.assessments import (
    begin_assessment,
    change_assessment,
    edition_today,
    score_areas,
    withdraw_assessment,
)
from ..forms.assessments import ConfirmForm, HeadEditingForm, HeadMakingForm, ScoresForm, answers_of
from ..models import AREA, Assessment
from ..policies import ASSESSED, ASSESSMENTS, SCORES
from ..rules.attendance import TookPart
from ..rules.scores import AssessmentRefusal
from ..states import ASSESSMENT_STATES, AssessmentAction, AssessmentState, Occasion
from .common import choices_for, names_of
from .overview import TAB

BEGINNING = draft_kind("skala", title=gettext_lazy("a situation scale"), page="diagnosis:begin", about="case")
SCORING = draft_kind(
    "odpowiedzi", title=gettext_lazy("answers of a situation scale"), page="diagnosis:score", about="assessment"
)


def _likely_occasion(request: ActorRequest, case: Case) -> Occasion:
    if case.state == CaseState.CLOSED:
        return Occasion.FOLLOW_UP
    before = ASSESSMENTS.permitted(request.actor, Permission.ASSESSMENT_VIEW).filter(case=case)
    return Occasion.REVIEW if before.filter(state=AssessmentState.FINISHED).exists() else Occasion.START


@needs(Permission.ASSESSMENT_MAKE)
@require_http_methods(["GET", "POST"])
def assessment_begin(request: ActorRequest, case: UUID) -> HttpResponse:
    """Pick the areas; the family's choice comes first."""
    of_a_family(CASES.get_or_404(request.actor, Permission.CASE_VIEW, case))
    found = ASSESSED.get_or_404(request.actor, Permission.ASSESSMENT_MAKE, case)
    edition = edition_today(today=timezone.localdate())
    draft = draft_of(request, BEGINNING, about=found.public_id)
    initial = {"held_on": timezone.localdate(), "occasion": _likely_occasion(request, found)}
    areas = edition.areas_in_order() if edition else []
    form = open_form(request, HeadMakingForm, draft=draft, areas=areas, initial=initial, **choices_for(request, found))
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            assessment = begin_assessment(found, form.head(), actor=request.actor, now=timezone.now())
            draft.discard()
            return reverse("diagnosis:score", args=[assessment.public_id])

        try:
            return redirect(once(form.cleaned_data["idempotency_key"], make))
        except Refused as refused:
            show_refusals(form, refused)
    context: dict[str, Any] = {"form": form, "draft": draft, "has_scale": edition is not None}
    return render_case(request, "diagnosis/assessment_begin.html", found, part=TAB.name, **context)


@needs(Permission.ASSESSMENT_EDIT)
@require_http_methods(["GET", "POST"])
def assessment_change(request: ActorRequest, assessment: UUID) -> HttpResponse:
    """Change the areas, the day or the people of an unfinished assessment."""
    row = ASSESSMENTS.get_or_404(request.actor, Permission.ASSESSMENT_EDIT, assessment)
    if request.method == "GET":
        refuse(set() if row.is_draft else {AssessmentRefusal.NOT_A_DRAFT})
    picked = [score.area.code for score in _scores(request, row)]
    initial = {
        "version": row.version,
        "occasion": row.occasion,
        "held_on": row.held_on,
        "areas": picked,
        **row.took_part,
    }
    areas = row.edition.areas_in_order()
    form = open_form(request, HeadEditingForm, areas=areas, initial=initial, **choices_for(request, row.case))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change_assessment(row, form.head(), version=version, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("diagnosis:score", assessment)
    return render_case(request, "diagnosis/assessment_change.html", row.case, part=TAB.name, form=form, assessment=row)


def _scores(request: ActorRequest, assessment: Assessment) -> Any:
    scores = SCORES.permitted(request.actor, Permission.SCORE_VIEW).filter(assessment=assessment)
    return scores.select_related("area").order_by("area__position")


@needs(Permission.ASSESSMENT_EDIT)
@require_http_methods(["GET", "POST"])
def assessment_score(request: ActorRequest, assessment: UUID) -> HttpResponse:
    """Area by area, both voices; kept as one taps."""
    row = ASSESSMENTS.get_or_404(request.actor, Permission.ASSESSMENT_EDIT, assessment)
    if request.method == "GET":
        ASSESSMENT_STATES.next(AssessmentState(row.state), AssessmentAction.FINISH)
    draft = draft_of(request, SCORING, about=row.public_id)
    steps = row.edition.steps_in_order()
    form = open_form(
        request,
        ScoresForm,
        draft=draft,
        scores=_scores(request, row),
        steps=steps,
        initial={"version": row.version},
    )
    if request.method == "POST" and form.is_valid():
        data, finish = form.cleaned_data, request.POST.get("do") == "finish"

        def make() -> str:
            told = {"version": data["version"], "actor": request.actor, "now": timezone.now()}
            score_areas(row, form.answers(), finish=finish, **told)
            draft.discard()
            return reverse("diagnosis:assessment", args=[assessment])

        try:
            address = once(data["idempotency_key"], make)
        except Stale as stale:
            return conflict(request, form, _with_answers(request, stale))
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("The situation scale is saved."))
            return redirect(address)
    return render_case(
        request, "diagnosis/assessment_score.html", row.case, part=TAB.name, form=form, draft=draft, assessment=row
    )


def _with_answers(request: ActorRequest, stale: Stale) -> Stale:
    """Put the answers that are written down now where the page of both texts looks for them."""
    fresh: Any = stale.fresh
    for score in _scores(request, fresh):
        for name, value in answers_of(score).items():
            setattr(fresh, name, value)
    return stale


def shown_areas(request: ActorRequest, case: Case) -> dict[UUID | None, list[Disclosure]]:
    """Return the decisions by which somebody sees an area now, by the public id of the area's score."""
    decisions: Any = DISCLOSURES.permitted(request.actor, Permission.DISCLOSURE_VIEW).filter(case=case, shown_kind=AREA)
    found: dict[UUID | None, list[Disclosure]] = {}
    for one in decisions.standing().select_related("member__institution", "member__membership__user").order_by("pk"):
        found.setdefault(one.shown_id, []).append(one)
    return found


@needs(Permission.ASSESSMENT_VIEW)
@require_safe
def assessment_view(request: ActorRequest, assessment: UUID) -> HttpResponse:
    """What was said on one day, and who besides lead and deputy sees it."""
    row = ASSESSMENTS.get_or_404(request.actor, Permission.ASSESSMENT_VIEW, assessment)
    steps = {step.value: step.label for step in row.edition.steps_in_order()}
    sharable = SCORES.permitted(request.actor, Permission.SCORE_SHARE).filter(assessment=row)
    scores = list(_scores(request, row))
    spoken = {score.area_id for score in scores}
    return render_case(
        request,
        "diagnosis/assessment_view.html",
        row.case,
        part=TAB.name,
        assessment=row,
        scores=scores,
        steps=steps,
        shown=shown_areas(request, row.case),
        sharable=set(sharable.values_list("pk", flat=True)),
        silent=[area.label for area in row.edition.areas_in_order() if area.pk not in spoken],
        took_part=names_of(request, row.case, TookPart.of(row.took_part)),
    )


@needs(Permission.ASSESSMENT_EDIT)
@require_http_methods(["GET", "POST"])
def assessment_withdraw(request: ActorRequest, assessment: UUID) -> HttpResponse:
    """Take back an assessment that was a mistake."""
    row = ASSESSMENTS.get_or_404(request.actor, Permission.ASSESSMENT_EDIT, assessment)
    if request.method == "GET":
        ASSESSMENT_STATES.next(AssessmentState(row.state), AssessmentAction.WITHDRAW)
    form = open_form(request, ConfirmForm, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        withdraw_assessment(row, version=form.cleaned_data["version"], actor=request.actor, now=timezone.now())
        messages.success(request, _("The situation scale is withdrawn."))
        return redirect("diagnosis:view", row.case.public_id)
    return render_case(
        request, "diagnosis/assessment_withdraw.html", row.case, part=TAB.name, form=form, assessment=row
    )
