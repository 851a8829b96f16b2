"""The part of a case in which team and family find out together how things are; its picture; its card."""

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.cases.actions.showing import Showable, add_showable
from kooperacja.cases.actions.timeline import CASE_OF, PARTS
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.cases.states import CaseState
from kooperacja.cases.views.people import of_a_family
from kooperacja.cases.views.shell import CARDS, REVIEW_CARDS, SIGHTS, Part, Tab, add_tab, render_case

from ..actions.scale import words_of
from ..models import AREA, Assessment, Contribution, ScaleEdition, Score, Workshop
from ..policies import ASSESSMENTS, CONTRIBUTIONS, SCORES, WORKSHOPS
from ..rules.picture import Seen, draw, profiles

TAB = add_tab(
    Tab("diagnosis:view", gettext_lazy("Understanding"), for_members=True, for_communities=False), before=Part.PLAN
)


def _assessments(request: ActorRequest, case: Case) -> Any:
    return ASSESSMENTS.permitted(request.actor, Permission.ASSESSMENT_VIEW).filter(case=case).newest_first()  # type: ignore[attr-defined] # our queryset


def _workshops(request: ActorRequest, case: Case) -> Any:
    return WORKSHOPS.permitted(request.actor, Permission.WORKSHOP_VIEW).filter(case=case).order_by("-held_on", "-pk")


def picture_of(request: ActorRequest, case: Case) -> dict[str, Any]:
    """Return what the picture needs; nothing if no assessment is finished."""
    finished = list(_assessments(request, case).finished().select_related("edition"))
    if not finished:
        return {}
    newest: ScaleEdition = finished[0].edition
    scores = SCORES.permitted(request.actor, Permission.SCORE_VIEW).filter(assessment__in=finished)
    spoken = list(
        scores.select_related("area", "assessment").order_by("assessment__held_on", "assessment__pk", "area__position")
    )
    words = words_of({one.edition_id for one in finished})
    found = profiles((one.area.code, one.area.label, _seen(one, words)) for one in spoken)
    discussed = {one.area.code for one in spoken}
    steps = newest.steps_in_order()
    return {
        "profiles": found,
        "drawing": draw(found, max(max(of_edition) for of_edition in words.values())),
        "steps": steps,
        "silent": [area.label for area in newest.areas_in_order() if area.code not in discussed],
        "several_editions": len(words) > 1,
        "first": finished[-1],
        "latest": finished[0],
    }


def _seen(score: Score, words: dict[int, dict[int, str]]) -> Seen:
    about = score.assessment
    said = (score.worker_step, score.family_step, score.is_not_applicable)
    return Seen(about.held_on, *said, words[about.edition_id])


@needs(Permission.CASE_VIEW)
@require_safe
def diagnosis_view(request: ActorRequest, case: UUID) -> HttpResponse:
    """Everything to lead and deputy; to another member the workshops, and the areas shared with their institution."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_VIEW, case))
    leads = CASES.allows(request.actor, Permission.CASE_VIEW_WHOLE, found)
    context: dict[str, Any] = {"workshops": _workshops(request, found), "is_closed": found.state == CaseState.CLOSED}
    if not leads:
        shared = list(_shared_with(request.actor, found))
        words = words_of({score.assessment.edition_id for score in shared})
        context["shared"] = [(score, words[score.assessment.edition_id]) for score in shared]
        return render_case(request, "diagnosis/view_member.html", found, part=TAB.name, **context)
    context["assessments"] = _assessments(request, found).annotate(areas=Count("scores"))
    context["picture"] = picture_of(request, found)
    return render_case(request, "diagnosis/view.html", found, part=TAB.name, **context)


def _shared_with(actor: Actor, case: Case) -> Any:
    return _known(actor, case)


@needs(Permission.ASSESSMENT_VIEW)
@require_safe
def picture_print(request: ActorRequest, case: UUID) -> HttpResponse:
    """The picture on A4, readable without colour."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case))
    context = {"case": found, "picture": picture_of(request, found), "today": timezone.localdate()}
    return render(request, "diagnosis/picture.html", context)


def card(request: ActorRequest, case: Case) -> str:
    """Return the card on the overview of a case; none of a community, where there is no family to ask."""
    if case.is_community:
        return ""
    latest = _assessments(request, case).finished().annotate(areas=Count("scores")).first()
    workshop = _workshops(request, case).first()
    if case.state == CaseState.CLOSED and not latest and not workshop:
        return ""
    context = {"case": case, "latest": latest, "workshop": workshop}
    return render_to_string("diagnosis/_card.html", context)


def review_card(request: ActorRequest, case: Case) -> str:
    """Return how things were and are, for the people who sit together at a review; nothing of a community."""
    if case.is_community:
        return ""
    return render_to_string("diagnosis/_review_card.html", {"case": case, "picture": picture_of(request, case)})


def sight(actor: Actor, case: Case) -> str:
    """Return what a member sees here, for the page that tells the lead what a member sees."""
    said: Any = CONTRIBUTIONS.permitted(actor, Permission.CONTRIBUTION_VIEW).filter(workshop__case=case)
    context = {
        "shared": _shared_with(actor, case),
        "workshops": WORKSHOPS.permitted(actor, Permission.WORKSHOP_VIEW).filter(case=case).order_by("-held_on"),
        "said": said.standing().order_by("-pk"),
    }
    return render_to_string("diagnosis/_sight.html", context)


def _offered(actor: Actor, case: Case) -> Any:
    return _of_case(SCORES.permitted(actor, Permission.SCORE_SHARE), case)


def _known(actor: Actor, case: Case) -> Any:
    return _of_case(SCORES.permitted(actor, Permission.SCORE_VIEW), case)


def _of_case(scores: Any, case: Case) -> Any:
    found = scores.filter(assessment__case=case).select_related("area", "assessment__edition")
    return found.order_by("-assessment__held_on", "area__position")


def _words(score: Score) -> str:
    day = date_format(score.assessment.held_on, "j E Y")
    return gettext("Situation scale of %(day)s: %(area)s") % {"day": day, "area": score.area.label}


CARDS.append(card)
REVIEW_CARDS.append(review_card)
SIGHTS.append(sight)
add_showable(
    Showable(
        kind=AREA,
        offered=_offered,
        known=_known,
        words=_words,
        template="diagnosis/_shown_area.html",
    )
)
PARTS.extend((Assessment, Score, Workshop, Contribution))
CASE_OF[Score], CASE_OF[Contribution] = "assessment__case", "workshop__case"
