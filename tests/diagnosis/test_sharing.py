"""Who besides lead and deputy sees an area: nobody, unless the lead decided so and said what for."""

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.access.permissions import Permission
from kooperacja.diagnosis.actions.sharing import share_score
from kooperacja.diagnosis.models import ScoreShare
from kooperacja.diagnosis.policies import SCORES
from kooperacja.diagnosis.rules.sharing import ShareRefusal
from kooperacja.diagnosis.states import AssessmentState
from kooperacja.kernel.refused import Refused
from tests.cases.changing import change, close, last_event

pytestmark = pytest.mark.django_db


def sees(world, score, who="member"):
    return SCORES.allows(getattr(world, who).actor, Permission.SCORE_VIEW, score)


def test_the_school_sees_an_area_from_then_on(world):
    assert not sees(world, world.score)

    share_score(world.score, [world.school], "zajęcia", actor=world.lead.actor, now=world.now)

    assert sees(world, world.score)
    share = ScoreShare.objects.get(score=world.score)
    assert (share.purpose, share.decided_by) == ("zajęcia", world.lead.membership)
    assert last_event("diagnosis.score_shared").subject_id == world.score.public_id


def test_what_is_taken_back_is_seen_no_more_and_stays_recorded(world):
    share_score(world.shared_score, [], "", actor=world.deputy.actor, now=world.now)

    assert not sees(world, world.shared_score)
    assert ScoreShare.objects.get(score=world.shared_score).ended_on is not None


def test_what_is_shared_already_stays_as_it_was(world):
    share_score(world.shared_score, [world.school, world.ops], "nauka", actor=world.lead.actor, now=world.now)

    assert ScoreShare.objects.get(institution=world.school).purpose == "pomoc w nauce"
    assert ScoreShare.objects.get(institution=world.ops).purpose == "nauka"


@pytest.mark.parametrize(
    ("body", "purpose", "refused"),
    [("police", "bo tak", ShareRefusal.NOT_IN_TEAM), ("school", "", ShareRefusal.NO_PURPOSE)],
)
def test_a_wrong_sharing_is_refused(world, body, purpose, refused):
    with pytest.raises(Refused) as refusal:
        share_score(world.score, [getattr(world, body)], purpose, actor=world.lead.actor, now=world.now)

    assert refusal.value.refusals == {refused}


def test_nothing_of_an_unfinished_scale_is_shared(world):
    with pytest.raises(PermissionDenied):
        share_score(world.draft_score, [world.school], "nauka", actor=world.lead.actor, now=world.now)


def test_what_was_shared_of_a_withdrawn_scale_is_seen_no_more(world):
    change(world.assessment, state=AssessmentState.WITHDRAWN)

    assert not sees(world, world.shared_score)


def test_a_member_of_the_team_may_not_share(world):
    with pytest.raises(PermissionDenied):
        share_score(world.shared_score, [world.school], "nauka", actor=world.member.actor, now=world.now)


def test_once_closed_nothing_is_shared(world):
    close(world)

    with pytest.raises(PermissionDenied):
        share_score(world.score, [world.school], "nauka", actor=world.lead.actor, now=world.now)
    assert not sees(world, world.shared_score)
    assert sees(world, world.shared_score, "lead")
