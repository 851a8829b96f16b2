"""No page of a case asks the database once a row: with thirty of everything it asks no more than with three."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.accounts.models import User
from kooperacja.cases.models import (
    Action,
    BasisKind,
    CaseMember,
    CasePerson,
    Goal,
    How,
    Note,
    NoteKind,
    ParticipationBasis,
    PlanPaper,
)
from kooperacja.cases.states import ActionState, BasisState
from kooperacja.diagnosis.models import Assessment, Contribution, ContributionKind, Score, Workshop
from kooperacja.diagnosis.states import AssessmentState, Occasion
from kooperacja.institutions.models import Membership
from kooperacja.matching.models import Match, Verdict
from kooperacja.persons.models import GuardianKind, Guardianship, HouseholdMember, Kinship, KinshipKind, Person
from kooperacja.reviews.models import Measure, Review
from kooperacja.reviews.rules import Decision
from tests.counting import queries_of
from tests.matching.tools import case_of, concern, linked
from tests.world import SINCE, as_, make
from tests.world.making import quickly

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 30

OF_CASE = [
    *("cases:view", "cases:team", "cases:notes", "cases:notes_print", "cases:timeline", "cases:people", "cases:plan"),
    *("cases:plan_print", "cases:plan_picture", "cases:versions", "cases:file_note", "cases:close", "reviews:list"),
    *("reviews:hold", "diagnosis:view", "diagnosis:picture", "diagnosis:begin", "diagnosis:hold", "matching:exchange"),
]


def grow(world, start, end):
    """Make the rows from one number to another: of each kind one, all about the case."""
    today, lead = timezone.localdate(), world.lead.membership
    areas = list(world.edition.areas.all())
    function = world.lead.membership.function
    with quickly():
        for number in range(start, end):
            person = make(Person, centre=world.ops, first_name="Ola", surname=f"Lis {number}", birth_date=SINCE)
            make(CasePerson, case=world.case, person=person, added_on=SINCE)
            make(HouseholdMember, household=world.household, person=person, starts_on=SINCE)
            make(Kinship, person=world.person, relative=person, kind=KinshipKind.PARENT)
            make(Guardianship, ward=person, guardian=world.person, kind=GuardianKind.PARENT, starts_on=SINCE)
            make(
                ParticipationBasis,
                case=world.case,
                person=person,
                kind=BasisKind.AGREEMENT,
                state=BasisState.GIVEN,
                stated_on=SINCE,
                how=How.WRITING,
            )
            user = User.objects.create_user(f"wielu{number}@urzad.example", f"Osoba {number}")
            hat = make(Membership, user=user, institution=world.school, function=function, starts_on=SINCE)
            member = make(CaseMember, case=world.case, institution=world.school, membership=hat, joined_on=SINCE)
            goal = make(Goal, case=world.case, person=person, text=f"Cel {number}")
            action = make(
                Action,
                goal=goal,
                case=world.case,
                text="Działanie",
                institution=world.school,
                member=member,
                due_on=today,
                state=ActionState.PROPOSED,
            )
            make(
                Note,
                case=world.case,
                action=action,
                author=lead,
                institution=world.ops,
                kind=NoteKind.CALL,
                happened_on=today,
                text="Tekst",
                written_at=world.now,
            )
            make(PlanPaper, case=world.case, kind="other", number=str(number), dated_on=today)
            held_on = today - timedelta(days=20 + number)
            review = make(
                Review,
                case=world.case,
                held_on=held_on,
                accomplishments="Dobrze",
                decision=Decision.GO_ON,
                next_on=today,
                recorded_by=lead,
                recorded_at=world.now,
            )
            make(Measure, review=review, action=action, was="1", now="2")
            done = make(
                Assessment,
                case=world.case,
                edition=world.edition,
                occasion=Occasion.REVIEW,
                author=lead,
                held_on=held_on,
                state=AssessmentState.FINISHED,
                finished_at=world.now,
            )
            make(Score, assessment=done, area=areas[number % len(areas)], worker="2", family="3", note="Tekst")
            workshop = make(Workshop, case=world.case, held_on=held_on, author=lead)
            for of in (world.workshop, workshop):
                make(
                    Contribution,
                    workshop=of,
                    kind=ContributionKind.CAUSES,
                    text="Tekst",
                    institution=world.ops,
                    author=lead,
                    written_at=world.now,
                )
            told = concern(world, f"Z/{900 + number}/2026/990101", who="Henryk Sitarz", address="Polna 7")
            linked(world.case, told, world)
            alike = concern(world, f"Z/{700 + number}/2026/990101", who="Henryk Sitarz", address="Polna 7")
            case_of(world, f"S/{900 + number}/2026/990101", {"first_name": "Henryk", "surname": "Sitarz"})
            make(
                Match,
                centre=world.ops,
                concern=world.sought,
                other=alike,
                verdict=Verdict.SAME,
                decided_by=world.intake.membership,
                decided_at=world.now,
            )


def counted(client, world, addresses):
    return {address: queries_of(client, address) for address in addresses}


def test_thirty_of_everything_ask_no_more_than_three(client, world):
    world.sought = concern(world, "Z/600/2026/990101", who="Henryk Sitarz", address="Polna 7")
    of_lead = [reverse(name, args=[world.case.public_id]) for name in OF_CASE]
    of_lead += [
        reverse("diagnosis:workshop", args=[world.workshop.public_id]),
        reverse("diagnosis:workshop_print", args=[world.workshop.public_id]),
        reverse("reviews:view", args=[world.review.public_id]),
        reverse("cases:person", args=[world.case.public_id, world.person.public_id]),
        reverse("cases:member_sight", args=[world.case_member.public_id]),
        reverse("cases:list"),
        reverse("cases:actions"),
        reverse("reviews:planned"),
    ]
    of_intake = [
        reverse("concerns:inbox"),
        reverse("concerns:concern", args=[world.sought.public_id]),
        reverse("matching:matches", args=[world.sought.public_id]),
    ]
    grow(world, 1, 1 + FEW)
    few = counted(as_(client, world.lead), world, of_lead) | counted(as_(client, world.intake), world, of_intake)

    grow(world, 1 + FEW, 1 + MANY)
    many = counted(as_(client, world.lead), world, of_lead) | counted(as_(client, world.intake), world, of_intake)

    assert {page: (few[page], many[page]) for page in many if many[page] > few[page]} == {}
