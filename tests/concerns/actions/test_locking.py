"""What led to no case is locked after 90 days, is opened by nobody, and is disposed of by protocol alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission as P
from kooperacja.concerns.actions import dispose_concerns, figures, filing_class_of, set_filing_class
from kooperacja.concerns.actions.locking import due_to_lock, lock_concern
from kooperacja.concerns.jobs import lock_old_concerns
from kooperacja.concerns.models import Concern, Decision, DecisionKind, FilingClass
from kooperacja.concerns.policies import CONCERNS, LOCKED, OWN_CONCERNS
from kooperacja.concerns.rules import DisposalRefusal
from kooperacja.concerns.states import ConcernState
from kooperacja.kernel.refused import Refused
from kooperacja.matching.actions import find_matches
from kooperacja.portal.today import what_needs
from kooperacja.search.actions import look_for
from kooperacja.search.rules import sought_in
from tests.concerns.tools import change, events
from tests.matching.tools import concern
from tests.world import CAST, as_, make

pytestmark = pytest.mark.django_db


def ended(world, number, days, state=ConcernState.NOT_CONFIRMED, **fields):
    ended_at = world.now - timedelta(days=days)
    return concern(world, number, state=state, ended_at=ended_at, who="Pan Sitarz", facts="Treść", **fields)


@pytest.fixture
def locked(world):
    row = ended(world, "Z/50/2026/990101", 91, address="Wierzbowa Góra 71")
    lock_old_concerns(now=world.now)
    row.refresh_from_db()
    return row


def test_after_ninety_days_and_not_before(world):
    ended(world, "Z/50/2026/990101", 89)
    old = ended(world, "Z/51/2026/990101", 91)
    for state in (ConcernState.LINKED, ConcernState.CASE_OPENED, ConcernState.WITHDRAWN):
        unsent = {"received_at": None, "due_at": None} if state == ConcernState.WITHDRAWN else {}
        ended(world, f"Z/{state}/2026/990101", 400, state, **unsent)
    change(world.concern, sent_at=world.now - timedelta(days=400))  # undecided, so somebody still has to

    assert list(due_to_lock(now=world.now)) == [old]
    lock_old_concerns(now=world.now)
    lock_old_concerns(now=world.now)

    assert list(Concern.objects.exclude(locked_on=None)) == [old]
    assert [name for name in events() if name == "concerns.locked"] == ["concerns.locked"]


@pytest.mark.parametrize("state", [ConcernState.RECEIVED, ConcernState.IN_TRIAGE])
def test_what_nobody_has_decided_on_never_vanishes_but_is_late(client, world, state):
    long_ago = world.now - timedelta(days=200)
    days = {"sent_at": long_ago, "received_at": long_ago, "due_at": long_ago + timedelta(days=2)}
    row = concern(world, "Z/50/2026/990101", state=state, who="Pan Sitarz", address="Wierzbowa Góra 71", **days)
    again = concern(world, "Z/60/2026/990101", who="Pan Sitarz", address="Wierzbowa Góra 71")
    address = reverse("concerns:concern", args=[row.public_id])

    lock_old_concerns(now=world.now)

    assert [found.concern for found in find_matches(again, actor=world.intake.actor)] == [row]
    for who in (world.intake, world.head):
        assert look_for(sought_in("Sitarz"), actor=who.actor).concerns
        assert address in [thing.url for thing in what_needs(who.actor, now=world.now).late]
        page = as_(client, who).get(reverse("concerns:inbox")).content.decode()
        line = page[page.index(address) :].partition("</tr>")[0]
        assert "po terminie" in line


def test_the_number_of_days_is_a_setting(world, settings):
    settings.CONCERN_LIVE_DAYS = 30
    assert [row.number for row in due_to_lock(now=world.now)] == []
    ended(world, "Z/50/2026/990101", 31)
    assert [row.number for row in due_to_lock(now=world.now)] == ["Z/50/2026/990101"]


def test_two_workers_lock_it_once(world):
    row = ended(world, "Z/50/2026/990101", 91)
    lock_concern(row, now=world.now)
    lock_concern(row, now=world.now + timedelta(days=1))

    row.refresh_from_db()
    assert row.locked_on == timezone.localdate(world.now)


def test_it_is_neither_matched_nor_found_nor_opened_by_anybody(world, locked):
    again = concern(world, "Z/60/2026/990101", who="Pan Sitarz", address="Wierzbowa Góra 71")

    assert not list(find_matches(again, actor=world.intake.actor))
    for who in CAST:
        actor = getattr(world, who).actor
        assert not CONCERNS.allows(actor, P.CONCERN_VIEW, locked), who
        assert not CONCERNS.allows(actor, P.CONCERN_TRIAGE, locked), who
        assert not OWN_CONCERNS.allows(actor, P.CONCERN_VIEW_OWN, locked), who
        assert LOCKED.allows(actor, P.CONCERN_VIEW_LOCKED, locked) == (who == "head"), who


def test_the_filing_class_is_the_centres_own(world, locked):
    assert filing_class_of(world.head.actor) == locked.filing_class == ""

    set_filing_class("5530", actor=world.head.actor)
    locked.refresh_from_db()
    later = ended(world, "Z/51/2026/990101", 91)
    lock_concern(later, now=world.now)
    later.refresh_from_db()
    set_filing_class("5531", actor=world.head.actor)

    assert (locked.filing_class, later.filing_class) == ("5530", "5530")
    assert filing_class_of(world.head.actor) == FilingClass.objects.get().symbol == "5531"
    assert filing_class_of(world.neighbour_head.actor) == ""


@pytest.mark.parametrize("who", ["intake", "lead", "admin", "operator", "region"])
def test_only_the_head_keeps_the_register(world, locked, who):
    actor = getattr(world, who).actor
    for forbidden in (
        lambda: set_filing_class("5530", actor=actor),
        lambda: figures(actor=actor),
        lambda: dispose_concerns(
            [locked], protocol="1/2026", on=timezone.localdate(world.now), actor=actor, now=world.now
        ),
    ):
        with pytest.raises(PermissionDenied):
            forbidden()


def test_disposal_wipes_what_was_said_and_who_said_it(world, locked):
    decision = make(
        Decision, concern=locked, kind=DecisionKind.NOT_CONFIRMED, centre=world.ops, reason="Powód",
        decided_by=world.intake.membership, decided_at=world.now,
    )  # fmt: skip
    today = timezone.localdate(world.now)
    again = [locked, locked]

    assert dispose_concerns(again, protocol="1/2026", on=today, actor=world.head.actor, now=world.now) == 1

    locked.refresh_from_db()
    decision.refresh_from_db()
    assert (locked.who, locked.facts, locked.reporter_phone, locked.address, decision.reason) == ("", "", "", "", "")
    assert (locked.last_seen_on, locked.reporter_user, locked.reporter_membership) == (None, None, None)
    assert (locked.number, locked.disposed_on, locked.disposal_protocol) == ("Z/50/2026/990101", today, "1/2026")


@pytest.mark.parametrize(
    ("protocol", "ahead", "refusal"),
    [
        ("", 0, DisposalRefusal.NO_PROTOCOL),
        ("1/2026", 1, DisposalRefusal.IN_FUTURE),
        ("1/2026", -1, DisposalRefusal.BEFORE_LOCKED),
        ("nothing", 0, DisposalRefusal.NOTHING_CHOSEN),
    ],
)
def test_a_disposal_needs_its_protocol(world, locked, protocol, ahead, refusal):
    on = timezone.localdate(world.now) + timedelta(days=ahead)

    with pytest.raises(Refused) as refused:
        dispose_concerns(
            [] if protocol == "nothing" else [locked], protocol=protocol, on=on, actor=world.head.actor, now=world.now
        )

    assert refused.value.refusals == {refusal}


def test_what_is_not_locked_is_not_disposed_of(world, locked):
    with pytest.raises(PermissionDenied):
        dispose_concerns(
            [locked, world.concern],
            protocol="1/2026",
            on=timezone.localdate(world.now),
            actor=world.head.actor,
            now=world.now,
        )


def test_the_year_hides_small_counts(world):
    (this,) = figures(actor=world.head.actor)
    assert (this.came, this.led_to_help) == (None, None)

    for number in range(20, 34):
        row = concern(world, f"Z/{number}/2026/990101")
        if number >= 27:
            change(row, state=ConcernState.LINKED, ended_at=world.now)
    (this,) = figures(actor=world.head.actor)
    assert (this.came, this.led_to_help, this.percent) == (16, 8, 50)
