import pytest
from django.http import Http404

from kooperacja.access.permissions import Permission as P
from kooperacja.access.policy import may
from kooperacja.concerns.actions import forward, release_concern
from kooperacja.concerns.policies import CONCERNS, FORWARDED, OWN_CONCERNS, RELEASES, receipt_of
from kooperacja.institutions.hats import actor_of
from kooperacja.institutions.models import Membership
from tests.world import CAST

from .tools import MONDAY, change


def those_who(world, policy, permission, row):
    return {who for who in CAST if policy.allows(getattr(world, who).actor, permission, row)}


@pytest.mark.parametrize(
    ("policy", "permission", "row", "who"),
    [
        (CONCERNS, P.CONCERN_VIEW, "concern", {"intake", "head"}),
        (CONCERNS, P.CONCERN_TRIAGE, "concern", {"intake", "head"}),
        (CONCERNS, P.CONCERN_VIEW, "linked_concern", {"intake", "head"}),
        (CONCERNS, P.CONCERN_VIEW, "forwarded_concern", {"neighbour", "neighbour_head"}),
        (CONCERNS, P.CONCERN_VIEW, "waiting_concern", set()),
        (OWN_CONCERNS, P.CONCERN_VIEW_OWN, "concern", {"reporter"}),
        (OWN_CONCERNS, P.CONCERN_VIEW_OWN, "waiting_concern", {"lead"}),
        (OWN_CONCERNS, P.CONCERN_VIEW_OWN, "forwarded_concern", set()),
        (OWN_CONCERNS, P.CONCERN_WITHDRAW_OWN, "waiting_concern", {"lead"}),
        (RELEASES, P.CONCERN_RELEASE, "waiting_concern", {"head"}),
        (RELEASES, P.CONCERN_RELEASE, "concern", set()),
        (FORWARDED, P.CONCERN_VIEW_FORWARDED, "decision", {"intake", "head"}),
    ],
)
def test_who_may_what(world, policy, permission, row, who):
    assert those_who(world, policy, permission, getattr(world, row)) == who


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        (P.CONCERN_RAISE, set(CAST) - {"operator"}),
        (P.CONCERN_TYPE_IN, {"intake", "head", "neighbour", "neighbour_head"}),
        (P.INBOX_VIEW, {"intake", "head", "neighbour", "neighbour_head"}),
        (P.CONCERN_LIST_RELEASES, {"head", "neighbour_head"}),
    ],
)
def test_whose_gate_is_open(world, permission, who):
    assert {name for name in CAST if may(getattr(world, name).actor, permission)} == who


def test_forwarding_moves_the_sight(world):
    forward(world.concern, to=world.other_ops, unit=world.other_gmina, reason="x", actor=world.intake.actor, now=MONDAY)

    assert those_who(world, CONCERNS, P.CONCERN_VIEW, world.concern) == {"neighbour", "neighbour_head"}
    assert those_who(world, OWN_CONCERNS, P.CONCERN_VIEW_OWN, world.concern) == {"reporter"}


def test_releasing_ends_the_heads_sight(world):
    release_concern(world.waiting_concern, actor=world.head.actor, now=MONDAY)

    assert those_who(world, RELEASES, P.CONCERN_RELEASE, world.waiting_concern) == set()
    assert those_who(world, CONCERNS, P.CONCERN_VIEW, world.waiting_concern) == {"neighbour", "neighbour_head"}


def test_an_intake_worker_of_no_centre_reads_nothing(world):
    change(world.ops.kind, receives_concerns=False)
    actor = actor_of(Membership.objects.get(pk=world.intake.membership.pk))

    assert not CONCERNS.allows(actor, P.CONCERN_VIEW, world.concern)
    assert not FORWARDED.allows(actor, P.CONCERN_VIEW_FORWARDED, world.decision)


def test_a_receipt_that_is_not_there_is_not_found(world):
    assert receipt_of(world.concern.public_id) == world.concern
    with pytest.raises(Http404):
        receipt_of(world.ops.public_id)
