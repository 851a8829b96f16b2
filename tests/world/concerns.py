"""What was passed on to the centre, and a family's no to it."""

from datetime import timedelta
from typing import Any

from django.core import signing

from kooperacja.cases.models import (
    CaseConcern,
)
from kooperacja.concerns.models import Channel, Concern, Decision, DecisionKind, Door, Source, Urgency
from kooperacja.concerns.states import ConcernState
from kooperacja.matching.models import Match, Verdict
from kooperacja.reviews.models import HowAsked, Refusal

from .making import SINCE, World, make


def build(world: World) -> None:
    """Pass on what is known, and let a family say no."""
    _concern(world)
    _no(world)


def _concern(world: World) -> None:
    word, now = world.word, world.now
    told = {
        name: word(f"concern_{name}")
        for name in [
            "reporter_phone",
            "who",
            "address",
            "whereabouts",
            "children",
            "dependants",
            "visit_risks",
            "safe_contact",
            "already_done",
            "notices_sent",
            "facts",
        ]
    }
    common: dict[str, Any] = {
        "centre": world.ops,
        "urgency": Urgency.AMBER,
        "door": Door.ACCOUNT,
        "unit": world.gmina,
        "source": Source.SEEN,
        "reporter_user": world.reporter.user,
        "reporter_membership": world.reporter.membership,
        "reporter_institution": world.police,
        "sent_at": now - timedelta(hours=2),
        "received_at": now - timedelta(hours=2),
        "due_at": now + timedelta(days=2),
    }
    world.concern = make(Concern, number="Z/3/2026/990101", **common, **told)
    world.linked_concern = make(
        Concern,
        number="Z/2/2026/990101",
        **common,
        state=ConcernState.CASE_OPENED,
        ended_at=now - timedelta(hours=1),
        facts=word("linked_facts"),
    )
    world.case_concern = make(
        CaseConcern, case=world.case, concern=world.linked_concern, linked_at=now - timedelta(hours=1)
    )
    _concerns_elsewhere(world, common)
    _match(world)


def _match(world: World) -> None:
    """The verdict that two concerns of the centre are about different people."""
    world.match = make(
        Match,
        centre=world.ops,
        concern=world.concern,
        other=world.linked_concern,
        verdict=Verdict.DIFFERENT,
        decided_by=world.intake.membership,
        decided_at=world.now,
    )


def _no(world: World) -> None:
    """Let the family say no before there is a case, too."""
    world.no_to_concern = make(
        Refusal,
        centre=world.ops,
        concern=world.concern,
        asked_on=SINCE,
        how=HowAsked.CALL,
        whom=world.word("no_to_concern"),
        recorded_by=world.intake.membership,
        recorded_at=world.now,
    )


def _concerns_elsewhere(world: World, common: dict[str, Any]) -> None:
    """One that waits for the head of its writer's institution, one that was forwarded to the neighbours."""
    now = world.now
    unsent = {"received_at": None, "due_at": None, "state": ConcernState.WAITING_FOR_RELEASE}
    by_lead = {
        "centre": world.other_ops,
        "unit": world.other_gmina,
        "reporter_user": world.lead.user,
        "reporter_membership": world.lead.membership,
        "reporter_institution": world.ops,
    }
    world.waiting_concern = make(
        Concern, number="Z/1/2026/990102", facts=world.word("waiting_facts"), **common | unsent | by_lead
    )
    gone = {"centre": world.other_ops, "unit": world.other_gmina, "forwarded_at": now, "reporter_user": None}
    typed = {"reporter_membership": None, "door": Door.TYPED_IN, "channel": Channel.LETTER}
    world.forwarded_concern = make(
        Concern, number="Z/1/2026/990101", facts=world.word("forwarded_facts"), **common | gone | typed
    )
    world.decision = make(
        Decision,
        concern=world.forwarded_concern,
        kind=DecisionKind.FORWARD,
        centre=world.ops,
        to_centre=world.other_ops,
        decided_by=world.intake.membership,
        decided_at=now,
    )
    world.receipt_token = signing.dumps(str(world.concern.public_id), salt="concerns receipt")
