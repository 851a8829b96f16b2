"""What each institution has tried: it writes its own and sees its own; the lead sees all."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.timeline import Asked, story
from kooperacja.cases.models import CaseMember, Level
from kooperacja.cases.states import BasisState
from kooperacja.gate.actions.lookups import without_account
from kooperacja.gate.actions.tried import Attempt, Behalf, change_tried, note_tried, note_tried_for, withdraw_tried
from kooperacja.gate.models import Heard, Result, Tried
from kooperacja.gate.policies import QUALIFICATIONS, TRIED, TRYING
from kooperacja.gate.rules import TriedRefusal
from kooperacja.kernel.refused import Refused
from tests.cases.changing import again, change, close, join, last_event
from tests.world import CAST, SINCE, make

pytestmark = pytest.mark.django_db

MEALS = Attempt("Obiady w szkole.", Result.PARTLY, "Je, ale tylko w szkole.", SINCE)


def readers(world, row):
    return {who for who in CAST if TRIED.allows(getattr(world, who).actor, TRIED.view, row)}


def test_a_member_writes_for_the_own_institution(world):
    row = again(note_tried(world.case, MEALS, actor=world.member.actor, now=world.now))

    assert (row.institution, row.owner, row.heard, row.by) == (world.school, world.school, Heard.OWN, world.school.name)
    assert (row.what, row.words, row.result, row.since) == (MEALS.what, MEALS.words, Result.PARTLY, SINCE)
    assert not row.is_heard
    assert readers(world, row) == {"lead", "deputy", "member"}
    assert "Obiady" not in str(last_event("gate.tried_noted").changes)


def test_members_see_their_own_institutions_rows_alone(world):
    outsider = join(world, world.outsider)
    own = note_tried(world.case, MEALS, actor=world.lead.actor, now=world.now)

    assert readers(world, world.tried) == {"lead", "deputy", "member"}
    assert readers(world, world.lead_tried) == readers(world, own) == {"lead", "deputy"}
    assert outsider.institution != world.school


def test_a_colleague_in_the_team_sees_the_centres_own_rows_not_what_it_heard(world):
    own = note_tried(world.case, MEALS, actor=world.lead.actor, now=world.now)
    join(world, world.colleague)

    assert "colleague" in readers(world, own)
    assert "colleague" not in readers(world, world.lead_tried)
    change_tried(own, MEALS, version=own.version, actor=world.colleague.actor, now=world.now)


@pytest.mark.parametrize("who", ["former", "reporter", "intake", "head", "colleague", "neighbour", "operator"])
def test_others_write_nothing(world, who):
    with pytest.raises(PermissionDenied):
        note_tried(world.case, MEALS, actor=getattr(world, who).actor, now=world.now)


def test_who_sees_own_actions_alone_has_no_part_in_it(world):
    change(world.case_member, level=Level.ACTION)

    with pytest.raises(PermissionDenied):
        note_tried(world.case, MEALS, actor=world.member.actor, now=world.now)
    assert readers(world, world.tried) == {"lead", "deputy"}


def test_without_agreement_a_partner_meets_nothing(world):
    change(world.basis, state=BasisState.WITHDRAWN)

    assert readers(world, world.tried) == {"lead", "deputy"}
    with pytest.raises(PermissionDenied):
        note_tried(world.case, MEALS, actor=world.member.actor, now=world.now)


def test_a_closed_case_is_only_read(world):
    join(world, world.colleague)
    own = note_tried(world.case, MEALS, actor=world.colleague.actor, now=world.now)
    close(world)

    assert readers(world, own) == {"lead", "deputy", "colleague"}
    for who in (world.lead, world.colleague):
        with pytest.raises(PermissionDenied):
            note_tried(world.case, MEALS, actor=who.actor, now=world.now)
        with pytest.raises(PermissionDenied):
            withdraw_tried(own, actor=who.actor, now=world.now)


def test_it_is_changed_by_its_owner_from_the_version_that_was_seen(world):
    row = change_tried(world.tried, MEALS, version=1, actor=world.member.actor, now=world.now)
    assert again(row).what == MEALS.what

    with pytest.raises(Stale):
        change_tried(row, MEALS, version=1, actor=world.member.actor, now=world.now)
    with pytest.raises(PermissionDenied):
        change_tried(row, MEALS, version=2, actor=world.lead.actor, now=world.now)


def test_it_is_taken_back_once_and_not_changed_after(world):
    for _twice in range(2):
        row = withdraw_tried(world.tried, actor=world.member.actor, now=world.now)

    assert again(row).withdrawn_on == timezone.localdate(world.now)
    assert world.tried not in Tried.objects.standing()
    with pytest.raises(Refused) as refused:
        change_tried(row, MEALS, version=again(row).version, actor=world.member.actor, now=world.now)
    assert refused.value.refusals == {TriedRefusal.WITHDRAWN}
    with pytest.raises(PermissionDenied):
        withdraw_tried(row, actor=world.lead.actor, now=world.now)


def test_the_centre_writes_for_an_institution_without_an_account_and_says_so(world):
    assert list(without_account(world.case)) == [world.pcpr]
    behalf = Behalf(Heard.CALL, world.pcpr, "PCPR, ale z listy")

    row = again(note_tried_for(world.case, behalf, MEALS, actor=world.deputy.actor, now=world.now))

    assert (row.institution, row.owner, row.heard, row.body) == (world.pcpr, world.ops, Heard.CALL, "")
    assert row.is_heard
    change_tried(row, MEALS, version=1, actor=world.lead.actor, now=world.now)


def test_or_for_one_by_its_name(world):
    row = note_tried_for(world.case, Behalf(Heard.TALK, body="Parafia"), MEALS, actor=world.lead.actor, now=world.now)

    assert again(row).by == "Parafia"


def test_who_has_an_account_in_the_team_writes_it_themselves(world):
    with pytest.raises(Refused) as refused:
        note_tried_for(world.case, Behalf(Heard.CALL, world.school), MEALS, actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {TriedRefusal.WRITES_ITSELF}


def test_an_institution_that_joins_with_an_account_is_offered_no_more(world):
    make(
        CaseMember,
        case=world.case,
        institution=world.pcpr,
        membership=world.outsider.membership,
        joined_on=SINCE,
    )

    assert not without_account(world.case).exists()


def test_a_member_writes_for_nobody_else(world):
    with pytest.raises(PermissionDenied):
        note_tried_for(world.case, Behalf(Heard.CALL, world.pcpr), MEALS, actor=world.member.actor, now=world.now)


def test_what_the_rules_refuse_is_not_kept(world):
    tomorrow = timezone.localdate(world.now) + timedelta(1)
    before = Tried.objects.count()

    with pytest.raises(Refused):
        note_tried(world.case, Attempt("x", Result.HELPED, since=tomorrow), actor=world.member.actor, now=world.now)

    assert Tried.objects.count() == before


@pytest.mark.parametrize("fields", [{"owner": "ops"}, {"since": SINCE, "until": SINCE - timedelta(1)}])
def test_the_database_holds_it_together(world, fields):
    fields = {name: getattr(world, value) if name == "owner" else value for name, value in fields.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        change(world.tried, **fields)


def test_lead_reads_it_in_the_story_and_a_member_does_not(world):
    note_tried(world.case, MEALS, actor=world.member.actor, now=world.now)
    withdraw_tried(world.tried, actor=world.member.actor, now=world.now)

    def words(who):
        return [line.words for line in story(world.case, Asked(), actor=who.actor, page=1)[1]]

    assert {"zapisano, czego już próbowano", "wycofano zapis o tym, czego już próbowano"} <= set(words(world.lead))
    assert "wycofano zapis o tym, czego już próbowano" not in words(world.member)


def test_ways_in_build_queries_only(world, django_assert_num_queries):
    for policy in (TRIED, TRYING, QUALIFICATIONS):
        for ways in policy._ways_in.values():
            for way in ways:
                with django_assert_num_queries(0):
                    way(world.lead.actor)
                    way(world.member.actor)
