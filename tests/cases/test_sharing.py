"""Who is given to see what: the decision, its ground, its end; and that an owner keeps control of their own."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.notes import NoteText, edit_note, write_note
from kooperacja.cases.actions.sharing import (
    Grounds,
    Helper,
    Thing,
    add_support,
    change_support,
    decide_sharing,
    end_sharing,
)
from kooperacja.cases.models import CaseConcern, Disclosure, Level, NoteKind, SharingAnswer
from kooperacja.cases.policies import ACTIONS, CASE_CONCERNS, DISCLOSURES, NOTES, PERSONS, SUPPORTS
from kooperacja.cases.rules.participation import BasisKind
from kooperacja.cases.rules.sharing import SharingRefusal
from kooperacja.cases.states import BasisState
from kooperacja.kernel.refused import Refused
from tests.cases.changing import again, change, close, join, last_event, told
from tests.world import make

SHARED, REFUSED = SharingAnswer.SHARED, SharingAnswer.REFUSED
AGREED = Grounds("Do rozmowy z uczniem", BasisKind.AGREEMENT)


@pytest.fixture
def place(world):
    return world.team["member"]


def decide(world, thing, answer=SHARED, grounds=AGREED, *, who="lead", place=None):
    place = place or world.team["member"]
    return decide_sharing(place, thing, answer, grounds, actor=getattr(world, who).actor, now=world.now)


def reads(world, note, who="member"):
    return NOTES.allows(getattr(world, who).actor, Permission.NOTE_VIEW, note)


@pytest.mark.parametrize("who", ["lead", "deputy"])
def test_a_note_is_shown_to_one_member_and_to_nobody_else(world, who):
    join(world, world.colleague)
    assert not reads(world, world.note)

    decided = decide(world, Thing(note=world.note), who=who)

    assert reads(world, world.note)
    assert not reads(world, world.note, "colleague")
    assert (decided.decided_on, decided.decided_by) == (timezone.localdate(world.now), getattr(world, who).membership)
    assert decided.purpose == "Do rozmowy z uczniem"
    event = last_event("cases.sharing_decided")
    assert "rozmowy" not in str(event.changes)
    [message] = told(world)
    assert (message.recipient, message.kind) == (world.member.user, "sees_more")


@pytest.mark.parametrize(
    "who", ["member", "former", "head", "intake", "colleague", "neighbour", "region", "admin", "operator"]
)
def test_nobody_else_decides(world, who):
    with pytest.raises(PermissionDenied):
        decide(world, Thing(note=world.note), who=who)


def test_nothing_is_decided_in_a_closed_case_nor_for_lead_or_deputy(world):
    for name in ("lead", "deputy", "former"):
        with pytest.raises(PermissionDenied):
            decide(world, Thing(note=world.note), place=world.team[name])
    close(world)
    with pytest.raises(PermissionDenied):
        decide(world, Thing(note=world.note))


def test_a_refusal_is_written_down_and_shows_nothing(world):
    decided = decide(world, Thing(note=world.note), REFUSED, Grounds("Nie jest potrzebna", BasisKind.AGREEMENT))

    assert decided.answer == REFUSED
    assert not reads(world, world.note)
    assert not told(world).exists()


def test_what_was_shown_is_taken_from_sight_and_stays_written_down(world):
    decided = decide(world, Thing(note=world.note))

    ended = end_sharing(decided, because="Rodzina prosi", actor=world.lead.actor, now=world.now)

    assert not reads(world, world.note)
    assert (ended.ended_on, ended.ended_because) == (timezone.localdate(world.now), "Rodzina prosi")
    with pytest.raises(PermissionDenied):
        end_sharing(ended, because="jeszcze raz", actor=world.lead.actor, now=world.now)
    decide(world, Thing(note=world.note))
    assert reads(world, world.note)


@pytest.mark.parametrize("happened", ["left", "withdrew", "protocol ended", "closed"])
def test_what_ends_a_partners_way_in_ends_this_too(world, happened):
    decide(world, Thing(note=world.note))
    if happened == "left":
        change(world.team["member"], left_on=timezone.localdate())
    if happened == "withdrew":
        change(world.basis, state=BasisState.WITHDRAWN)
    if happened == "protocol ended":
        change(world.protocol, ends_on=timezone.localdate() - timedelta(days=1))
    if happened == "closed":
        close(world)

    assert not reads(world, world.note)


def test_a_note_of_another_institution_is_its_authors_to_pass_on(world):
    said = NoteText(kind=NoteKind.CALL, happened_on=timezone.localdate(), text="Uczeń był w szkole")
    note = write_note(world.case, said, actor=world.member.actor, now=world.now)
    other = join(world, world.colleague)

    with pytest.raises(Refused) as refused:
        decide(world, Thing(note=note), place=other)
    assert refused.value.refusals == {SharingRefusal.OWNER_KEEPS_IT}

    allowed = NoteText(kind=said.kind, happened_on=said.happened_on, text=said.text, may_pass_on=True)
    note = edit_note(note, allowed, version=note.version, actor=world.member.actor, now=world.now)
    decide(world, Thing(note=note), place=other)
    assert reads(world, note, "colleague")

    edit_note(note, said, version=note.version, actor=world.member.actor, now=world.now)
    assert not reads(world, note, "colleague")


def test_the_facts_are_shown_without_who_told_them(world):
    link = CaseConcern.objects.get(case=world.case)
    actor = world.member.actor
    assert not CASE_CONCERNS.allows(actor, Permission.CASE_CONCERN_FACTS, link)

    decide(world, Thing(case_concern=link))

    assert list(CASE_CONCERNS.permitted(actor, Permission.CASE_CONCERN_FACTS)) == [link]
    with pytest.raises(PermissionDenied):
        CASE_CONCERNS.require(actor, Permission.CASE_CONCERN_VIEW, link)


def test_the_facts_are_shown_to_a_member_of_the_own_centre(world):
    link = CaseConcern.objects.get(case=world.case)
    decide(world, Thing(case_concern=link), place=join(world, world.colleague))

    assert CASE_CONCERNS.allows(world.colleague.actor, Permission.CASE_CONCERN_FACTS, link)


def test_a_member_with_own_actions_alone_knows_nobody_of_the_family(world, place):
    actor = world.member.actor
    assert PERSONS.permitted(actor, Permission.PERSON_VIEW).exists()

    decide(world, Thing(level=Level.ACTION))

    assert not PERSONS.permitted(actor, Permission.PERSON_VIEW).exists()
    assert ACTIONS.allows(actor, Permission.ACTION_ANSWER, world.action)
    assert again(place).level == Level.ACTION
    with pytest.raises(Refused) as refused:
        decide(world, Thing(level=Level.ACTION))
    assert refused.value.refusals == {SharingRefusal.ALREADY_SHARED}

    decide(world, Thing(level=Level.CONTACT))
    assert PERSONS.permitted(actor, Permission.PERSON_VIEW).exists()


def test_the_level_holds_for_people_of_the_centre_as_well(world):
    other = join(world, world.colleague)
    assert PERSONS.permitted(world.colleague.actor, Permission.PERSON_VIEW).exists()

    decide(world, Thing(level=Level.ACTION), place=other)

    assert not PERSONS.permitted(world.colleague.actor, Permission.PERSON_VIEW).exists()


def test_a_decision_on_the_level_is_not_ended_but_followed_by_another(world):
    decided = decide(world, Thing(level=Level.ACTION))

    assert not DISCLOSURES.allows(world.lead.actor, Permission.DISCLOSURE_END, decided)


def test_what_can_not_be_shared(world, place):
    decide(world, Thing(note=world.note))
    elsewhere = make(type(world.case), **_like(world.case, number="S/999"))
    foreign = change(make(type(world.note), **_like(world.note, case=elsewhere)))
    own = write_note(
        world.case,
        NoteText(kind=NoteKind.CALL, happened_on=timezone.localdate(), text="x", may_pass_on=True),
        actor=world.member.actor,
        now=world.now,
    )
    for thing, grounds, expected in (
        (Thing(note=world.note), AGREED, SharingRefusal.ALREADY_SHARED),
        (Thing(note=foreign), AGREED, SharingRefusal.NOT_OF_THE_CASE),
        (Thing(note=own), AGREED, SharingRefusal.OWN_NOTE),
        (Thing(level=Level.ACTION), Grounds("po coś", BasisKind.COURT_ORDER), SharingRefusal.NO_REFERENCE),
    ):
        with pytest.raises(Refused) as refused:
            decide(world, thing, grounds=grounds)
        assert refused.value.refusals == {expected}
    with pytest.raises(Refused) as refused:
        decide(world, Thing(note=world.note), place=world.letter_member)
    assert refused.value.refusals == {SharingRefusal.BY_LETTER}


def _like(row, **changes):
    """Return the fields of a row, for another one."""
    unlike = {"id", "public_id", "version"}
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in unlike}
    return {**values, **changes}


def test_without_the_familys_agreement_it_takes_a_provision(world):
    change(world.basis, state=BasisState.WITHDRAWN)

    with pytest.raises(Refused) as refused:
        decide(world, Thing(note=world.note))
    assert refused.value.refusals == {SharingRefusal.NOBODY_AGREED}
    decided = decide(world, Thing(note=world.note), grounds=Grounds("x", BasisKind.STATUTORY_DUTY, "art. 572 k.p.c."))
    assert decided.reference == "art. 572 k.p.c."
    assert not reads(world, world.note), "a partner's way in is shut all the same"


@pytest.mark.parametrize(
    "fields",
    [
        {"note": None},
        {"level": Level.ACTION},
        {"ground": BasisKind.COURT_ORDER},
    ],
)
def test_the_database_knows_a_whole_decision(world, fields):
    values = _like(world.disclosure, ended_on=timezone.localdate())
    with pytest.raises(IntegrityError), transaction.atomic():
        make(Disclosure, **{**values, **fields})


HELPER = Helper(name="Ciocia Hela", tie="ciocia", helps_with="Odbiera ze szkoły", since=timezone.localdate())


def test_somebody_close_to_the_family_is_of_the_team_without_an_account(world):
    support = add_support(world.case, HELPER, actor=world.lead.actor, now=world.now)

    assert SUPPORTS.allows(world.deputy.actor, Permission.SUPPORT_VIEW, support)
    assert not SUPPORTS.allows(world.member.actor, Permission.SUPPORT_VIEW, support)
    assert not told(world).exists()
    ended = Helper(**{**HELPER.__dict__, "until": timezone.localdate()})
    changed = change_support(support, ended, version=support.version, actor=world.lead.actor, now=world.now)
    assert changed.until == timezone.localdate()
    with pytest.raises(Stale):
        change_support(support, HELPER, version=support.version, actor=world.lead.actor, now=world.now)


@pytest.mark.parametrize("who", ["member", "former", "head", "colleague", "neighbour", "operator"])
def test_nobody_else_writes_down_who_helps(world, who):
    with pytest.raises(PermissionDenied):
        add_support(world.case, HELPER, actor=getattr(world, who).actor, now=world.now)
    with pytest.raises(PermissionDenied):
        change_support(world.support, HELPER, version=1, actor=getattr(world, who).actor, now=world.now)
