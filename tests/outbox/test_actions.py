from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import NotRecorded, recording
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.actions import read_all_messages, read_message, tell_mailbox, tell_person
from kooperacja.outbox.kinds import TEXTS, MessageKind
from kooperacja.outbox.models import DeliveryState, Message
from tests.world import Made


def test_a_message_is_written_with_its_delivery(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        message = tell_person(
            world.lead.user.pk, MessageKind.ACTION_DONE, reference="S/7", path="/sprawy/", now=world.now
        )

    assert (message.recipient, message.mailbox, message.read_at) == (world.lead.user, "", None)
    assert (message.delivery.state, message.delivery.next_try_at) == (DeliveryState.WAITING, world.now)


def test_outside_a_recording_nothing_is_written(world):
    with pytest.raises(NotRecorded):
        tell_person(world.lead.user.pk, MessageKind.ACTION_DONE, reference="S/7", path="/sprawy/", now=world.now)


def test_a_code_is_sealed(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        message = tell_mailbox(
            "biuro@szkola.example",
            MessageKind.REPORTER_CODE,
            reference="",
            path="/kod/",
            now=world.now,
            code="ABCD-1234",
        )

    message.delivery.refresh_from_db()
    assert message.delivery.code == "ABCD-1234"
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM outbox_delivery")
        assert b"ABCD" not in bytes(cursor.fetchone()[0])


def test_every_kind_has_its_words():
    assert set(TEXTS) == set(MessageKind)
    assert all(kind.text and kind.subject for kind in MessageKind)


def test_refusals_are_said_in_words():
    assert Refused([MessageKind.ACTION_DONE, MessageKind.ACTION_ASKED]).messages == [
        str(MessageKind.ACTION_ASKED.label),
        str(MessageKind.ACTION_DONE.label),
    ]


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example/", "sprawy/"])
def test_a_message_leads_nowhere_else(path, world):
    with recording(Made.FOR_TEST, actor=SYSTEM), pytest.raises(ValueError, match="inside"):
        tell_person(world.lead.user.pk, MessageKind.ACTION_DONE, reference="S/7", path=path, now=world.now)


def test_a_message_is_read_once_by_whom_it_is_to(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        message = tell_person(
            world.lead.user.pk, MessageKind.ACTION_DONE, reference="S/7", path="/sprawy/", now=world.now
        )

    read_message(message, actor=world.lead.actor, now=world.now)
    again = read_message(message, actor=world.lead.actor, now=world.now + timedelta(days=1))
    assert again.read_at == world.now
    with pytest.raises(PermissionDenied):
        read_message(message, actor=world.member.actor, now=world.now)


def test_all_messages_are_read_at_once_and_nobody_elses(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        for who in ("lead", "lead", "member"):
            person = getattr(world, who).user
            tell_person(person.pk, MessageKind.ACTION_DONE, reference="S/7", path="/sprawy/", now=world.now)
    new = Message.objects.filter(recipient=world.lead.user, read_at=None).count()

    assert read_all_messages(actor=world.lead.actor, now=world.now) == new >= 2
    assert read_all_messages(actor=world.lead.actor, now=world.now) == 0
    assert Message.objects.filter(recipient=world.member.user, read_at=None).exists()
