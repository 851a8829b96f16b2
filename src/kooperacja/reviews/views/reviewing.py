"""Reviews of a case: the list, holding one, reading and printing one."""

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
from kooperacja.cases.forms.refusals import show_at
from kooperacja.cases.policies import CASES, PERSONS, TEAM
from kooperacja.cases.rules.reviewing import proposed_review
from kooperacja.cases.views.shell import REVIEW_CARDS, render_case
from kooperacja.drafts.forms import draft_of, open_form, typed_in
from kooperacja.drafts.kinds import draft_kind
from kooperacja.drafts.once import once
from kooperacja.institutions.actions.own import review_weeks
from kooperacja.kernel.refused import Refused

from ..actions.reviewing import Held, Measured, hold_review, since_last_review
from ..forms import AT_FIELD, MeasureForm, ReviewForm, measured_in
from ..models import Decision, Review
from ..policies import FOLLOW_UPS, REVIEWS

PART = "reviews:list"
DRAFT = draft_kind("przeglad", title=gettext_lazy("a review of a case"), page="reviews:hold", about="case")


@needs(Permission.REVIEW_VIEW)
@require_safe
def review_list(request: ActorRequest, case: UUID) -> HttpResponse:
    """The reviews of a case, the newest first, and what was said after its closure."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    reviews = REVIEWS.permitted(request.actor, Permission.REVIEW_VIEW).filter(case=found).order_by("-held_on")
    asked = FOLLOW_UPS.permitted(request.actor, Permission.FOLLOW_UP_VIEW).filter(case=found)
    return render_case(
        request,
        "reviews/review_list.html",
        found,
        part=PART,
        reviews=reviews,
        follow_ups=asked.select_related("recorded_by__user").order_by("-asked_on", "-pk"),
        today=timezone.localdate(),
    )


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def review_hold(request: ActorRequest, case: UUID) -> HttpResponse:
    """Hold a review; what is typed is kept meanwhile."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    actor, today = request.actor, timezone.localdate()
    draft = draft_of(request, DRAFT, about=found.public_id)
    people = PERSONS.permitted(actor, Permission.PERSON_VIEW).filter(
        case_persons__case=found, case_persons__left_on=None, has_died=False
    )
    team: Any = TEAM.permitted(actor, Permission.TEAM_VIEW).filter(case=found, left_on=None)
    since = since_last_review(found, actor=actor, typed=measured_in(typed_in(request, draft)))
    weeks = review_weeks(found.centre_id)
    initial = {"held_on": today, "next_on": proposed_review(today, weeks)}
    form = open_form(
        request,
        ReviewForm,
        draft=draft,
        people=people.order_by("pk"),
        team=team.with_people().in_order(),
        of_community=found.is_community,
        initial=initial,
    )
    measures = [
        open_form(request, MeasureForm, draft=draft, action=action, prefix=str(action.public_id), initial={"was": was})
        for action, was in since.measured
    ]
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in measures)]):
        held = _held(form.cleaned_data, measures)

        def make() -> str:
            review = hold_review(found, held, actor=actor, now=timezone.now())
            draft.discard()
            if held.decision is Decision.CLOSE:
                return reverse("cases:close", args=[case])
            return reverse("cases:plan" if held.decision is Decision.CHANGE else "reviews:view", args=_where(review))

        def _where(review: Review) -> list[UUID]:
            return [case if held.decision is Decision.CHANGE else review.public_id]

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _said(held.decision))
            return redirect(address)
    return render_case(
        request,
        "reviews/review_hold.html",
        found,
        part=PART,
        form=form,
        measures=measures,
        draft=draft,
        since=since,
        weeks=weeks,
        cards=[card(request, found) for card in REVIEW_CARDS],
    )


def _held(data: dict[str, Any], measures: list[MeasureForm]) -> Held:
    """Return what was said; how it was is kept alone, too, unless the page itself put it there."""
    measured = {
        one.action.pk: Measured(one.cleaned_data["was"], one.cleaned_data["now"])
        for one in measures
        if one.cleaned_data["now"] or "was" in one.changed_data
    }
    said = {name: value for name, value in data.items() if name != "idempotency_key"}
    return Held(**said | {"decision": Decision(data["decision"]), "measures": measured})


def _said(decision: Decision) -> str:
    return {
        Decision.GO_ON: _("The review is saved, and the next one is set."),
        Decision.CHANGE: _("The review is saved. Now change the plan."),
        Decision.ESCALATE: _("The review is saved. The head of the centre was told that you need help."),
        Decision.CLOSE: _("The review is saved. Now say goal by goal how it went."),
    }[decision]


@needs(Permission.REVIEW_VIEW)
@require_safe
def review_view(request: ActorRequest, review: UUID) -> HttpResponse:
    """One review."""
    return _one(request, review, "reviews/review_view.html")


@needs(Permission.REVIEW_VIEW)
@require_safe
def review_file_note(request: ActorRequest, review: UUID) -> HttpResponse:
    """One review on paper."""
    return _one(request, review, "reviews/review_file_note.html")


def _one(request: ActorRequest, review: UUID, template: str) -> HttpResponse:
    found = REVIEWS.get_or_404(request.actor, Permission.REVIEW_VIEW, review)
    attended = found.attendances.select_related("person", "member__membership__user", "member__institution")
    return render_case(
        request,
        template,
        found.case,
        part=PART,
        review=found,
        attended=attended.order_by("pk"),
        measures=found.measures.select_related("action").order_by("pk"),
        corrected=found.versions.order_by("-replaced_at").first(),
        may_correct=REVIEWS.allows(request.actor, Permission.REVIEW_EDIT, found),
        today=timezone.localdate(),
    )
