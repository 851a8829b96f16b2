"""The law of cases: who gets in, by which way, and what shuts them out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.access.permissions import Permission as May
from kooperacja.access.policy import may
from kooperacja.cases.models import BasisKind, CaseMember, Note, NoteKind, ParticipationBasis, Role
from kooperacja.cases.policies import ACTIONS, BASES, CASES, GOALS, NOTES, PERSONS, TEAM, oversees
from kooperacja.cases.states import BasisState
from tests.cases.changing import change, close, join
from tests.world import CAST, make

WHOLE = {
    May.CASE_VIEW,
    May.CASE_VIEW_WHOLE,
    May.CASE_EDIT,
    May.CASE_CLOSE,
    May.CASE_NOTE,
    May.CASE_REOPEN,
    May.CASE_FOLLOW_UP,
    May.CASE_TRANSFER,
}
OVERSIGHT = {May.CASE_OVERSEE, May.CASE_REOPEN, May.CASE_APPOINT, May.CASE_LINK}


def test_what_each_of_the_cast_may_do_with_the_case(world):
    intake = {May.CASE_LINK}
    expected = {
        "intake": intake,
        "lead": WHOLE | {May.CASE_HAND_OVER},
        "deputy": WHOLE,
        "member": {May.CASE_VIEW, May.CASE_NOTE},
        "head": OVERSIGHT,
    }

    for name in CAST:
        assert CASES.allowed(getattr(world, name).actor, world.case) == expected.get(name, set()), name


@pytest.mark.parametrize("policy_and_row", ["person", "child", "goal", "action", "other_action", "note", "basis"])
def test_only_those_in_the_team_see_the_parts_of_a_case(world, policy_and_row):
    policies = {
        "person": PERSONS,
        "child": PERSONS,
        "goal": GOALS,
        "action": ACTIONS,
        "other_action": ACTIONS,
        "note": NOTES,
        "basis": BASES,
    }
    policy, row = policies[policy_and_row], getattr(world, policy_and_row)
    seers = {"lead", "deputy"} | ({"member"} if policy_and_row in {"person", "action"} else set())

    assert {name for name in CAST if policy.allows(getattr(world, name).actor, policy.view, row)} == seers


def test_a_member_sees_identity_and_contact_of_who_agreed(world):
    actor = world.member.actor

    assert {"first_name", "surname", "phone", "safe_contact"} <= PERSONS.fields(actor, world.person)
    assert PERSONS.fields(actor, world.person).isdisjoint({"pesel", "birth_date"})
    assert {"pesel", "birth_date"} <= PERSONS.fields(world.lead.actor, world.child)
    assert PERSONS.fields(actor, world.child) == frozenset()


@pytest.mark.parametrize("name", ["lead", "member", "colleague"])
def test_fields_of_several_rows_are_those_of_each(world, name):
    actor, rows = getattr(world, name).actor, [world.person, world.child]

    assert PERSONS.fields_of_all(actor, rows) == {row.pk: PERSONS.fields(actor, row) for row in rows}


def test_a_member_answers_own_actions_alone(world):
    assert ACTIONS.allowed(world.member.actor, world.action) == {May.ACTION_VIEW, May.ACTION_ANSWER}
    assert ACTIONS.allowed(world.member.actor, world.other_action) == set()
    assert ACTIONS.allowed(world.lead.actor, world.action) == {
        May.ACTION_VIEW,
        May.ACTION_EDIT,
        May.ACTION_ANSWER,
    }


def test_an_institutions_action_with_nobody_named_may_be_answered_by_its_members(world):
    action = change(world.action, member=None)

    assert May.ACTION_ANSWER in ACTIONS.allowed(world.member.actor, action)


def test_an_action_of_another_person_of_the_institution_is_seen_and_not_answered(world):
    other = make(
        CaseMember,
        case=world.case,
        role=Role.MEMBER,
        institution=world.school,
        letter_contact="Jan Listowny",
        joined_on=timezone.localdate(),
    )
    action = change(world.action, member=other)

    assert ACTIONS.allowed(world.member.actor, action) == {May.ACTION_VIEW}


def test_a_plain_member_of_the_centre_is_a_plain_member(world):
    join(world, world.colleague)
    actor = world.colleague.actor

    assert CASES.allowed(actor, world.case) == {May.CASE_VIEW, May.CASE_NOTE}
    assert PERSONS.allows(actor, May.PERSON_VIEW, world.person)
    assert not PERSONS.allows(actor, May.PERSON_VIEW, world.child)
    assert ACTIONS.allowed(actor, world.other_action) == {May.ACTION_VIEW}
    assert not GOALS.allows(actor, May.GOAL_VIEW, world.goal)
    assert not NOTES.allows(actor, May.NOTE_VIEW, world.note)


def test_the_head_reads_content_only_after_joining(world):
    assert not CASES.allows(world.head.actor, May.CASE_VIEW, world.case)

    change(world.team["deputy"], left_on=timezone.localdate())
    join(world, world.head, Role.DEPUTY)

    assert CASES.allowed(world.head.actor, world.case) == WHOLE | OVERSIGHT


# What shuts a partner out


def shut_out(world):
    actor = world.member.actor
    return (
        not CASES.allowed(actor, world.case)
        and not PERSONS.allowed(actor, world.person)
        and not ACTIONS.allowed(actor, world.action)
        and not TEAM.permitted(actor, May.TEAM_VIEW).exists()
        and not NOTES.permitted(actor, May.NOTE_VIEW).exists()
    )


@pytest.mark.parametrize("paper", ["cooperation", "protocol"])
def test_a_partner_needs_both_papers(world, paper):
    change(getattr(world, paper), ends_on=timezone.localdate() - timedelta(days=1))

    assert shut_out(world)
    assert CASES.allowed(world.lead.actor, world.case) == WHOLE | {May.CASE_HAND_OVER}


def test_a_partner_whose_institution_left_an_agreement_is_out(world):
    party = world.protocol.parties.get(institution=world.school)
    change(party, ends_on=timezone.localdate() - timedelta(days=1))

    assert shut_out(world)


def test_withdrawal_of_the_last_adult_closes_the_case_to_partners(world):
    make(
        ParticipationBasis,
        case=world.case,
        person=world.child,
        kind=BasisKind.AGREEMENT,
        state=BasisState.GIVEN,
        stated_on=timezone.localdate(),
        how="writing",
        given_by=world.person,
    )
    assert PERSONS.allows(world.member.actor, May.PERSON_VIEW, world.child)

    change(world.basis, state=BasisState.WITHDRAWN)

    assert shut_out(world)
    assert CASES.allowed(world.lead.actor, world.case) == WHOLE | {May.CASE_HAND_OVER}


def test_withdrawal_of_one_of_two_closes_that_persons_data_alone(world):
    make(
        ParticipationBasis,
        case=world.case,
        person=world.child,
        kind=BasisKind.COURT_ORDER,
        state=BasisState.GIVEN,
        stated_on=timezone.localdate(),
        reference="III Nsm 1/26",
    )

    change(world.basis, state=BasisState.WITHDRAWN)

    assert CASES.allows(world.member.actor, May.CASE_VIEW, world.case)
    assert not PERSONS.allows(world.member.actor, May.PERSON_VIEW, world.person)
    assert PERSONS.allows(world.member.actor, May.PERSON_VIEW, world.child)


def test_the_agreement_of_somebody_who_left_the_case_opens_nothing(world):
    change(world.case.case_persons.get(person=world.person), left_on=timezone.localdate())

    assert shut_out(world)


def test_a_closed_case_is_read_by_its_centre_and_lost_to_partners(world):
    join(world, world.colleague)
    close(world)

    assert shut_out(world)
    assert CASES.allowed(world.lead.actor, world.case) == {
        May.CASE_VIEW,
        May.CASE_VIEW_WHOLE,
        May.CASE_CLOSE,
        May.CASE_REOPEN,
        May.CASE_FOLLOW_UP,
    }
    assert CASES.allowed(world.colleague.actor, world.case) == {May.CASE_VIEW}
    # an old record may become part of one that is worked with; PERSON_EDIT is asked of that one, too
    assert PERSONS.allowed(world.lead.actor, world.person) == {
        May.PERSON_VIEW,
        May.PERSON_VIEW_WHOLE,
        May.PERSON_MERGE,
    }
    assert NOTES.allowed(world.lead.actor, world.note) == {May.NOTE_VIEW}
    assert GOALS.allowed(world.lead.actor, world.goal) == {May.GOAL_VIEW}
    assert ACTIONS.allowed(world.lead.actor, world.other_action) == {May.ACTION_VIEW}
    assert BASES.allowed(world.lead.actor, world.basis) == {May.BASIS_VIEW}
    assert TEAM.allowed(world.lead.actor, world.case_member) == {May.TEAM_VIEW}


def test_a_member_who_left_sees_nothing_more(world):
    change(world.case_member, left_on=timezone.localdate())

    assert shut_out(world)


# The team and notes


def test_a_member_sees_the_lead_and_the_own_place(world):
    seen = set(TEAM.permitted(world.member.actor, May.TEAM_VIEW))

    assert seen == {world.team["lead"], world.team["member"]}
    everybody = {*world.team.values(), world.letter_member}
    assert set(TEAM.permitted(world.lead.actor, May.TEAM_VIEW)) == everybody


def test_the_lead_removes_members_and_a_member_leaves(world):
    assert TEAM.allowed(world.lead.actor, world.case_member) == {May.TEAM_VIEW, May.TEAM_EDIT}
    assert TEAM.allowed(world.member.actor, world.case_member) == {May.TEAM_VIEW, May.TEAM_LEAVE}
    assert TEAM.allowed(world.lead.actor, world.team["deputy"]) == {May.TEAM_VIEW}
    assert TEAM.allowed(world.lead.actor, world.team["former"]) == {May.TEAM_VIEW}
    assert TEAM.allowed(world.member.actor, world.team["lead"]) == {May.TEAM_VIEW}


def test_a_note_is_read_by_its_author_and_the_lead(world):
    note = make(
        Note,
        case=world.case,
        author=world.member.membership,
        institution=world.school,
        kind=NoteKind.CALL,
        happened_on=timezone.localdate(),
        text="Kanarek członka",
        written_at=world.now,
    )

    assert NOTES.allowed(world.member.actor, note) == {May.NOTE_VIEW, May.NOTE_EDIT}
    assert NOTES.allowed(world.lead.actor, note) == {May.NOTE_VIEW}
    assert NOTES.allowed(world.lead.actor, world.note) == {May.NOTE_VIEW, May.NOTE_EDIT}


# Nobody's hat, and gates


def test_nobody_is_in_no_team_even_beside_letters(world):
    make(
        CaseMember,
        case=world.case,
        role=Role.MEMBER,
        institution=world.police,
        letter_contact="Jan Listowny",
        joined_on=timezone.localdate(),
    )
    for actor in (SYSTEM, world.operator.actor, Actor(institution_id=world.ops.pk, of_centre=True)):
        assert CASES.allowed(actor, world.case) == set()
        assert not TEAM.permitted(actor, May.TEAM_LEAVE).exists()
        assert not ACTIONS.permitted(actor, May.ACTION_ANSWER).exists()


def test_gates(world):
    assert {name for name in CAST if may(getattr(world, name).actor, May.CASE_OPEN)} == {
        "lead",
        "deputy",
        "colleague",
        "intake",
        "head",
        "neighbour",
        "neighbour_head",
    }
    assert {name for name in CAST if not may(getattr(world, name).actor, May.CASE_LIST)} == {"operator"}
    assert {name for name in CAST if oversees(getattr(world, name).actor)} == {"head", "neighbour_head"}
