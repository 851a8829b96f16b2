"""The law of understanding together: lead and deputy see everything, a member what the own institution brought."""

import pytest

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission as May
from kooperacja.cases.models import Level
from kooperacja.diagnosis.policies import ASSESSED, ASSESSMENTS, CONTRIBUTIONS, SCORES, WORKSHOPS
from kooperacja.diagnosis.states import AssessmentState
from tests.cases.changing import change, close, join
from tests.world import CAST

pytestmark = pytest.mark.django_db

LEADS = {"lead", "deputy"}


def seers(world, policy, row):
    return {name for name in CAST if policy.allows(getattr(world, name).actor, policy.view, row)}


@pytest.mark.parametrize(
    ("policy", "row", "expected"),
    [
        (ASSESSED, "case", LEADS),
        (ASSESSMENTS, "assessment", LEADS),
        (ASSESSMENTS, "draft_assessment", LEADS),
        (SCORES, "score", LEADS),
        (SCORES, "draft_score", LEADS),
        (SCORES, "shared_score", LEADS | {"member"}),
        (WORKSHOPS, "workshop", LEADS | {"member"}),
        (CONTRIBUTIONS, "contribution", LEADS | {"member"}),
        (CONTRIBUTIONS, "lead_contribution", LEADS),
    ],
)
def test_who_sees_what(world, policy, row, expected):
    assert seers(world, policy, getattr(world, row)) == expected


def test_what_may_be_done_with_a_workshop(world):
    whole = {May.WORKSHOP_VIEW, May.WORKSHOP_VIEW_WHOLE, May.WORKSHOP_EDIT, May.WORKSHOP_CONTRIBUTE}

    assert WORKSHOPS.allowed(world.lead.actor, world.workshop) == whole
    assert WORKSHOPS.allowed(world.member.actor, world.workshop) == {May.WORKSHOP_VIEW, May.WORKSHOP_CONTRIBUTE}
    close(world)
    assert WORKSHOPS.allowed(world.lead.actor, world.workshop) == {May.WORKSHOP_VIEW, May.WORKSHOP_VIEW_WHOLE}


def test_a_plain_member_of_the_centre_sees_what_the_centre_brought_and_what_was_shared_with_it(world):
    join(world, world.colleague)
    actor = world.colleague.actor

    assert CONTRIBUTIONS.allowed(actor, world.lead_contribution) == {May.CONTRIBUTION_VIEW, May.CONTRIBUTION_EDIT}
    assert not CONTRIBUTIONS.allowed(actor, world.contribution)
    assert not SCORES.allowed(actor, world.shared_score)
    change(world.share, member=world.case.members.get(membership=world.colleague.membership))
    assert SCORES.allowed(actor, world.shared_score) == {May.SCORE_VIEW}


@pytest.mark.parametrize("ended", ["cooperation", "protocol", "basis", "case", "place"])
def test_a_partner_who_lost_the_way_in_sees_nothing(world, ended):
    yesterday = world.now.date().replace(year=world.now.year - 1)
    if ended == "case":
        close(world)
    elif ended == "basis":
        change(world.basis, state="withdrawn")
    elif ended == "place":
        change(world.team["member"], left_on=world.now.date())
    else:
        row = getattr(world, ended)
        change(row, starts_on=yesterday, ends_on=yesterday)

    actor = world.member.actor
    assert not SCORES.permitted(actor, May.SCORE_VIEW).exists()
    assert not WORKSHOPS.permitted(actor, May.WORKSHOP_VIEW).exists()
    assert not CONTRIBUTIONS.permitted(actor, May.CONTRIBUTION_VIEW).exists()
    assert SCORES.permitted(world.lead.actor, May.SCORE_VIEW).count() == 3


def test_an_unfinished_score_is_seen_by_nobody_it_was_shared_with(world):
    change(world.assessment, state=AssessmentState.DRAFT, finished_at=None)

    assert seers(world, SCORES, world.shared_score) == LEADS


def test_a_hat_of_no_institution_sees_nothing(world):
    nobody = Actor(user_id=world.lead.user.pk)

    assert not CONTRIBUTIONS.permitted(nobody, May.CONTRIBUTION_VIEW).exists()
    assert not SCORES.permitted(nobody, May.SCORE_VIEW).exists()


def test_who_is_limited_to_own_actions_sees_nothing_here(world):
    change(world.team["member"], level=Level.ACTION)
    actor = world.member.actor

    assert not WORKSHOPS.allowed(actor, world.workshop)
    assert not SCORES.allowed(actor, world.shared_score)
    assert not CONTRIBUTIONS.allowed(actor, world.contribution)


def test_a_closed_case_is_read_and_not_written_in(world):
    join(world, world.colleague)
    close(world)

    assert CONTRIBUTIONS.allowed(world.colleague.actor, world.lead_contribution) == {May.CONTRIBUTION_VIEW}
    assert WORKSHOPS.allowed(world.colleague.actor, world.workshop) == {May.WORKSHOP_VIEW}
