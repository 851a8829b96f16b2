"""What was understood, reviewed and offered in the case."""

from datetime import date, timedelta
from typing import Any

from kooperacja.access.actor import SYSTEM
from kooperacja.agenda.models import Visit
from kooperacja.cases.models import (
    How,
)
from kooperacja.diagnosis.actions.scale import enter_edition
from kooperacja.diagnosis.models import Assessment, Contribution, ContributionKind, Score, ScoreShare, Workshop
from kooperacja.diagnosis.scale import FIRST
from kooperacja.diagnosis.states import AssessmentState, Occasion
from kooperacja.reviews.models import Attendance, FollowUp, HowAsked, Measure, Outcome, Refusal, Review
from kooperacja.reviews.rules import Decision as Decided
from kooperacja.transfers.models import Handover, Transfer
from kooperacja.transfers.states import TransferState

from .making import SINCE, World, make


def build(world: World, today: date) -> None:
    """Let the family be understood and the work reviewed."""
    _understanding(world, today)
    _reviews(world, today)


def _reviews(world: World, today: date) -> None:
    word = world.word
    by_lead: dict[str, Any] = {"recorded_by": world.lead.membership, "recorded_at": world.now}
    world.review = make(
        Review,
        case=world.case,
        held_on=today - timedelta(days=10),
        accomplishments=word("review"),
        others=word("review_others"),
        decision=Decided.GO_ON,
        next_on=world.case.review_on,
        **by_lead,
    )
    make(Measure, review=world.review, action=world.action, was="61%", now=word("measured"))
    make(Attendance, review=world.review, person=world.person)
    world.follow_up = make(
        FollowUp,
        case=world.case,
        due_on=SINCE,
        asked_on=SINCE,
        outcome=Outcome.DONE,
        how_it_goes=word("follow_up"),
        needs_help=True,
        **by_lead,
    )
    world.refusal = make(
        Refusal,
        centre=world.ops,
        case=world.case,
        asked_on=SINCE,
        how=HowAsked.VISIT,
        whom=word("no_in_case"),
        words=word("no_in_case"),
        try_again_on=today + timedelta(days=20),
        **by_lead,
    )


def _understanding(world: World, today: date) -> None:
    """A finished scale, of which the school sees one area; an unfinished one; a workshop with two contributions."""
    word, lead = world.word, world.lead.membership
    world.edition = enter_edition(FIRST, actor=SYSTEM)
    areas = {area.code: area for area in world.edition.areas.all()}
    said = {"case": world.case, "edition": world.edition, "author": lead, "held_on": today - timedelta(days=2)}
    world.assessment = make(
        Assessment, occasion=Occasion.START, state=AssessmentState.FINISHED, finished_at=world.now, **said
    )
    world.score = make(
        Score, assessment=world.assessment, area=areas["d5"], worker="2", family="3", note=word("score_note")
    )
    world.shared_score = make(
        Score, assessment=world.assessment, area=areas["d9"], worker="2", note=word("shared_score_note")
    )
    world.share = make(
        ScoreShare,
        score=world.shared_score,
        institution=world.school,
        purpose="pomoc w nauce",
        shared_on=today,
        decided_by=lead,
    )
    world.draft_assessment = make(Assessment, occasion=Occasion.REVIEW, **said)
    world.draft_score = make(Score, assessment=world.draft_assessment, area=areas["d2"])
    world.workshop = make(Workshop, case=world.case, held_on=today, author=lead, place="w szkole")
    for name, cast in (("contribution", world.member), ("lead_contribution", world.lead)):
        row = make(
            Contribution,
            workshop=world.workshop,
            kind=ContributionKind.DEFICITS,
            text=word(name),
            institution=cast.membership.institution,
            author=cast.membership,
            written_at=world.now,
        )
        setattr(world, name, row)


def calendar(world: World) -> None:
    """Let the lead plan a visit."""
    world.visit = make(
        Visit,
        case=world.case,
        membership=world.lead.membership,
        starts_at=world.now + timedelta(days=4),
        words=world.word("visit"),
    )


def offers(world: World) -> None:
    """The case is offered to a colleague, and to the neighbours; a letter of old was declined."""
    word, now = world.word, world.now
    by = {"case": world.case, "offered_by": world.lead.membership, "offered_at": now}
    world.handover = make(Handover, offered_to=world.colleague.membership, message=word("handover_message"), **by)
    told = {
        "first_name": word("transfer_first_name"),
        "surname": word("transfer_surname"),
        "phone": "600 000 001",
        "email": "",
        "safe_contact": "",
        "letters_are_safe": True,
        "is_minor": False,
    }
    content = {"persons": [told], "address": word("transfer_address"), "summary": word("transfer_summary"), "goals": []}
    world.transfer = make(
        Transfer, destination=world.other_ops, content=content, agreed_on=SINCE, how=How.WRITING, **by
    )
    world.letter_transfer = make(
        Transfer, body="MOPS Lipowo", content=content, state=TransferState.WITHDRAWN, ended_at=now, **by
    )
