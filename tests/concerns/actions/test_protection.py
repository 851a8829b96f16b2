"""The name of a protected reporter: named people read it, and everybody else reads "the person who reported"."""

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.cases.actions.reporter import protect_reporter_of
from kooperacja.concerns.actions.protection import (
    may_read_reporter,
    protect_reporter,
    readers_of,
    show_reporter,
    who_can_read,
)
from kooperacja.concerns.rules import ProtectionRefusal
from kooperacja.kernel.refused import Refused
from kooperacja.matching.actions import Exchanging, exchange_contacts
from kooperacja.matching.rules.exchange import ExchangeRefusal, Ground
from tests.concerns.tools import events
from tests.matching.tools import concern, linked

pytestmark = pytest.mark.django_db


def protect(world, who, *readers):
    chosen = [reader.membership for reader in readers]
    return protect_reporter(world.concern, chosen, actor=who.actor, now=world.now)


def names(world):
    return [row.membership for row in readers_of(world.concern)]


def test_those_who_are_named_read_it_and_nobody_else(world):
    row = protect(world, world.intake, world.lead, world.intake)

    assert row.reporter_protected
    assert row.reported_by == "osoba zgłaszająca"
    assert {who for who in ("intake", "lead", "head", "deputy", "operator", "colleague")
            if may_read_reporter(getattr(world, who).actor, row)} == {"intake", "lead"}  # fmt: skip
    assert may_read_reporter(world.head.actor, world.linked_concern)


def test_readers_change_and_it_is_recorded(world):
    protect(world, world.intake, world.lead, world.intake)
    protect(world, world.intake, world.intake, world.deputy)

    assert set(names(world)) == {world.intake.membership, world.deputy.membership}
    assert events() == ["concerns.reporter_protected"] * 2


def test_who_may_not_read_may_not_change_it_but_the_head_may(world):
    protect(world, world.head, world.lead)

    with pytest.raises(Refused) as refused:
        protect(world, world.intake, world.intake)
    assert refused.value.refusals == {ProtectionRefusal.NOT_YOURS}
    with pytest.raises(Refused):
        show_reporter(world.concern, actor=world.intake.actor, now=world.now)
    protect(world, world.head, world.head)
    assert names(world) == [world.head.membership]


def test_it_can_be_shown_again(world):
    protect(world, world.intake, world.intake)

    row = show_reporter(world.concern, actor=world.intake.actor, now=world.now)

    assert not row.reporter_protected
    assert names(world) == []
    assert row.reported_by == row.reporter_office == world.police.name


@pytest.mark.parametrize(
    ("who", "refusal"),
    [(None, ProtectionRefusal.NO_READER), ("member", ProtectionRefusal.NOT_OF_THE_CENTRE)],
)
def test_readers_are_people_of_the_centre(world, who, refusal):
    with pytest.raises(Refused) as refused:
        protect(world, world.intake, *([getattr(world, who)] if who else []))

    assert refused.value.refusals == {refusal}
    assert world.member.membership not in who_can_read(world.concern, today=world.now.date())


@pytest.mark.parametrize("who", ["lead", "reporter", "neighbour", "operator", "admin", "region"])
def test_who_does_not_read_the_inbox_protects_nobody(world, who):
    with pytest.raises(PermissionDenied):
        protect(world, getattr(world, who), world.lead)
    with pytest.raises(PermissionDenied):
        show_reporter(world.concern, actor=getattr(world, who).actor, now=world.now)


def test_the_lead_does_so_for_a_concern_of_the_case(world):
    chosen = [world.lead.membership]
    protect_reporter_of(world.case_concern, chosen, actor=world.lead.actor, now=world.now)

    world.linked_concern.refresh_from_db()
    assert world.linked_concern.reporter_protected
    for who in (world.member, world.intake):
        with pytest.raises(PermissionDenied):
            protect_reporter_of(world.case_concern, chosen, actor=who.actor, now=world.now)


def test_a_protected_reporter_is_told_to_nobody(world):
    other = concern(world, "Z/50/2026/990101", state="linked")
    linked(world.case, other, world)
    said = Exchanging(ground=Ground.STATUTE, provision="art. 9a")
    protect_reporter_of(world.case_concern, [world.lead.membership], actor=world.lead.actor, now=world.now)

    with pytest.raises(Refused) as refused:
        exchange_contacts(world.case, other, world.linked_concern, said, actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {ExchangeRefusal.PROTECTED}


def test_a_person_is_named_where_somebody_gave_a_name(world):
    assert world.concern.reporter_person == world.reporter.user.name
    assert world.forwarded_concern.reporter_person == ""
