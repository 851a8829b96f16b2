"""Asking a family, months after the closure, how it is going."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.policy import policies
from kooperacja.kernel.refused import Refused
from kooperacja.reviews.actions.following import Answered, record_follow_up
from kooperacja.reviews.models import FollowUp
from kooperacja.reviews.policies import FOLLOW_UPS, REVIEWS
from kooperacja.reviews.rules import FollowUpRefusal, Outcome
from tests.cases.changing import again, change, close

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(world):
    """Close the case; the family is to be asked today."""
    close(world)
    world.today = timezone.localdate(world.now)
    return change(world.case, follow_up_on=world.today)


def record(world, case, who="lead", **said):
    said = {"asked_on": world.today, "outcome": Outcome.DONE, "how_it_goes": "dobrze", "needs_help": True, **said}
    return record_follow_up(case, Answered(**said), actor=getattr(world, who).actor, now=world.now)


def test_a_talk_is_kept_and_ends_the_waiting(world, due):
    talk = again(record(world, due))

    assert (talk.how_it_goes, talk.needs_help, talk.due_on) == ("dobrze", True, world.today)
    assert again(due).follow_up_on is None


def test_a_no_keeps_nothing_but_the_no(world, due):
    talk = record(world, due, "deputy", outcome=Outcome.REFUSED, again_on=world.today + timedelta(9))

    assert (talk.how_it_goes, talk.needs_help) == ("", None)
    assert again(due).follow_up_on is None


def test_nobody_reached_may_be_tried_again(world, due):
    later = world.today + timedelta(14)

    record(world, due, outcome=Outcome.UNREACHABLE, again_on=later)

    assert again(due).follow_up_on == later


@pytest.mark.parametrize("said", [{}, {"gives_up": True, "again_on": 14}])
def test_nobody_reached_does_not_end_the_waiting_without_a_word(world, due, said):
    said = said | {"again_on": world.today + timedelta(14) if "again_on" in said else None}

    with pytest.raises(Refused) as refused:
        record(world, due, outcome=Outcome.UNREACHABLE, **said)

    assert refused.value.refusals == {FollowUpRefusal.AGAIN_MISSING}
    assert again(due).follow_up_on == world.today


def test_whoever_gives_up_says_so(world, due):
    record(world, due, outcome=Outcome.UNREACHABLE, gives_up=True)

    assert again(due).follow_up_on is None


def test_who_is_not_to_be_asked_is_not_asked(world, due):
    record(world, due)

    with pytest.raises(Refused) as refused:
        record(world, due)

    assert refused.value.refusals == {FollowUpRefusal.NOT_AWAITED}
    assert FollowUp.objects.filter(asked_on=world.today).count() == 1


def test_an_open_case_has_nobody_to_ask(world):
    world.today = timezone.localdate(world.now)

    with pytest.raises(Refused):
        record(world, world.case)


@pytest.mark.parametrize("who", ["member", "former", "head", "colleague", "neighbour", "region", "operator"])
def test_others_do_not_ask(world, due, who):
    with pytest.raises(PermissionDenied):
        record(world, due, who)


@pytest.mark.parametrize("policy", [REVIEWS, FOLLOW_UPS], ids=lambda policy: policy.model.__name__)
@pytest.mark.parametrize("is_closed", [False, True])
def test_lead_and_deputy_read_and_nobody_else(world, policy, is_closed):
    if is_closed:
        close(world)
    who = [name for name, one in vars(world).items() if hasattr(one, "actor")]

    assert policy in policies
    assert {name for name in who if policy.permitted(getattr(world, name).actor, policy.view).exists()} == {
        "lead",
        "deputy",
    }


@pytest.mark.parametrize("policy", [REVIEWS, FOLLOW_UPS], ids=lambda policy: policy.model.__name__)
def test_ways_in_build_queries_only(world, policy, django_assert_num_queries):
    for ways in policy._ways_in.values():
        for way in ways:
            with django_assert_num_queries(0):
                way(world.lead.actor)
