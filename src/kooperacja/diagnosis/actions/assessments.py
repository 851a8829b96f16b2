"""Filling in the scale with the family."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import Case
from kooperacja.cases.states import CaseState
from kooperacja.kernel.refused import Refused, refuse

from ..events import AssessmentEvent
from ..models import Assessment, ScaleArea, ScaleEdition, Score
from ..policies import ASSESSED, ASSESSMENTS
from ..rules.attendance import TookPart
from ..rules.scores import Answer, AssessmentRefusal, answer_refusals, finish_refusals, head_refusals
from ..states import ASSESSMENT_STATES, AssessmentAction, AssessmentState, Occasion


@dataclass(frozen=True)
class Head:
    """What opens an assessment: why now, which day, with whom, and the areas that the family picked, by code."""

    occasion: Occasion
    held_on: date
    areas: Collection[str]
    took_part: TookPart = field(default_factory=TookPart)


def edition_today(*, today: date) -> ScaleEdition | None:
    """Return the edition with which an assessment begins today."""
    return cast("ScaleEdition | None", ScaleEdition.objects.in_force(today))


def begin_assessment(case: Case, head: Head, *, actor: Actor, now: datetime) -> Assessment:
    """Begin an assessment with the areas that the family picked.

    Raises:
        PermissionDenied: the actor may not.
        NoPersonsError: it is a case of a community.
        Refused: no area, a day to come, a closed case, or no scale (`AssessmentRefusal`).
    """
    today = timezone.localdate(now)
    with ASSESSED.recorded(AssessmentEvent.BEGUN, Permission.ASSESSMENT_MAKE, case, actor=actor) as case:
        case.require_family()
        edition = edition_today(today=today)
        if edition is None:
            raise Refused({AssessmentRefusal.NO_SCALE})
        assessment = Assessment(case=case, edition=edition, author_id=cast(int, actor.membership_id))
        _head(assessment, head, today=today)
        assessment.save()
        _pick(assessment, head.areas)
    return assessment


def change_assessment(assessment: Assessment, head: Head, *, version: int, actor: Actor, now: datetime) -> Assessment:
    """Change the day, the people or the areas of an unfinished assessment; what was said of an area left out goes.

    Raises:
        PermissionDenied: the actor may not.
        Stale: it was changed meanwhile.
        Refused: it is finished, or can't be noted so (`AssessmentRefusal`).
    """
    with _changed(AssessmentEvent.CHANGED, assessment, version=version, actor=actor) as assessment:
        _check_draft(assessment)
        _head(assessment, head, today=timezone.localdate(now))
        assessment.save()
        _pick(assessment, head.areas)
    return assessment


def score_areas(
    assessment: Assessment,
    answers: Mapping[str, Answer],
    *,
    finish: bool,
    version: int,
    actor: Actor,
    now: datetime,
) -> Assessment:
    """Write down what was said of the picked areas, by their code; areas that aren't named stay as they are.

    Finished, it can't be changed any more, and an area of which nobody said anything was not discussed.

    Raises:
        PermissionDenied: the actor may not.
        Stale: it was changed meanwhile.
        Refused: it is finished already, a step is unknown, or nothing was said (`AssessmentRefusal`).
    """
    event = AssessmentEvent.FINISHED if finish else AssessmentEvent.SCORED
    with _changed(event, assessment, version=version, actor=actor) as assessment:
        _check_draft(assessment)
        steps = set(assessment.edition.steps.values_list("value", flat=True))
        for answer in answers.values():
            refuse(answer_refusals(answer, steps))
        scores = list(assessment.scores.select_related("area"))
        for score in scores:
            _say(score, answers.get(score.area.code))
        if finish:
            _finish(assessment, scores, now=now)
        assessment.save()
    return assessment


def withdraw_assessment(assessment: Assessment, *, version: int, actor: Actor, now: datetime) -> Assessment:  # noqa: ARG001 - every action takes the time
    """Withdraw an assessment that was a mistake; it stays in the file and counts nowhere.

    Raises:
        PermissionDenied: the actor may not.
        Stale: it was changed meanwhile.
        TransitionNotAllowed: it is withdrawn already.
    """
    with _changed(AssessmentEvent.WITHDRAWN, assessment, version=version, actor=actor) as assessment:
        state = ASSESSMENT_STATES.next(AssessmentState(assessment.state), AssessmentAction.WITHDRAW)
        assessment.state = AssessmentState(state)
        assessment.save()
    return assessment


def _changed(
    event: AssessmentEvent, assessment: Assessment, *, version: int, actor: Actor
) -> AbstractContextManager[Assessment]:
    return ASSESSMENTS.recorded(event, Permission.ASSESSMENT_EDIT, assessment, actor=actor, version=version)


def _check_draft(assessment: Assessment) -> None:
    refuse(set() if assessment.is_draft else {AssessmentRefusal.NOT_A_DRAFT})


def _head(assessment: Assessment, head: Head, *, today: date) -> None:
    known = set(assessment.edition.areas.values_list("code", flat=True))
    refuse(
        head_refusals(
            head.occasion,
            head.held_on,
            today=today,
            areas=len(head.areas),
            foreign_areas=len(set(head.areas) - known),
            case_closed=assessment.case.state == CaseState.CLOSED,
        )
    )
    assessment.occasion, assessment.held_on = head.occasion, head.held_on
    assessment.took_part = head.took_part.as_data()


def _pick(assessment: Assessment, codes: Collection[str]) -> None:
    scores = {score.area.code: score for score in assessment.scores.select_related("area")}
    for code, score in scores.items():
        if code not in codes:
            score.delete()
    for area in ScaleArea.objects.filter(edition=assessment.edition, code__in=set(codes) - scores.keys()):
        Score(assessment=assessment, area=area).save()


def _say(score: Score, answer: Answer | None) -> None:
    if answer is None or answer == Answer(score.worker, score.family, score.note):
        return
    score.worker, score.family, score.note = answer.worker, answer.family, answer.note
    score.save()


def _finish(assessment: Assessment, scores: Collection[Score], *, now: datetime) -> None:
    refuse(finish_refusals([Answer(score.worker, score.family, score.note) for score in scores]))
    for score in scores:
        if score.is_empty:
            score.delete()
    assessment.state = AssessmentState(
        ASSESSMENT_STATES.next(AssessmentState(assessment.state), AssessmentAction.FINISH)
    )
    assessment.finished_at = now
