from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, connections
from django.test import override_settings

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.outbox import jobs
from kooperacja.outbox.actions import tell_mailbox, tell_person
from kooperacja.outbox.jobs import BATCH, LEASE, WAITS, deliver_messages
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Delivery, DeliveryState
from tests.world import Made

from .conftest import NOON


def tell(world, **fields):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        return tell_person(
            world.lead.user.pk, MessageKind.ACTION_ASKED, reference="S/7/2026", path="/sprawy/x/", now=world.now
        )


def tell_code(world, path="/kod/"):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        return tell_mailbox(
            "biuro@szkola.example", MessageKind.REPORTER_CODE, reference="", path=path, now=world.now, code="TAJNY-1"
        )


class Broken(EmailBackend):
    def send_messages(self, messages):  # noqa: ARG002 - Django's signature
        raise ConnectionRefusedError("server mail.example says no to lidia@urzad.example")


def test_an_email_carries_a_link_a_reference_and_nothing_else(world):
    message = tell(world)
    deliver_messages(now=world.now)

    sent = mail.outbox[0]
    assert sent.to == [world.lead.user.email]
    assert sent.subject == str(MessageKind.ACTION_ASKED.subject)
    assert "S/7/2026" in sent.body
    assert "http://localhost:8000/sprawy/x/" in sent.body
    assert world.lead.user.name not in sent.body
    assert sent.message()["Message-ID"] == f"<{message.delivery.public_id}@localhost>"
    assert sent.message().get_content_type() == "text/plain"


def test_an_email_goes_once(world):
    tell(world)
    deliver_messages(now=world.now)
    deliver_messages(now=world.now + timedelta(days=1))

    assert len(mail.outbox) == 1
    assert Delivery.objects.get().state == DeliveryState.SENT


@pytest.mark.parametrize(("path", "line"), [("/kod/", "TAJNY-1\n"), ("/kod/{code}/", "/kod/TAJNY-1/\n")])
def test_a_code_is_sent_and_wiped(world, path, line):
    tell_code(world, path)
    deliver_messages(now=world.now)

    assert line in mail.outbox[0].body
    assert mail.outbox[0].body.count("TAJNY-1") == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM outbox_delivery")
        assert bytes(cursor.fetchone()[0]) == b""


@override_settings(EMAIL_BACKEND="tests.outbox.test_delivery.Broken")
def test_a_failed_email_waits_longer_each_time_and_is_given_up(world, caplog):
    tell_code(world)
    now = world.now
    for tries, wait in enumerate(WAITS, start=1):
        deliver_messages(now=now)
        delivery = Delivery.objects.get()
        assert (delivery.tries, delivery.next_try_at, delivery.state) == (tries, now + wait, DeliveryState.WAITING)
        deliver_messages(now=now + wait - timedelta(seconds=1))
        assert Delivery.objects.get().tries == tries
        now += wait
    deliver_messages(now=now)

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries, delivery.error, delivery.code) == (
        DeliveryState.GIVEN_UP,
        len(WAITS) + 1,
        "ConnectionRefusedError",
        "",
    )
    assert "urzad.example" not in caplog.text


def test_a_worker_killed_while_sending_sends_the_same_email_again(world, monkeypatch):
    message = tell(world)

    def die(delivery, now):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(jobs, "_deliver", die)
        deliver_messages(now=world.now)
    deliver_messages(now=world.now)
    assert mail.outbox == []
    deliver_messages(now=world.now + LEASE)

    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [message.delivery.message_id_header]


def test_who_has_no_account_any_more_gets_no_email(world):
    tell(world)
    world.lead.user.is_active = False
    world.lead.user.save()
    deliver_messages(now=world.now)

    assert mail.outbox == []
    assert Delivery.objects.get().state == DeliveryState.GIVEN_UP


def test_one_run_sends_a_batch(world, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    for _number in range(3):
        tell(world)
    deliver_messages(now=world.now)

    assert len(mail.outbox) == 2
    assert BATCH > 2


def test_two_workers_send_each_email_once(for_threads, django_user_model):
    user = django_user_model.objects.create_user("a@urzad.example", "A")
    now = NOON
    with recording(Made.FOR_TEST, actor=SYSTEM):
        for _number in range(20):
            tell_person(user.pk, MessageKind.ACTION_DONE, reference="", path="/", now=now)
    for_threads()

    def work(_number):
        try:
            deliver_messages(now=now)
            return set(Delivery.objects.values_list("state", "tries"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        results = list(workers.map(work, range(2)))

    assert {(DeliveryState.SENT, 1)} in results
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == len(mail.outbox) == 20
