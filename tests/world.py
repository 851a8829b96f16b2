"""The fixed cast: a village, its bodies, one case, and everybody who might look at it.

Every personal field holds a canary, a word that occurs nowhere else, so that a page that shows it to the wrong
person is caught by that word.
"""

import itertools
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from unittest.mock import patch

import pytest
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.test import Client
from django.utils import timezone

from kooperacja.access.actor import SYSTEM, Actor, Duty
from kooperacja.accounts.models import OperatorGrant, User
from kooperacja.agreements.models import Agreement, AgreementKind, Party
from kooperacja.audit.models import AuditedModel
from kooperacja.audit.recording import recording
from kooperacja.cases.models import (
    Action,
    ActionLink,
    BasisKind,
    Case,
    CaseConcern,
    CaseMember,
    CasePerson,
    Disclosure,
    Goal,
    How,
    Note,
    NoteKind,
    PaperKind,
    ParticipationBasis,
    PlanPaper,
    PlanVersion,
    Role,
    SharingAnswer,
    Support,
)
from kooperacja.cases.rules.depth import CostSource
from kooperacja.cases.states import ActionState, BasisState, CaseState
from kooperacja.concerns.models import Channel, Concern, Decision, DecisionKind, Door, Source, Urgency
from kooperacja.concerns.states import ConcernState
from kooperacja.diagnosis.actions.scale import enter_edition
from kooperacja.diagnosis.models import Assessment, Contribution, ContributionKind, Score, ScoreShare, Workshop
from kooperacja.diagnosis.scale import FIRST
from kooperacja.diagnosis.states import AssessmentState, Occasion
from kooperacja.drafts.models import Draft
from kooperacja.institutions.hats import SESSION_KEY, actor_of
from kooperacja.institutions.models import (
    DutyProfile,
    Function,
    Institution,
    InstitutionKind,
    Invitation,
    Membership,
    Sector,
    ServiceArea,
)
from kooperacja.matching.models import Match, Verdict
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from kooperacja.partnerships.models import Partnership, PartnershipLevel, Seat
from kooperacja.persons.models import (
    GuardianKind,
    Guardianship,
    Household,
    HouseholdMember,
    Kinship,
    KinshipKind,
    Person,
)
from kooperacja.reviews.models import Attendance, FollowUp, HowAsked, Measure, Outcome, Refusal, Review
from kooperacja.reviews.rules import Decision as Decided
from kooperacja.territory.models import Level, Unit
from kooperacja.transfers.models import Handover, Transfer
from kooperacja.transfers.states import TransferState

from .snapshot import laid_out

SINCE = date(2026, 1, 1)
M = TypeVar("M", bound=AuditedModel)
_numbers = itertools.count(1)


class Made(models.TextChoices):
    """The event under which tests make rows."""

    FOR_TEST = "tests.made", "made for a test"


def make(model: type[M], **fields: Any) -> M:
    """Save a row inside a recording, as only an action may."""
    with recording(Made.FOR_TEST, actor=SYSTEM) as record:
        row = record.about(model(**fields))
        row.save()
    return row


def canary(what: str) -> str:
    """Return a word that occurs nowhere else."""
    return f"Kanarek{what.title()}{next(_numbers):04d}"


@dataclass(frozen=True)
class Cast:
    """One person with one hat."""

    user: User
    membership: Membership | None
    actor: Actor


def institution(name: str, kind: InstitutionKind, seat: Unit, **fields: Any) -> Institution:
    """Make an institution that works in the unit of its seat."""
    fields.setdefault("official_mailbox", f"skrytka{next(_numbers)}@urzad.example")
    row = make(Institution, name=name, kind=kind, seat=seat, starts_on=SINCE, **fields)
    make(ServiceArea, institution=row, unit=seat, starts_on=SINCE)
    return row


def person(name: str, of: Institution, function: Function, **fields: Any) -> Cast:
    """Make somebody who works in an institution."""
    number = next(_numbers)
    user = User.objects.create_user(f"osoba{number}@urzad.example", name)
    row = make(Membership, user=user, institution=of, function=function, starts_on=SINCE, **fields)
    return Cast(user, row, actor_of(row))


@dataclass
class World:
    """Everything that tests point at by name."""

    now: datetime
    canaries: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:  # rows are added by name below
        raise AttributeError(name)

    def word(self, what: str) -> str:
        """Return the canary of `what`, the same at each call."""
        return self.canaries.setdefault(what, canary(what))


KINDS = {
    "social_welfare_centre": ("Ośrodek pomocy społecznej", "Social welfare centre", "OPS", "welfare", True),
    "school": ("Szkoła podstawowa", "Primary school", "SP", "education", False),
    "police_station": ("Komisariat Policji", "Police station", "KP", "police", False),
    "county_family_centre": ("Powiatowe centrum pomocy rodzinie", "County family centre", "PCPR", "welfare", False),
    "regional_social_policy_centre": (
        "Regionalny ośrodek polityki społecznej",
        "Regional centre",
        "ROPS",
        "welfare",
        False,
    ),
}

FUNCTIONS: dict[str, tuple[str, str, list[Duty]]] = {
    "head": ("Kierownik", "Head", [Duty.HEAD]),
    "intake": ("Osoba przyjmująca", "Intake worker", [Duty.INTAKE]),
    "social_worker": ("Pracownik socjalny", "Social worker", [Duty.CASEWORK]),
    "administrator": ("Administrator instytucji", "Administrator", [Duty.ADMINISTRATION]),
    "school_counsellor": ("Pedagog szkolny", "School counsellor", []),
    "beat_officer": ("Dzielnicowy", "Beat officer", []),
    "regional_adviser": ("Doradca ROPS", "Regional adviser", [Duty.REGION]),
}


def build(now: datetime | None = None) -> World:
    """Build the village: under one event, row by row without the log, which would cost four times as much."""
    world = World(now or timezone.now().astimezone(UTC))
    today = timezone.localdate(world.now)
    with (
        recording(Made.FOR_TEST, actor=SYSTEM),
        patch.object(AuditedModel, "save", models.Model.save),
        patch.dict(globals(), make=_saved),
    ):
        _land(world)
        _bodies(world)
        _people(world)
        _papers(world)
        _family(world, today)
        _case(world, today)
        _understanding(world, today)
        _reviews(world, today)
        _concern(world)
        _no(world)
        _offers(world)
        _desk(world)
    return world


def _saved(model: type[M], **fields: Any) -> M:
    row = model(**fields)
    row.save()
    return row


def _land(world: World) -> None:
    world.voivodeship = make(Unit, level=Level.VOIVODESHIP, code="99", name="lipowskie")
    world.powiat = make(Unit, level=Level.POWIAT, code="9901", name="lipiański", parent=world.voivodeship)
    world.gmina = make(Unit, level=Level.GMINA, code="990101", name="Wierzbowa Góra", parent=world.powiat)
    world.other_gmina = make(Unit, level=Level.GMINA, code="990102", name="Stary Brzeg", parent=world.powiat)
    world.unit = world.gmina


def _bodies(world: World) -> None:
    world.sector = make(Sector, code="welfare", name="Pomoc społeczna", name_en="Welfare")
    world.kinds = {
        code: make(
            InstitutionKind,
            code=code,
            name=name,
            name_en=name_en,
            abbreviation=short,
            sector=world.sector,
            duty_profile=DutyProfile(profile),
            receives_concerns=receives,
        )
        for code, (name, name_en, short, profile, receives) in KINDS.items()
    }
    world.kind = world.kinds["school"]
    world.functions = {
        code: make(Function, code=code, name=name, name_en=name_en, duties=[duty.value for duty in duties])
        for code, (name, name_en, duties) in FUNCTIONS.items()
    }
    world.function = world.functions["school_counsellor"]
    ops = world.kinds["social_welfare_centre"]
    world.ops = institution(
        "GOPS Wierzbowa Góra", ops, world.gmina, duty_phone="100 100 100", crisis_phone="100 100 101"
    )
    world.other_ops = institution("GOPS Stary Brzeg", ops, world.other_gmina)
    world.school = institution("Szkoła w Zapłociu", world.kinds["school"], world.gmina)
    world.police = institution("Komisariat w Lipianach", world.kinds["police_station"], world.powiat)
    world.pcpr = institution("PCPR w Lipianach", world.kinds["county_family_centre"], world.powiat)
    world.rops = institution("ROPS w Lipowie", world.kinds["regional_social_policy_centre"], world.voivodeship)
    world.institution = world.school


def _people(world: World) -> None:
    functions = world.functions
    world.lead = person("Lidia Lewandowska", world.ops, functions["social_worker"])
    world.deputy = person("Zofia Zastępowska", world.ops, functions["social_worker"])
    world.colleague = person("Kamil Kolegowicz", world.ops, functions["social_worker"])
    world.intake = person("Irena Przyjemska", world.ops, functions["intake"])
    world.head = person("Helena Kierowska", world.ops, functions["head"])
    world.admin = person("Adam Administrowicz", world.ops, functions["administrator"])
    world.member = person("Celina Szkolna", world.school, functions["school_counsellor"])
    world.former = person("Franciszek Dawny", world.school, functions["school_counsellor"])
    world.reporter = person("Robert Dzielnicowy", world.police, functions["beat_officer"])
    world.outsider = person("Olga Powiatowa", world.pcpr, functions["social_worker"])
    world.neighbour = person("Natalia Sąsiedzka", world.other_ops, functions["intake"])
    world.neighbour_head = person("Henryk Sąsiedzki", world.other_ops, functions["head"])
    world.region = person("Regina Regionalna", world.rops, functions["regional_adviser"])
    world.membership = world.colleague.membership
    user = User.objects.create_user("operator@urzad.example", "Oskar Operator")
    world.operator_grant = make(OperatorGrant, user=user, starts_on=SINCE)
    world.operator = Cast(user, None, Actor(user_id=user.pk, is_operator=True))


def _papers(world: World) -> None:
    both = (world.ops, world.school)
    world.cooperation = make(
        Agreement,
        kind=AgreementKind.COOPERATION,
        title="Porozumienie o współpracy",
        signed_on=SINCE,
        starts_on=SINCE,
        scan=_scan(),
    )
    world.protocol = make(
        Agreement, kind=AgreementKind.DATA_SHARING, title="Protokół udostępniania", signed_on=SINCE, starts_on=SINCE
    )
    for agreement in (world.cooperation, world.protocol):
        for body in both:
            make(Party, agreement=agreement, institution=body, starts_on=SINCE)
    world.agreement, world.party = world.cooperation, world.cooperation.parties.get(institution=world.school)
    world.partnership = make(
        Partnership,
        level=PartnershipLevel.LOCAL,
        name="PZK Wierzbowa Góra",
        unit=world.gmina,
        agreement=world.cooperation,
        starts_on=SINCE,
    )
    world.seat = make(
        Seat,
        partnership=world.partnership,
        institution=world.school,
        membership=world.member.membership,
        starts_on=SINCE,
    )


def _scan() -> str:
    """Return the name of a kept scan, which is written once."""
    name = "agreements/scan-of-the-world.pdf"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"%PDF-1.4 signed"))
    return name


def _family(world: World, today: date) -> None:
    word = world.word
    world.household = make(Household, centre=world.ops, unit=world.gmina, address=word("address"))
    world.person = make(
        Person,
        centre=world.ops,
        first_name=word("adult_first_name"),
        surname=word("adult_surname"),
        birth_date=date(1987, 3, 14),
        pesel="87031401231",
        phone=word("adult_phone"),
        safe_contact=word("safe_contact"),
    )
    world.child = make(
        Person,
        centre=world.ops,
        first_name=word("child_first_name"),
        surname=word("child_surname"),
        birth_date=today.replace(day=1) - timedelta(days=9 * 365),
    )
    for row in (world.person, world.child):
        make(HouseholdMember, household=world.household, person=row, starts_on=SINCE)
    world.kinship = make(Kinship, person=world.person, relative=world.child, kind=KinshipKind.PARENT)
    world.guardianship = make(
        Guardianship, ward=world.child, guardian=world.person, kind=GuardianKind.PARENT, starts_on=SINCE
    )


def _case(world: World, today: date) -> None:
    word, now = world.word, world.now
    world.case = make(
        Case,
        number="S/7/2026/990101",
        centre=world.ops,
        household=world.household,
        state=CaseState.ACTIVE,
        opened_at=now - timedelta(days=20),
        opened_by=world.lead.user,
        review_on=today + timedelta(days=30),
        last_contact_on=today - timedelta(days=3),
    )
    for row in (world.person, world.child):
        make(CasePerson, case=world.case, person=row, added_on=SINCE)
    world.basis = make(
        ParticipationBasis,
        case=world.case,
        person=world.person,
        kind=BasisKind.AGREEMENT,
        state=BasisState.GIVEN,
        stated_on=SINCE,
        how=How.WRITING,
    )
    world.team = {
        name: make(
            CaseMember,
            case=world.case,
            role=role,
            institution=cast.membership.institution,
            membership=cast.membership,
            joined_on=SINCE,
            left_on=left,
        )
        for name, role, cast, left in (
            ("lead", Role.LEAD, world.lead, None),
            ("deputy", Role.DEPUTY, world.deputy, None),
            ("member", Role.MEMBER, world.member, None),
            ("former", Role.MEMBER, world.former, today - timedelta(days=1)),
        )
    }
    world.case_member = world.team["member"]
    world.letter_member = make(
        CaseMember, case=world.case, institution=world.pcpr, letter_contact="kierownik PCPR", joined_on=SINCE
    )
    world.goal = make(Goal, case=world.case, person=world.child, text=word("goal"))
    world.action = make(
        Action,
        goal=world.goal,
        case=world.case,
        text=word("member_action"),
        institution=world.school,
        member=world.team["member"],
        due_on=today + timedelta(days=10),
        measure=word("measure"),
    )
    world.other_action = make(
        Action,
        goal=world.goal,
        case=world.case,
        text=word("lead_action"),
        institution=world.ops,
        member=world.team["lead"],
        due_on=today + timedelta(days=5),
        state=ActionState.ACCEPTED,
        cost=3600,
        cost_source=CostSource.OTHER,
        cost_note=word("cost_note"),
    )
    make(ActionLink, action=world.action, after=world.other_action)
    content = {"goals": {"1": {"text": word("version"), "whose": "", "state": ""}}, "actions": {}}
    world.plan_version = make(
        PlanVersion, case=world.case, number=1, made_at=now, made_by=world.lead.membership, content=content
    )
    world.plan_paper = make(PlanPaper, case=world.case, kind=PaperKind.INTERVIEW, number="WS.1.2026", dated_on=SINCE)
    world.note = make(
        Note,
        case=world.case,
        author=world.lead.membership,
        institution=world.ops,
        kind=NoteKind.VISIT,
        happened_on=today,
        text=word("note"),
        written_at=now,
    )
    world.told_note = make(
        Note,
        case=world.case,
        author=world.lead.membership,
        institution=world.ops,
        kind=NoteKind.CALL,
        happened_on=today - timedelta(days=20),
        text=word("told_note"),
        written_at=now,
    )
    world.disclosure = make(
        Disclosure,
        case=world.case,
        member=world.team["member"],
        note=world.told_note,
        answer=SharingAnswer.SHARED,
        purpose=word("purpose"),
        ground=BasisKind.AGREEMENT,
        decided_on=today,
        decided_by=world.lead.membership,
    )
    world.support = make(
        Support,
        case=world.case,
        name=word("support"),
        tie=word("tie"),
        phone=word("support_phone"),
        helps_with=word("helps_with"),
        since=SINCE,
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


def _offers(world: World) -> None:
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


def _desk(world: World) -> None:
    """What lies on somebody's desk: a draft of the reporter, a message to the member, an invitation."""
    world.token, world.pk, world.shelf, world.draft_kind = "no-such-token", 1, "rodzaje", "zgloszenie"
    world.invitation = make(
        Invitation,
        institution=world.ops,
        function=world.functions["intake"],
        email="zaproszona@urzad.example",
        name="Zaproszona",
        token_hash="0" * 64,
        made_at=world.now,
        expires_at=world.now + timedelta(days=7),
    )
    world.draft = Draft.objects.create(
        owner=world.reporter.user,
        kind="zgloszenie",
        data={"facts": [world.word("concern_draft")]},
        saved_at=world.now,
    )
    world.message = make(
        Message,
        kind=MessageKind.values[0],
        recipient=world.member.user,
        reference=world.case.number,
        path=f"/sprawy/{world.case.public_id}/",
        made_at=world.now,
    )


CAST = [
    "lead",
    "deputy",
    "member",
    "former",
    "reporter",
    "intake",
    "head",
    "colleague",
    "outsider",
    "neighbour",
    "neighbour_head",
    "region",
    "admin",
    "operator",
]
"""Everybody who signs in, by the name of their attribute."""


def prove(client: Client, user: User) -> Any:
    """Put into the client's session what allauth notes when a second factor was shown; return the session."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp", "id": 0}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return session


def as_(client: Client, who: Cast) -> Client:
    """Sign in as one of the cast, with a second factor shown and the hat on."""
    client.force_login(who.user)
    session = prove(client, who.user)
    session[SESSION_KEY] = str(who.membership.public_id) if who.membership else "operator"
    session.save()
    return client


@pytest.fixture
def world(db: None) -> World:
    """The village, new for each test."""
    return laid_out(build)
