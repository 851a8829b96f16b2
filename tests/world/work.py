"""What was understood, reviewed and offered in the case."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.agenda.models import Visit
from kooperacja.cases.models import BasisKind, ClockPause, Cover, CoverReason, Crisis, Disclosure, How, SharingAnswer
from kooperacja.consultations.models import Advice, Consultation
from kooperacja.consultations.states import AdviceState
from kooperacja.diagnosis.actions.scale import enter_edition
from kooperacja.diagnosis.models import AREA, Assessment, Contribution, ContributionKind, Score, Workshop
from kooperacja.diagnosis.scale import FIRST
from kooperacja.diagnosis.states import AssessmentState, Occasion
from kooperacja.gate.models import Answer, Heard, Qualification, Reason, Result, Tried
from kooperacja.reviews.models import Attendance, FollowUp, HowAsked, Measure, Outcome, Refusal, Review, ReviewVersion
from kooperacja.reviews.rules import Decision as Decided
from kooperacja.transfers.models import Handover, Transfer
from kooperacja.transfers.states import TransferState

from .making import SINCE, World, make


def build(world: World, today: date) -> None:
    """Let the family be understood and the work reviewed."""
    _understanding(world, today)
    _reviews(world, today)
    _gate(world, today)


def _gate(world: World, today: date) -> None:
    """The school tried something, PCPR told the centre what it did; a decision; help couldn't wait."""
    word = world.word
    tried = {"case": world.case, "result": Result.PARTLY, "written_at": world.now}
    world.tried = make(
        Tried,
        institution=world.school,
        owner=world.school,
        what=word("tried"),
        author=world.member.membership,
        since=SINCE,
        **tried,
    )
    world.lead_tried = make(
        Tried,
        body=word("tried_body"),
        owner=world.ops,
        heard=Heard.LETTER,
        what=word("lead_tried"),
        author=world.lead.membership,
        **tried,
    )
    world.qualification = make(
        Qualification,
        case=world.case,
        answer=Answer.FITS,
        reasons={"ticked": [Reason.MANY]},
        words=word("qualification"),
        decided_on=today - timedelta(days=9),
        decided_by=world.lead.membership,
        decided_at=world.now,
    )
    world.crisis = make(
        Crisis,
        case=world.case,
        since=today - timedelta(days=5),
        due_on=today + timedelta(days=25),
        reason=word("crisis"),
        noted_by=world.lead.membership,
        noted_at=world.now,
    )
    world.pause = make(
        ClockPause,
        case=world.case,
        clock="odpowiedz",
        raw_on=SINCE,
        before_on=SINCE,
        due_on=SINCE,
        since=SINCE,
        until=SINCE,
        reason=word("pause"),
        paused_by=world.lead.membership,
        paused_at=world.now,
    )
    _advice(world, today)


def _advice(world: World, today: date) -> None:
    """Somebody of the school, outside the team, was asked without a name and answered; another one hasn't yet."""
    world.consultation = make(
        Consultation,
        case=world.case,
        number="K/1/2026/990101",
        question=world.word("consultation_question"),
        asked_by=world.lead.membership,
        asked_at=world.now,
        until=today + timedelta(days=30),
    )
    to = {"consultation": world.consultation, "case": world.case}
    given = {"state": AdviceState.ANSWERED, "answered_at": world.now}
    world.advice = make(Advice, asked=world.former.membership, text=world.word("consultation_advice"), **given, **to)
    world.other_advice = make(
        Advice, asked=world.neighbour.membership, text=world.word("consultation_other_advice"), **given, **to
    )


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
    make(
        ReviewVersion,
        review=world.review,
        accomplishments=word("review_before"),
        measures={"rows": [{"action": "", "was": "", "now": word("review_before")}]},
        replaced_by=world.lead.membership,
        replaced_at=world.now,
    )
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
        Disclosure,
        case=world.case,
        member=world.team["member"],
        shown_kind=AREA,
        shown_id=world.shared_score.public_id,
        answer=SharingAnswer.SHARED,
        purpose="pomoc w nauce",
        ground=BasisKind.AGREEMENT,
        decided_on=today,
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
    mother = [str(world.person.public_id)]
    about = {"persons": mother, "agreed": mother, "more": mother}
    world.transfer = make(
        Transfer, destination=world.other_ops, content=content, about=about, agreed_on=SINCE, how=How.WRITING, **by
    )
    world.cover = make(
        Cover,
        centre=world.ops,
        worker=world.neighbour_head.membership,
        whole_centre=True,
        reason=CoverReason.HOLIDAY,
        message=word("cover_message"),
        starts_on=timezone.localdate(now),
        ends_on=timezone.localdate(now) + timedelta(days=7),
        offered_by=world.head.membership,
        offered_at=now,
    )
    world.letter_transfer = make(
        Transfer, body="MOPS Lipowo", content=content, state=TransferState.WITHDRAWN, ended_at=now, **by
    )
