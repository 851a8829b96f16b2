"""A family's no goes the way of the concern to which it was said: locked with it, wiped with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.concerns.actions import dispose_concerns, lock_concern
from kooperacja.concerns.states import ConcernState
from kooperacja.reviews.actions.refusing import SaidNo, record_refusal
from kooperacja.reviews.models import HowAsked
from kooperacja.reviews.policies import REFUSALS
from tests.cases.changing import change
from tests.matching.tools import concern
from tests.world import CAST, as_

pytestmark = pytest.mark.django_db
WORDS = "Mówi, że da sobie radę"


@pytest.fixture
def said(world):
    """A no to a concern that was decided three months ago."""
    ended = {"state": ConcernState.NO_ACTION, "ended_at": world.now - timedelta(days=91)}
    row = concern(world, "Z/50/2026/990101", who="Pan Sitarz", **ended)
    no = SaidNo(timezone.localdate(world.now), HowAsked.CALL, "Pan Sitarz", WORDS)
    refusal = record_refusal(row, no, actor=world.intake.actor, now=world.now)
    # planned while the centre kept concerns open for longer
    return change(refusal, try_again_on=timezone.localdate(world.now) + timedelta(days=5))


def test_before_it_is_locked_intake_reads_it(client, world, said):
    assert "Pan Sitarz" in as_(client, world.intake).get(reverse("reviews:planned")).content.decode()


def test_once_it_is_locked_nobody_reads_it(client, world, said):
    lock_concern(said.concern, now=world.now)

    for who in CAST:
        actor = getattr(world, who).actor
        assert not REFUSALS.allows(actor, Permission.REFUSAL_VIEW, said), who
        assert not REFUSALS.allows(actor, Permission.REFUSAL_EDIT, said), who
    assert "Pan Sitarz" not in as_(client, world.intake).get(reverse("reviews:planned")).content.decode()


def test_disposal_by_protocol_wipes_it(world, said):
    lock_concern(said.concern, now=world.now)
    today = timezone.localdate(world.now)
    row = said.concern
    row.refresh_from_db()

    dispose_concerns([row], protocol="1/2026", on=today, actor=world.head.actor, now=world.now)

    said.refresh_from_db()
    assert (said.whom, said.words) == ("", "")
    assert said.asked_on == today
