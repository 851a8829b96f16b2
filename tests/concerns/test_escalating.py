"""What is late in the inbox: intake and head hear of it, each clock once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse

from kooperacja.audit.models import Event
from kooperacja.concerns.actions import forward, take_no_action
from kooperacja.concerns.actions.escalating import (
    late_decisions,
    late_informings,
    tell_of_late_decision,
    tell_of_late_informing,
)
from kooperacja.concerns.actions.informing import Informed, record_informing
from kooperacja.concerns.jobs import lock_old_concerns, tell_of_late_decisions, tell_of_late_informings
from kooperacja.concerns.models import Concern, Urgency
from kooperacja.outbox.kinds import MessageKind as K
from kooperacja.outbox.models import Message
from tests.world import build

from .tools import MONDAY, at, change, events, messages, messages_to

RECEIVED = at("2026-10-16T09:00")
"""Its month ended on Monday, 16 November; on Tuesday that is a working day late."""
ALL_INFORMED = Informed(informed=True, on=at("2026-11-20T09:00").date(), how="letter")


def tell_of_late_concerns(*, now):
    return tell_of_late_decisions(now=now) + tell_of_late_informings(now=now)


@pytest.fixture
def waiting(office):
    """A concern on which nobody decided; nothing else is late, and nobody is to be informed."""
    for concern in Concern.objects.exclude(pk=office.concern.pk):
        change(concern, call_me=True)
    change(office.forwarded_concern, due_at=MONDAY + timedelta(days=90))
    return change(office.concern, call_me=True, received_at=MONDAY, due_at=MONDAY + timedelta(days=90))


@pytest.fixture
def uninformed(waiting):
    """The same, with time for the decision; people named in it should have been informed."""
    return change(waiting, call_me=False, received_at=RECEIVED)


def told(world):
    people = {getattr(world, who).user.email: who for who in ("intake", "head", "neighbour", "neighbour_head")}
    return sorted((K(kind), people[to]) for kind, to in messages())


@pytest.mark.parametrize(
    ("urgency", "due_at", "is_told"),
    [
        (Urgency.RED, MONDAY - timedelta(minutes=1), True),
        (Urgency.RED, MONDAY + timedelta(minutes=1), False),
        (Urgency.AMBER, at("2026-11-20T23:59:59"), True),  # on Friday; a weekend lies between
        (Urgency.AMBER, at("2026-11-23T08:59:59"), False),
        (Urgency.GREEN, MONDAY - timedelta(days=20), True),
    ],
)
def test_a_late_decision_is_told_of(office, waiting, urgency, due_at, is_told):
    change(waiting, urgency=urgency, due_at=due_at)

    assert tell_of_late_concerns(now=MONDAY) == is_told

    kind = K.CONCERN_LATE_URGENT if urgency == Urgency.RED else K.CONCERN_LATE
    assert told(office) == ([(kind, "head"), (kind, "intake")] if is_told else [])
    assert events() == (["concerns.late"] if is_told else [])


def test_on_a_weekend_nobody_is_told_of_what_has_days(waiting):
    change(waiting, due_at=at("2026-11-20T23:59:59"), urgency=Urgency.AMBER)

    assert tell_of_late_concerns(now=at("2026-11-22T12:00")) == 0


def test_a_decision_is_told_of_once(office, waiting):
    change(waiting, due_at=MONDAY - timedelta(days=20))
    version = waiting.version
    assert [tell_of_late_concerns(now=MONDAY + timedelta(days=day)) for day in range(3)] == [1, 0, 0]
    assert not tell_of_late_decision(waiting, now=MONDAY)  # what a second worker would do

    assert len(messages()) == 2
    assert events() == ["concerns.late"]
    waiting.refresh_from_db()
    assert (waiting.version, waiting.late_told_at) == (version, MONDAY)
    message = Message.objects.filter(kind=K.CONCERN_LATE).first()
    assert message.path == reverse("concerns:concern", args=[waiting.public_id])


def test_what_was_decided_meanwhile_is_not_told(office, waiting):
    change(waiting, due_at=MONDAY - timedelta(days=20))
    (found,) = late_decisions(now=MONDAY)
    take_no_action(waiting, reason="x", actor=office.intake.actor, now=MONDAY)

    assert not tell_of_late_decision(found, now=MONDAY)
    assert tell_of_late_concerns(now=MONDAY) == 0
    assert "concerns.late" not in events()


def test_forwarded_its_clocks_run_anew(office, uninformed):
    change(uninformed, due_at=MONDAY - timedelta(days=3))
    assert tell_of_late_concerns(now=MONDAY) == 2
    forward(
        uninformed,
        to=office.other_ops,
        unit=office.other_gmina,
        reason="x",
        actor=office.intake.actor,
        now=MONDAY + timedelta(minutes=1),
    )
    assert tell_of_late_concerns(now=MONDAY + timedelta(minutes=2)) == 0

    assert tell_of_late_concerns(now=MONDAY + timedelta(days=60)) == 2
    assert messages_to(office.neighbour)[-2:] == [K.CONCERN_LATE, K.CONCERN_INFORM_LATE]


@pytest.mark.parametrize(("day", "is_told"), [("2026-11-16T12:00", False), ("2026-11-17T07:00", True)])
def test_late_informing_is_told_of_a_working_day_after_the_month(office, uninformed, day, is_told):
    assert tell_of_late_concerns(now=at(day)) == is_told

    kind = K.CONCERN_INFORM_LATE
    assert told(office) == ([(kind, "head"), (kind, "intake")] if is_told else [])


def test_informing_is_told_of_once_also_of_what_is_locked(office, uninformed):
    take_no_action(uninformed, reason="x", actor=office.intake.actor, now=RECEIVED)
    later = MONDAY + timedelta(days=60)
    lock_old_concerns(now=later)
    assert [tell_of_late_concerns(now=later) for _ in range(2)] == [1, 0]
    uninformed.refresh_from_db()
    assert not tell_of_late_informing(uninformed, now=later)  # what a second worker would do

    assert uninformed.locked_on
    assert events().count("concerns.inform_late") == 1
    message = Message.objects.get(recipient=office.head.user, kind=K.CONCERN_INFORM_LATE)
    assert message.path == reverse("concerns:inform", args=[uninformed.public_id])


def test_once_all_were_informed_nobody_is_told(office, uninformed):
    (found,) = late_informings(now=MONDAY)
    record_informing(uninformed, ALL_INFORMED, actor=office.intake.actor, now=MONDAY)

    assert not tell_of_late_informing(found, now=MONDAY)
    assert tell_of_late_concerns(now=MONDAY) == 0
    assert "concerns.inform_late" not in events()


def test_where_nobody_reads_the_inbox_it_is_kept_for_somebody(office, uninformed):
    change(uninformed, due_at=MONDAY - timedelta(days=3))
    for reader in (office.intake, office.head):
        change(reader.membership, ends_on=MONDAY.date() - timedelta(days=1))
    assert tell_of_late_concerns(now=MONDAY) == 0
    assert events() == []

    change(office.head.membership, ends_on=None)
    assert tell_of_late_concerns(now=MONDAY) == 2
    assert messages_to(office.head) == [K.CONCERN_LATE, K.CONCERN_INFORM_LATE]


def test_two_workers_tell_once(for_threads, transactional_db):
    village = build()
    change(village.concern, due_at=village.now - timedelta(days=20), received_at=village.now - timedelta(days=60))
    for_threads()

    def work(_number):
        try:
            tell_of_late_concerns(now=village.now)
            to_head = Message.objects.filter(recipient=village.head.user, reference=village.concern.number)
            done = Event.objects.filter(subject_id=village.concern.public_id)
            return [
                *(to_head.filter(kind=kind).count() for kind in (K.CONCERN_LATE, K.CONCERN_INFORM_LATE)),
                *(done.filter(name=name).count() for name in ("concerns.late", "concerns.inform_late")),
            ]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        results = list(workers.map(work, range(2)))

    assert [max(numbers) for numbers in zip(*results, strict=True)] == [1, 1, 1, 1]
