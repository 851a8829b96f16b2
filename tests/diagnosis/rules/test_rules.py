"""Why an assessment, an answer, a sharing or a workshop can't stand so; who took part."""

from datetime import date, timedelta

import pytest

from kooperacja.diagnosis.rules.attendance import TookPart
from kooperacja.diagnosis.rules.scores import (
    Answer,
    AssessmentRefusal,
    answer_refusals,
    finish_refusals,
    head_refusals,
    step_of,
)
from kooperacja.diagnosis.rules.workshops import WorkshopRefusal, workshop_refusals
from kooperacja.diagnosis.states import Occasion

TODAY = date(2028, 2, 29)
RIGHT = {"today": TODAY, "areas": 1, "foreign_areas": 0, "case_closed": False}


@pytest.mark.parametrize(
    ("occasion", "held_on", "different", "refused"),
    [
        (Occasion.START, TODAY, {}, set()),
        (Occasion.START, TODAY, {"areas": 0}, {AssessmentRefusal.NO_AREA}),
        (Occasion.START, TODAY, {"foreign_areas": 1}, {AssessmentRefusal.OTHER_EDITION}),
        (Occasion.START, TODAY + timedelta(days=1), {}, {AssessmentRefusal.IN_FUTURE}),
        (Occasion.START, TODAY, {"case_closed": True}, {AssessmentRefusal.CASE_CLOSED}),
        (Occasion.REVIEW, TODAY, {"case_closed": True}, {AssessmentRefusal.CASE_CLOSED}),
        (Occasion.EXIT, TODAY, {"case_closed": True}, set()),
        (Occasion.FOLLOW_UP, TODAY, {"case_closed": True}, set()),
        (Occasion.FOLLOW_UP, TODAY, {}, set()),
    ],
)
def test_what_an_assessment_may_begin_with(occasion, held_on, different, refused):
    assert head_refusals(occasion, held_on, **RIGHT | different) == refused


@pytest.mark.parametrize(
    ("answer", "is_wrong"),
    [
        (Answer("1", "5"), False),
        (Answer("", ""), False),
        (Answer("na", ""), False),
        (Answer("", "na"), True),
        (Answer("6", ""), True),
        (Answer("", "0"), True),
        (Answer("x", "1"), True),
    ],
)
def test_an_answer_is_a_step_of_the_scale(answer, is_wrong):
    assert answer_refusals(answer, range(1, 6)) == ({AssessmentRefusal.NO_SUCH_STEP} if is_wrong else set())


@pytest.mark.parametrize(
    ("answers", "is_enough"),
    [
        ([Answer(), Answer("3")], True),
        ([Answer(family="1")], True),
        ([Answer("na")], True),
        ([Answer(note="mówiono")], False),
        ([], False),
    ],
)
def test_one_area_in_one_voice_is_enough(answers, is_enough):
    assert finish_refusals(answers) == (set() if is_enough else {AssessmentRefusal.NOTHING_SAID})


def test_what_stands_for_a_step():
    assert [step_of(answer) for answer in ("1", "5", "", "na")] == [1, 5, None, None]


def test_a_workshop_has_been():
    assert workshop_refusals(TODAY, today=TODAY) == set()
    assert workshop_refusals(TODAY + timedelta(days=1), today=TODAY) == {WorkshopRefusal.IN_FUTURE}


def test_who_took_part_is_kept_and_read_back():
    there = TookPart(("a",), ("b", "c"), "ciocia")

    assert TookPart.of(there.as_data()) == there
    assert TookPart.of({}) == TookPart()
