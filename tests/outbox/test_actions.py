import pytest
from django.db import connection

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import NotRecorded, recording
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.actions import tell_mailbox, tell_person
from kooperacja.outbox.kinds import TEXTS, MessageKind
from kooperacja.outbox.models import DeliveryState
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
