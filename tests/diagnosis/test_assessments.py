"""Filling in the scale: begun with what the family picked, scored in two voices, finished, withdrawn."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.models import Case
from kooperacja.diagnosis.actions.assessments import (
    Head,
    begin_assessment,
    change_assessment,
    score_areas,
    withdraw_assessment,
)
from kooperacja.diagnosis.models import Assessment, ScaleEdition
from kooperacja.diagnosis.rules.attendance import TookPart
from kooperacja.diagnosis.rules.scores import Answer, AssessmentRefusal
from kooperacja.diagnosis.states import AssessmentState, Occasion
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from tests.cases.changing import again, change, close, last_event

pytestmark = pytest.mark.django_db


def head(world, *areas, **different):
    told = {"occasion": Occasion.REVIEW, "held_on": timezone.localdate(world.now), "areas": areas or ("d1", "d9")}
    return Head(**told | different)


@pytest.fixture
def begun(world):
    return begin_assessment(world.case, head(world), actor=world.lead.actor, now=world.now)


def told(world, row, **more):
    return {"version": row.version, "actor": world.lead.actor, "now": world.now, **more}


def codes(assessment):
    return {score.area.code for score in assessment.scores.all()}


def test_it_begins_with_what_the_family_picked(world):
    there = TookPart((str(world.person.public_id),), (), "ciocia Basia")

    row = begin_assessment(world.case, head(world, took_part=there), actor=world.deputy.actor, now=world.now)

    assert (row.state, row.occasion, row.edition) == (AssessmentState.DRAFT, Occasion.REVIEW, world.edition)
    assert codes(row) == {"d1", "d9"}
    assert TookPart.of(again(row).took_part) == there
    assert row.author == world.deputy.membership
    assert last_event("diagnosis.assessment_begun").subject_id == world.case.public_id


@pytest.mark.parametrize("who", ["member", "former", "colleague", "head", "neighbour", "region", "operator"])
def test_nobody_but_lead_and_deputy_fills_in_the_scale(world, who):
    with pytest.raises(PermissionDenied):
        begin_assessment(world.case, head(world), actor=getattr(world, who).actor, now=world.now)


@pytest.mark.parametrize(
    ("different", "refused"),
    [
        ({"areas": []}, AssessmentRefusal.NO_AREA),
        ({"areas": ["d99"]}, AssessmentRefusal.OTHER_EDITION),
        ({"days": 1}, AssessmentRefusal.IN_FUTURE),
    ],
)
def test_a_wrong_beginning_is_refused(world, different, refused):
    later = timedelta(days=different.pop("days", 0))
    wrong = head(world, **{"held_on": timezone.localdate(world.now) + later, **different})

    with pytest.raises(Refused) as refusal:
        begin_assessment(world.case, wrong, actor=world.lead.actor, now=world.now)

    assert refusal.value.refusals == {refused}


def test_without_a_scale_nothing_begins(world):
    change(world.edition, ends_on=timezone.localdate(world.now) - timedelta(days=1))

    with pytest.raises(Refused) as refusal:
        begin_assessment(world.case, head(world), actor=world.lead.actor, now=world.now)

    assert refusal.value.refusals == {AssessmentRefusal.NO_SCALE}


def test_half_a_year_after_the_end_one_asks_again(world):
    close(world)
    case = Case.objects.get(pk=world.case.pk)

    row = begin_assessment(case, head(world, occasion=Occasion.FOLLOW_UP), actor=world.lead.actor, now=world.now)

    assert row.case == case
    with pytest.raises(Refused):
        begin_assessment(case, head(world), actor=world.lead.actor, now=world.now)


def test_areas_can_be_changed_while_it_is_filled_in(world, begun):
    row = score_areas(begun, {"d1": Answer("2", "3")}, finish=False, **told(world, begun))

    row = change_assessment(row, head(world, "d1", "d2", occasion=Occasion.START), **told(world, row))

    assert codes(row) == {"d1", "d2"}
    assert again(row.scores.get(area__code="d1")).worker == "2", "what stays picked keeps its answers"
    assert again(row).occasion == Occasion.START


def test_both_voices_and_a_note_are_written_down_and_sealed(world, begun):
    row = score_areas(begun, {"d1": Answer("2", "4", "zimno 🥶")}, finish=False, **told(world, begun))

    score = row.scores.get(area__code="d1")
    assert (score.worker_step, score.family_step, score.note) == (2, 4, "zimno 🥶")
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker, family, note FROM diagnosis_score WHERE id = %s", [score.pk])
        assert all(len(bytes(value)) > 20 for value in cursor.fetchone())
    changes = last_event("diagnosis.assessment_scored").changes
    fields = next(one["fields"] for one in changes if one["model"] == "diagnosis.Score")
    assert set(fields.values()) == {"sealed"}


def test_what_is_not_named_or_not_changed_stays(world, begun):
    row = score_areas(begun, {"d1": Answer("2")}, finish=False, **told(world, begun))
    before = row.scores.get(area__code="d1").version

    row = score_areas(row, {"d1": Answer("2"), "d9": Answer(family="5")}, finish=False, **told(world, row))

    assert row.scores.get(area__code="d1").version == before
    assert row.scores.get(area__code="d9").family == "5"


def test_finished_it_keeps_only_what_was_spoken_of(world, begun):
    row = score_areas(begun, {"d1": Answer(worker="na")}, finish=True, **told(world, begun))

    row = again(row)
    assert (row.state, row.finished_at) == (AssessmentState.FINISHED, world.now)
    assert row.is_finished
    assert codes(row) == {"d1"}
    score = row.scores.get()
    assert score.is_not_applicable
    assert score.worker_step is None


def test_an_area_of_which_only_a_note_was_made_stays(world, begun):
    row = score_areas(begun, {"d1": Answer("1"), "d9": Answer(note="nie chce")}, finish=True, **told(world, begun))

    assert codes(row) == {"d1", "d9"}


def test_without_a_voice_it_can_not_be_finished(world, begun):
    with pytest.raises(Refused) as refusal:
        score_areas(begun, {"d1": Answer(note="cisza")}, finish=True, **told(world, begun))

    assert refusal.value.refusals == {AssessmentRefusal.NOTHING_SAID}
    assert again(begun).is_draft


def test_an_unknown_step_is_refused(world, begun):
    with pytest.raises(Refused) as refusal:
        score_areas(begun, {"d1": Answer("6")}, finish=False, **told(world, begun))

    assert refusal.value.refusals == {AssessmentRefusal.NO_SUCH_STEP}


def test_what_is_finished_is_not_changed(world):
    row = world.assessment
    for act in (
        lambda: score_areas(row, {"d5": Answer("1")}, finish=False, **told(world, row)),
        lambda: change_assessment(row, head(world), **told(world, row)),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.refusals == {AssessmentRefusal.NOT_A_DRAFT}


def test_two_who_fill_in_at_once_are_told(world, begun):
    score_areas(begun, {"d1": Answer("1")}, finish=False, **told(world, begun))

    with pytest.raises(Stale):
        score_areas(begun, {"d1": Answer("5")}, finish=False, **told(world, begun))


def test_a_mistake_is_withdrawn_once(world):
    row = withdraw_assessment(world.assessment, **told(world, world.assessment))

    assert again(row).state == AssessmentState.WITHDRAWN
    assert not Assessment.objects.finished().filter(pk=row.pk).exists()
    with pytest.raises(TransitionNotAllowed):
        withdraw_assessment(row, **told(world, again(row)))


def test_an_assessment_keeps_the_edition_that_it_was_begun_with(world, begun):
    change(world.edition, ends_on=timezone.localdate(world.now) - timedelta(days=1))

    row = score_areas(begun, {"d1": Answer("5")}, finish=True, **told(world, begun))

    assert row.edition == ScaleEdition.objects.get()
    assert list(Assessment.objects.newest_first()[:1]) == [row]


def test_the_log_tells_no_answer(world, begun):
    score_areas(begun, {"d1": Answer("2", "3", "sekret")}, finish=True, **told(world, begun))

    assert not any("sekret" in str(event.changes) for event in Event.objects.all())
