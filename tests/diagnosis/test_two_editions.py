"""A case that began with another edition of the scale keeps its words, beside those of the new one."""

import dataclasses
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.cases.models import BasisKind, Disclosure, SharingAnswer
from kooperacja.diagnosis.actions.scale import enter_edition
from kooperacja.diagnosis.models import AREA, Assessment, Score
from kooperacja.diagnosis.rules.picture import LEFT, STEP
from kooperacja.diagnosis.scale import FIRST
from kooperacja.diagnosis.states import AssessmentState, Occasion
from tests.world import as_, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(world):
    """Yesterday the programme's edition of three steps came; today the family spoke of the same area once more."""
    today = timezone.localdate()
    steps = [("źle", "bad"), ("średnio", "so so"), ("dobrze", "good")]
    words = dataclasses.replace(FIRST, code="programu-2", starts_on=today - timedelta(days=1), steps=steps)
    edition = enter_edition(words, actor=SYSTEM)
    world.later = make(
        Assessment, case=world.case, edition=edition, occasion=Occasion.REVIEW, author=world.lead.membership,
        held_on=today, state=AssessmentState.FINISHED, finished_at=world.now,
    )  # fmt: skip
    for code, score in (("d5", world.score), ("d9", world.shared_score)):
        score.refresh_from_db()
        row = make(Score, assessment=world.later, area=edition.areas.get(code=code), worker="3", family="2")
        if score == world.shared_score:
            make(
                Disclosure, case=world.case, member=world.team["member"], shown_kind=AREA, shown_id=row.public_id,
                answer=SharingAnswer.SHARED, purpose="nauka", ground=BasisKind.AGREEMENT, decided_on=today,
                decided_by=world.lead.membership,
            )  # fmt: skip
    return world


@pytest.mark.parametrize("page", ["diagnosis:view", "diagnosis:picture"])
def test_each_talk_is_told_in_the_words_of_its_own_edition(client, two, page):
    html = as_(client, two.lead).get(reverse(page, args=[two.case.public_id])).content.decode()

    for words in ("3 – stabilnie, z pomocą", "2 – trudno", "3 – dobrze", "2 – średnio"):
        assert words in html
    assert f'x1="{LEFT + 4 * STEP}"' in html, "the drawing has room for the longer scale"


def test_a_partner_reads_the_words_of_each_edition_too(client, two):
    html = as_(client, two.member).get(reverse("diagnosis:view", args=[two.case.public_id])).content.decode()

    for words in ("2 – trudno", "3 – dobrze"):
        assert words in html
