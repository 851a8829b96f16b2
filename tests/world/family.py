"""The family of the village and its case."""

from datetime import date, timedelta

from kooperacja.cases.models import (
    Action,
    ActionLink,
    BasisKind,
    Case,
    CaseHousehold,
    CaseMember,
    CasePerson,
    Disclosure,
    Goal,
    How,
    JointDecision,
    JointVoice,
    Merge,
    Note,
    NoteKind,
    PaperKind,
    ParticipationBasis,
    PlanPaper,
    PlanTemplate,
    PlanVersion,
    Role,
    SharingAnswer,
    Support,
    TemplateAction,
    TemplateGoal,
)
from kooperacja.cases.rules.depth import CostSource
from kooperacja.cases.rules.joint import Rule, Vote
from kooperacja.cases.states import ActionState, BasisState, CaseState
from kooperacja.persons.models import (
    GuardianKind,
    Guardianship,
    Household,
    HouseholdMember,
    Kinship,
    KinshipKind,
    Person,
)

from .making import SINCE, World, make


def build(world: World, today: date) -> None:
    """Bring the family and its case."""
    _family(world, today)
    _case(world, today)


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
    world.alias = make(
        Person, centre=world.ops, first_name="Zapis", surname=word("alias_surname"), merged_into=world.person
    )
    for row in (world.person, world.child):
        make(HouseholdMember, household=world.household, person=row, starts_on=SINCE)
    # two more homes: the child's other one, and one of the grown-up alone
    world.second_household = make(
        Household,
        centre=world.ops,
        unit=world.gmina,
        address=word("second_address"),
        label=word("second_label"),
        time_shared=word("time_shared"),
        starts_on=SINCE,
    )
    make(HouseholdMember, household=world.second_household, person=world.child, starts_on=SINCE)
    world.shown_household = make(Household, centre=world.ops, unit=world.gmina, address=word("shown_address"))
    make(HouseholdMember, household=world.shown_household, person=world.person, starts_on=SINCE)
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
    for home in (world.second_household, world.shown_household):
        make(CaseHousehold, case=world.case, household=home, shown_to_team=True)
    world.merge = make(
        Merge,
        person=world.alias,
        into=world.person,
        done_at=now,
        done_by=world.lead.membership,
        trail={"before": {}, "removed": [], "left": {}},
    )
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
        may_pass_on=True,
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
    _together(world, today)
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
    _passing_on(world, today)
    world.support = make(
        Support,
        case=world.case,
        name=word("support"),
        tie=word("tie"),
        phone=word("support_phone"),
        helps_with=word("helps_with"),
        since=SINCE,
    )


def _together(world: World, today: date) -> None:
    """The centre and the school are asked for a joint decision; the centre said no. A template of the centre."""
    word = world.word
    world.joint_decision = make(
        JointDecision,
        case=world.case,
        plan_version=world.plan_version,
        question=word("question"),
        rule=Rule.ANY,
        answer_by=today + timedelta(days=7),
        asked_at=world.now,
        asked_by=world.lead.membership,
    )
    said = {"decision": world.joint_decision, "case": world.case}
    world.centre_voice = make(
        JointVoice,
        institution=world.ops,
        vote=Vote.NO,
        reason=word("voice_reason"),
        answered_at=world.now,
        answered_by=world.lead.membership,
        **said,
    )
    world.joint_voice = make(JointVoice, institution=world.school, **said)
    world.plan_template = make(PlanTemplate, institution=world.ops, name="Dziecko w szkole", problem="szkoła")
    world.template_goal = make(TemplateGoal, template=world.plan_template, text=word("template_goal"))
    world.template_action = make(
        TemplateAction, goal=world.template_goal, text=word("template_action"), kind=world.kinds["school"], due_days=30
    )


def _passing_on(world: World, today: date) -> None:
    """The member's own action was shown to somebody who has left since."""
    world.passed_on = make(
        Disclosure,
        case=world.case,
        member=world.team["former"],
        action=world.action,
        answer=SharingAnswer.SHARED,
        purpose=world.word("purpose"),
        ground=BasisKind.AGREEMENT,
        decided_on=today,
        decided_by=world.lead.membership,
    )
    world.told_thing = f"note:{world.told_note.public_id}"
