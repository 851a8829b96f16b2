"""The daily summary and the quiet hours as the worker keeps them: each message goes out once, alone or in a summary."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connections, transaction
from django.test import override_settings

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.audit.recording import recording
from kooperacja.outbox import emails, jobs
from kooperacja.outbox.actions import choose_notices, read_message, tell_mailbox, tell_person
from kooperacja.outbox.emails import LINES
from kooperacja.outbox.jobs import LEASE, bundle_digests, deliver_messages
from kooperacja.outbox.kinds import MessageGroup, MessageKind
from kooperacja.outbox.models import Delivery, DeliveryState, Digest
from kooperacja.outbox.rules import Way, Wishes
from tests.world import Made

from .conftest import NOON

K = MessageKind
ALL = dict.fromkeys(("concerns", "cases", "reviews", "teams"), Way.DIGEST)
MORNING = datetime(2026, 6, 11, 5, 0, tzinfo=UTC)
"""7:00 on a Polish clock, the day after `NOON`."""
NIGHT = datetime(2026, 6, 10, 20, 0, tzinfo=UTC)


def tell(user, kind=K.ACTION_ASKED, reference="S/7/2026", now=NOON):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        return tell_person(user.pk, kind, reference=reference, path="/sprawy/x/", now=now)


def choose(user, **wishes):
    return choose_notices(Wishes(**wishes), version=0, actor=Actor(user_id=user.pk), now=NOON)


def work(now):
    bundle_digests(now=now)
    deliver_messages(now=now)


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def person(world):
    choose(world.lead.user, **ALL)
    return world.lead.user


def test_a_day_of_messages_is_one_email_in_the_morning(person):
    tell(person)
    tell(person, reference="S/8/2026")
    tell(person, K.CONCERN_CAME, reference="Z/3/2026")
    work(NOON)
    work(MORNING - timedelta(seconds=1))
    assert mail.outbox == []
    work(MORNING)
    work(MORNING + timedelta(days=1))

    [sent] = mail.outbox
    digest = Digest.objects.get()
    assert sent.to == [person.email]
    assert sent.subject == "Kooperacja: podsumowanie"
    assert sent.message()["Message-ID"] == f"<{digest.public_id}@localhost>"
    assert "Czekają na Ciebie 3 wiadomości." in sent.body
    assert "Informacje o potrzebie pomocy: 1\n- " in sent.body
    assert "Sprawy i działania: 2\n- " in sent.body
    assert f"- {K.ACTION_ASKED.label} (S/8/2026): http://localhost:8000/sprawy/x/\n" in sent.body
    assert "http://localhost:8000/wiadomosci/powiadomienia/" in sent.body
    assert (digest.state, set(states())) == (DeliveryState.SENT, {DeliveryState.IN_DIGEST})


def test_without_anything_new_nothing_is_sent(person):
    work(MORNING)
    read = tell(person)
    read_message(read, actor=Actor(user_id=person.pk), now=NOON)
    work(MORNING)

    assert mail.outbox == []
    assert states() == [DeliveryState.IN_APP]
    assert not Digest.objects.exists()


def test_what_was_read_is_left_out_of_the_summary(person):
    read_message(tell(person), actor=Actor(user_id=person.pk), now=NOON)
    tell(person, reference="S/8/2026")
    tell(person, reference="")
    work(MORNING)

    assert "S/7/2026" not in mail.outbox[0].body
    assert f"- {K.ACTION_ASKED.label}: http" in mail.outbox[0].body
    assert states() == [DeliveryState.IN_APP, DeliveryState.IN_DIGEST, DeliveryState.IN_DIGEST]


def test_what_comes_too_late_waits_for_the_next_summary(person):
    tell(person)
    work(MORNING)
    late = tell(person, reference="S/8/2026")  # written before seven, committed after it
    work(MORNING + timedelta(seconds=30))
    assert len(mail.outbox) == 1
    assert Delivery.objects.get(message=late).next_try_at == MORNING + timedelta(days=1)
    work(MORNING + timedelta(days=1))

    assert ["S/8/2026" in sent.body for sent in mail.outbox] == [False, True]


@pytest.mark.parametrize(
    ("back", "comes"),
    [
        (datetime(2026, 6, 11, 19, 0, tzinfo=UTC), datetime(2026, 6, 12, 5, 0, tzinfo=UTC)),  # in the quiet hours
        (datetime(2026, 6, 13, 9, 0, tzinfo=UTC), datetime(2026, 6, 15, 5, 0, tzinfo=UTC)),  # on a Saturday
    ],
)
def test_after_an_outage_the_summary_still_comes_by_day_alone(person, back, comes):
    tell(person)
    work(back)
    assert mail.outbox == []
    work(comes)

    assert len(mail.outbox) == 1


def test_a_long_summary_counts_what_it_does_not_list(person, monkeypatch):
    monkeypatch.setattr(emails, "LINES", 2)
    for _number in range(3):
        tell(person)
    tell(person, K.TEAM_JOINED)
    work(MORNING)

    assert mail.outbox[0].body.count("\n- ") == 2
    assert "Sprawy i działania: 3" in mail.outbox[0].body
    assert "Zespoły i porozumienia: 1" in mail.outbox[0].body


def test_in_the_application_alone_there_is_no_email(world):
    choose(world.lead.user, cases=Way.IN_APP)
    message = tell(world.lead.user)
    tell(world.lead.user, K.TEAM_JOINED)
    work(MORNING)

    assert len(mail.outbox) == 1
    assert states() == [DeliveryState.IN_APP, DeliveryState.SENT]
    assert message.read_at is None


def test_quiet_hours_hold_an_email_back_without_counting_a_try(world):
    tell(world.lead.user, now=NIGHT)
    work(NIGHT)
    delivery = Delivery.objects.get()
    assert mail.outbox == []
    assert (delivery.state, delivery.tries, delivery.next_try_at) == (DeliveryState.WAITING, 0, MORNING)
    work(MORNING)

    assert len(mail.outbox) == 1
    assert Delivery.objects.get().tries == 1


@pytest.mark.parametrize("kind", [K.CONCERN_CAME_URGENT, K.CONCERN_DUE_URGENT, K.ACCOUNT_CHANGED, K.MEMBERSHIP_ENDED])
def test_what_is_urgent_breaks_quiet_hours_and_every_choice(world, kind):
    choose(world.lead.user, **dict.fromkeys(ALL, Way.IN_APP))
    tell(world.lead.user, kind, now=NIGHT)
    work(NIGHT)

    assert len(mail.outbox) == 1


def test_a_mailbox_has_no_quiet_hours(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        tell_mailbox("biuro@szkola.example", K.CONCERN_FORWARDED, reference="Z/1", path="/", now=NIGHT)
    work(NIGHT)

    assert len(mail.outbox) == 1


@override_settings(EMAIL_BACKEND="tests.outbox.test_delivery.Broken")
def test_a_summary_that_fails_is_tried_again_and_not_at_night(person):
    tell(person)
    work(MORNING)
    digest = Digest.objects.get()
    assert (digest.state, digest.tries, digest.error) == (DeliveryState.WAITING, 1, "ConnectionRefusedError")
    Digest.objects.update(next_try_at=MORNING + timedelta(hours=14))
    work(MORNING + timedelta(hours=14))

    digest.refresh_from_db()
    assert (digest.tries, digest.next_try_at) == (1, MORNING + timedelta(days=1))
    assert states() == [DeliveryState.IN_DIGEST]


@pytest.mark.parametrize("where", ["_deliver", "_end"])
def test_a_worker_killed_with_a_summary_sends_the_same_one_again(person, monkeypatch, where):
    tell(person)

    def die(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(jobs, where, die)
        work(MORNING)
    work(MORNING + LEASE)

    digest = Digest.objects.get()
    assert {sent.extra_headers["Message-ID"] for sent in mail.outbox} == {digest.message_id_header}
    assert len({sent.body for sent in mail.outbox}) == 1
    assert (digest.state, digest.tries) == (DeliveryState.SENT, 2)


def test_a_worker_killed_while_bundling_leaves_nothing_half_done(person, monkeypatch):
    tell(person)

    def die(**_fields):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Digest.objects, "get_or_create", die)
        work(MORNING)
    assert states() == [DeliveryState.FOR_DIGEST]
    work(MORNING)

    assert len(mail.outbox) == 1


def test_who_has_no_account_any_more_gets_no_summary(person):
    tell(person)
    person.is_active = False
    person.save()
    work(MORNING)

    assert mail.outbox == []
    assert Digest.objects.get().state == DeliveryState.GIVEN_UP


def test_two_workers_send_each_message_once(for_threads, django_user_model):
    users = [django_user_model.objects.create_user(f"a{number}@urzad.example", "A") for number in range(5)]
    for user in users:
        choose(user, cases=Way.DIGEST)
        for number in range(4):
            tell(user, reference=f"S/{number}")
        tell(user, K.TEAM_JOINED, now=MORNING)
    for_threads()

    def one_worker(_number):
        try:
            work(MORNING)
            work(MORNING)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(one_worker, range(2)))

    assert len(mail.outbox) == len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 2 * len(users)
    summaries = [sent for sent in mail.outbox if sent.subject.endswith("podsumowanie")]
    assert sorted(sent.to[0] for sent in summaries) == sorted(user.email for user in users)
    assert {sent.body.count("\n- ") for sent in summaries} == {4}


def test_the_database_lets_no_message_go_both_ways(person):
    tell(person)
    work(MORNING)

    for change in ({"state": DeliveryState.WAITING}, {"digest": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(recipient=person, day=Digest.objects.get().day, next_try_at=MORNING)


@pytest.mark.parametrize("way", [Way.AT_ONCE, Way.DIGEST])
def test_no_email_says_anything_of_anybody(world, way):
    choose(world.lead.user, **dict.fromkeys(ALL, way))
    for kind in MessageKind:
        with recording(Made.FOR_TEST, actor=SYSTEM):
            path = f"/sprawy/{world.case.public_id}/"
            tell_person(world.lead.user.pk, kind, reference=world.case.number, path=path, now=NOON)
    work(NOON)
    work(MORNING)

    groups = len(mail.outbox[-1].body.split("\n\n"))
    assert way == Way.AT_ONCE or groups > len(MessageGroup)
    said = "\n".join(f"{sent.subject}\n{sent.body}" for sent in mail.outbox)
    people = [world.lead.user.name, world.person.surname, world.person.first_name]
    assert [word for word in (*world.canaries.values(), *people) if word in said] == []
    bundled = 0 if way == Way.AT_ONCE else sum(not kind.is_urgent for kind in MessageKind)
    assert said.count(world.case.number) == len(MessageKind) - max(0, bundled - LINES)
