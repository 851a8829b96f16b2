"""Who besides lead and deputy sees an area: nobody, unless the lead decided so, as on everything else."""

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.sharing import Grounds, Thing, decide_sharing, end_sharing
from kooperacja.cases.models import BasisKind, Disclosure, Level, SharingAnswer
from kooperacja.cases.rules.sharing import SharingRefusal
from kooperacja.diagnosis.models import AREA
from kooperacja.diagnosis.policies import SCORES
from kooperacja.diagnosis.states import AssessmentState
from kooperacja.kernel.refused import Refused
from tests.cases.changing import change, close, join, last_event

pytestmark = pytest.mark.django_db

AGREED = Grounds("zajęcia", BasisKind.AGREEMENT)


def sees(world, score, who="member"):
    return SCORES.allows(getattr(world, who).actor, Permission.SCORE_VIEW, score)


def share(world, score, answer=SharingAnswer.SHARED, grounds=AGREED, *, who="lead", place=None):
    thing = Thing(kind=AREA, public_id=score.public_id)
    place = place or world.team["member"]
    return decide_sharing(place, thing, answer, grounds, actor=getattr(world, who).actor, now=world.now)


def test_a_member_sees_an_area_from_then_on_and_nobody_else_of_the_institution(world):
    other = join(world, world.colleague)
    assert not sees(world, world.score)

    decided = share(world, world.score)

    assert sees(world, world.score)
    assert not sees(world, world.score, "colleague")
    assert (decided.purpose, decided.ground, decided.decided_by) == ("zajęcia", "agreement", world.lead.membership)
    assert last_event("cases.sharing_decided").subject_id == world.team["member"].public_id
    share(world, world.score, place=other)
    assert sees(world, world.score, "colleague")


def test_what_is_taken_back_is_seen_no_more_and_stays_recorded(world):
    end_sharing(world.share, because="Rodzina prosi", actor=world.deputy.actor, now=world.now)

    assert not sees(world, world.shared_score)
    assert Disclosure.objects.get(pk=world.share.pk).ended_because == "Rodzina prosi"


def test_a_refusal_is_written_down_with_its_ground(world):
    duty = Grounds("nie jest potrzebne", BasisKind.STATUTORY_DUTY, "art. 100 u.p.s.")

    decided = share(world, world.score, SharingAnswer.REFUSED, duty)

    assert (decided.answer, decided.reference) == ("refused", "art. 100 u.p.s.")
    assert not sees(world, world.score)


def test_a_wrong_sharing_is_refused(world):
    order = Grounds("x", BasisKind.COURT_ORDER)
    for score, grounds, expected in (
        (world.shared_score, AGREED, SharingRefusal.ALREADY_SHARED),
        (world.score, order, SharingRefusal.NO_REFERENCE),
        (world.draft_score, AGREED, SharingRefusal.NOT_OF_THE_CASE),
    ):
        with pytest.raises(Refused) as refusal:
            share(world, score, grounds=grounds)
        assert refusal.value.refusals == {expected}


def test_who_is_limited_to_own_actions_is_shown_no_area(world):
    change(world.team["member"], level=Level.ACTION)

    with pytest.raises(Refused) as refusal:
        share(world, world.score)
    assert refusal.value.refusals == {SharingRefusal.OWN_ACTIONS_ALONE}


def test_what_was_shared_of_a_withdrawn_scale_is_seen_no_more(world):
    change(world.assessment, state=AssessmentState.WITHDRAWN)

    assert not sees(world, world.shared_score)


def test_a_member_of_the_team_may_not_share(world):
    with pytest.raises(PermissionDenied):
        share(world, world.shared_score, who="member")


def test_once_closed_nothing_is_shared(world):
    close(world)

    with pytest.raises(PermissionDenied):
        share(world, world.score)
    assert not sees(world, world.shared_score)
    assert sees(world, world.shared_score, "lead")
