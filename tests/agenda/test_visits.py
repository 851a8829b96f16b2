"""Planning visits: one's own, in a case in which one may write; the lead sees all of them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from kooperacja.access.permissions import Permission
from kooperacja.agenda.actions.visits import Planned, end_visit, move_visit, plan_visit
from kooperacja.agenda.events import AgendaEvent
from kooperacja.agenda.models import Visit, VisitKind, VisitState
from kooperacja.agenda.policies import VISITS
from kooperacja.agenda.rules import VisitRefusal
from kooperacja.agenda.states import VisitAction
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.timeline import Asked, story
from kooperacja.cases.states import CaseState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from tests.concerns.tools import change
from tests.world import CAST, make

pytestmark = pytest.mark.django_db


def planned(world, **other):
    return Planned(**{"kind": VisitKind.VISIT, "starts_at": world.now + timedelta(days=2), "minutes": 60} | other)


@pytest.mark.parametrize("who", CAST)
def test_whoever_writes_notes_plans_visits(world, who):
    def plan():
        return plan_visit(world.case, planned(world), actor=getattr(world, who).actor, now=world.now)

    if who in {"lead", "deputy", "member"}:
        assert plan().membership == getattr(world, who).membership
        assert Event.objects.latest("pk").name == AgendaEvent.VISIT_PLANNED
    else:
        with pytest.raises(PermissionDenied):
            plan()


def test_an_hour_that_has_passed_is_refused(world):
    with pytest.raises(Refused) as refused:
        plan_visit(world.case, planned(world, starts_at=world.now), actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {VisitRefusal.IN_THE_PAST}
    assert not Visit.objects.exclude(pk=world.visit.pk).exists()


@pytest.mark.parametrize(
    ("owner", "sees", "edits"),
    [
        ("lead", {"lead", "deputy"}, {"lead", "deputy"}),
        ("member", {"lead", "deputy", "member"}, {"lead", "deputy", "member"}),
    ],
)
def test_a_visit_is_its_owners_and_the_leads(world, owner, sees, edits):
    visit = plan_visit(world.case, planned(world), actor=getattr(world, owner).actor, now=world.now)

    def those(permission):
        return {who for who in CAST if VISITS.allows(getattr(world, who).actor, permission, visit)}

    assert (those(Permission.VISIT_VIEW), those(Permission.VISIT_EDIT)) == (sees, edits)
    reason = world.case._meta.get_field("closure_reason").choices[0][0]
    ended = {"closed_at": world.now, "closed_by": world.lead.user, "closure_reason": reason}
    change(world.case, state=CaseState.CLOSED, **ended)
    assert (those(Permission.VISIT_VIEW), those(Permission.VISIT_EDIT)) == ({"lead", "deputy"}, set())


def test_a_colleague_of_the_team_keeps_own_visits_of_the_centre(world):
    from kooperacja.cases.models import CaseMember  # noqa: PLC0415 - only here

    place = {"case": world.case, "institution": world.ops, "membership": world.colleague.membership}
    make(CaseMember, joined_on=world.now.date(), **place)
    visit = plan_visit(world.case, planned(world), actor=world.colleague.actor, now=world.now)

    assert VISITS.allows(world.colleague.actor, Permission.VISIT_VIEW, visit)
    assert VISITS.allows(world.colleague.actor, Permission.VISIT_EDIT, visit)
    assert not VISITS.allows(world.member.actor, Permission.VISIT_VIEW, visit)


def test_a_visit_is_moved_on_the_version_that_was_seen(world):
    later = planned(world, starts_at=world.now + timedelta(days=3), words="drugie wejście")
    moved = move_visit(world.visit, later, version=1, actor=world.lead.actor, now=world.now)

    assert (moved.starts_at, moved.words) == (later.starts_at, "drugie wejście")
    with pytest.raises(Stale):
        move_visit(world.visit, later, version=1, actor=world.deputy.actor, now=world.now)


def test_an_hour_that_stays_may_have_passed_but_no_other_can_be_taken(world):
    later = world.now + timedelta(days=30)
    same = planned(world, starts_at=world.visit.starts_at, minutes=90)

    assert move_visit(world.visit, same, version=1, actor=world.lead.actor, now=later).minutes == 90
    with pytest.raises(Refused):
        move_visit(world.visit, planned(world), version=2, actor=world.lead.actor, now=later)


@pytest.mark.parametrize(
    ("action", "state"), [(VisitAction.FINISH, VisitState.DONE), (VisitAction.CANCEL, VisitState.CANCELLED)]
)
def test_a_visit_ends_once(world, action, state):
    assert end_visit(world.visit, action, actor=world.lead.actor).state == state
    for again in VisitAction:
        with pytest.raises(TransitionNotAllowed):
            end_visit(world.visit, again, actor=world.lead.actor)
    with pytest.raises(TransitionNotAllowed):
        move_visit(world.visit, planned(world), version=2, actor=world.lead.actor, now=world.now)


@pytest.mark.parametrize(
    ("action", "event"),
    [(VisitAction.FINISH, AgendaEvent.VISIT_DONE), (VisitAction.CANCEL, AgendaEvent.VISIT_CANCELLED)],
)
def test_the_story_of_the_case_tells_what_became_of_a_visit(world, action, event):
    move_visit(world.visit, planned(world), version=1, actor=world.lead.actor, now=world.now)
    end_visit(world.visit, action, actor=world.lead.actor)

    words = [line.words for line in story(world.case, Asked(), actor=world.deputy.actor, page=1)[1]]
    assert [str(event.label), str(AgendaEvent.VISIT_MOVED.label)] == words[:2]


@pytest.mark.parametrize("minutes", [0, 4, 601])
def test_the_database_knows_how_long_a_visit_can_be(world, minutes):
    with pytest.raises(IntegrityError):
        make(Visit, case=world.case, membership=world.lead.membership, starts_at=world.now, minutes=minutes)
