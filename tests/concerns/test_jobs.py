from datetime import timedelta

import pytest

from kooperacja.concerns.actions import forward, take_no_action
from kooperacja.concerns.actions.reminding import remind_of_clock
from kooperacja.concerns.jobs import remind_of_clocks
from kooperacja.concerns.models import Urgency
from kooperacja.outbox.kinds import MessageKind as K

from .tools import MONDAY, change, events, messages, messages_to

DUE = {(K.CONCERN_DUE, "intake"), (K.CONCERN_DUE, "head")}


def told_of(world):
    people = {getattr(world, who).user.email: who for who in ("intake", "head", "neighbour", "neighbour_head")}
    return {(kind, people[to]) for kind, to in messages()}


@pytest.fixture
def running_out(office):
    """The concern, due tomorrow; the others have time."""
    change(office.forwarded_concern, due_at=MONDAY + timedelta(days=5))
    return change(office.concern, due_at=MONDAY + timedelta(hours=23), received_at=MONDAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("urgency", "left", "reminds"),
    [
        (Urgency.RED, timedelta(minutes=59), True),
        (Urgency.RED, timedelta(minutes=61), False),
        (Urgency.AMBER, timedelta(hours=24), True),
        (Urgency.AMBER, timedelta(hours=25), False),
        (Urgency.GREEN, timedelta(hours=23), True),
        (Urgency.GREEN, -timedelta(days=3), True),
    ],
)
def test_intake_and_head_are_told_in_good_time(office, running_out, urgency, left, reminds):
    change(running_out, urgency=urgency, due_at=MONDAY + left)

    remind_of_clocks(now=MONDAY)

    due = {(K.CONCERN_DUE_URGENT, who) for _kind, who in DUE} if urgency == Urgency.RED else DUE
    assert told_of(office) == (due if reminds else set())
    assert events() == (["concerns.reminded"] if reminds else [])


def test_they_are_told_once_however_often_the_job_runs(office, running_out):
    version = running_out.version

    for _ in range(3):
        remind_of_clocks(now=MONDAY)
    assert not remind_of_clock(running_out, now=MONDAY)  # what a second worker would do

    assert len(messages()) == 2
    assert events() == ["concerns.reminded"]
    running_out.refresh_from_db()
    assert running_out.version == version


def test_what_is_decided_reminds_nobody(office, running_out):
    take_no_action(running_out, reason="x", actor=office.intake.actor, now=MONDAY)

    remind_of_clocks(now=MONDAY)
    remind_of_clock(running_out, now=MONDAY)

    assert K.CONCERN_DUE not in messages_to(office.intake)
    assert "concerns.reminded" not in events()


def test_where_nobody_reads_the_inbox_the_reminder_waits_for_somebody(office, running_out):
    for reader in (office.intake, office.head):
        change(reader.membership, ends_on=MONDAY.date() - timedelta(days=1))
    assert remind_of_clocks(now=MONDAY) == 0
    assert events() == []

    change(office.head.membership, ends_on=None)
    assert remind_of_clocks(now=MONDAY) == 1
    assert messages_to(office.head) == [K.CONCERN_DUE]


def test_forwarded_it_has_a_clock_of_its_own(office, running_out):
    remind_of_clocks(now=MONDAY)
    forward(
        running_out,
        to=office.other_ops,
        unit=office.other_gmina,
        reason="x",
        actor=office.intake.actor,
        now=MONDAY + timedelta(minutes=1),
    )

    remind_of_clocks(now=MONDAY + timedelta(days=3))

    assert messages_to(office.neighbour) == [K.CONCERN_FORWARDED_HERE, K.CONCERN_DUE]
