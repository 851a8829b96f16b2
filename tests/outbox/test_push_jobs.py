"""Devices are told once, when they may be, and only while something is left unread. The service is a real one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.accounts.devices import end_device
from kooperacja.accounts.models import DEVICE_KNOWN_FOR
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.outbox import jobs
from kooperacja.outbox.actions import choose_notices, read_message, tell_mailbox, tell_person, turn_off_push
from kooperacja.outbox.jobs import LEASE, PUSH_GAP, PUSH_LASTS, WAITS, forget_pushes, push_notices
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Delivery, DeliveryState, Push, PushSubscription
from kooperacja.outbox.rules import Wishes
from kooperacja.vault.keys import new_key
from tests.world import Made

from .conftest import NOON, switch_on

NIGHT = datetime(2026, 6, 10, 19, 0, tzinfo=UTC)
"""21:00 on a Polish clock: quiet until 7:00."""
MORNING = datetime(2026, 6, 11, 5, 0, tzinfo=UTC)
WAITING, SENT = DeliveryState.WAITING, DeliveryState.SENT

pytestmark = pytest.mark.django_db


def tell(who, kind=MessageKind.ACTION_ASKED, *, now=NOON):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        return tell_person(who.user.pk, kind, reference="S/7", path="/sprawy/", now=now)


def read(who, message, now=NOON):
    read_message(message, actor=Actor(user_id=who.user.pk), now=now)


def paths(service):
    return [path for path, _headers, _body in service.came]


def test_a_message_is_told_once_to_each_device_of_the_person_and_to_nobody_else(world, service):
    switch_on(world.lead)
    switch_on(world.lead, "tablet")
    switch_on(world.deputy, "obcy")
    tell(world.lead)
    tell(world.lead)
    for minutes in (0, 1, 60, 24 * 60):
        push_notices(now=NOON + timedelta(minutes=minutes))

    assert sorted(paths(service)) == ["/tablet", "/telefon"]
    assert set(Push.objects.values_list("state", "tries", "error")) == {(SENT, 0, ""), (SENT, 1, "")}
    assert not Delivery.objects.filter(to_push=True).exists()


def test_who_switched_it_on_nowhere_and_a_mailbox_cost_nothing(world, service):
    tell(world.lead)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        tell_mailbox("biuro@szkola.example", MessageKind.INVITATION, reference="", path="/", now=NOON)

    assert Delivery.objects.filter(to_push=True).count() == 1
    assert push_notices(now=NOON) == 0
    assert not Delivery.objects.filter(to_push=True).exists()
    assert push_notices(now=NOON) == 0
    switch_on(world.lead)
    assert push_notices(now=NOON) == 0
    assert service.came == []


def test_several_messages_within_minutes_are_one_push_and_the_next_one_waits(world, service):
    switch_on(world.lead)
    for seconds in range(3):
        tell(world.lead, now=NOON + timedelta(seconds=seconds))
        push_notices(now=NOON + timedelta(seconds=seconds))
    push_notices(now=NOON + PUSH_GAP - timedelta(seconds=1))
    assert len(service.came) == 1
    push_notices(now=NOON + PUSH_GAP)
    push_notices(now=NOON + 3 * PUSH_GAP)

    assert len(service.came) == 2


def test_what_was_read_meanwhile_is_not_told(world, service):
    push = switch_on(world.lead)
    message = tell(world.lead)
    read(world.lead, message)
    push_notices(now=NOON)
    push.refresh_from_db()

    assert (service.came, push.state, push.pushed_at) == ([], SENT, None)


def test_what_was_read_since_the_last_push_is_not_told_after_the_gap(world, service):
    switch_on(world.lead)
    tell(world.lead)
    push_notices(now=NOON)
    second = tell(world.lead, now=NOON + timedelta(seconds=10))
    push_notices(now=NOON + timedelta(seconds=15))
    read(world.lead, second)
    push_notices(now=NOON + PUSH_GAP)

    assert len(service.came) == 1
    assert Push.objects.get(subscription__device__user=world.lead.user).state == SENT


def test_nothing_is_told_in_quiet_hours_and_what_is_left_at_their_end(world, service):
    push = switch_on(world.lead)
    for kind in (MessageKind.ACTION_ASKED, MessageKind.CONCERN_CAME_URGENT, MessageKind.ACCOUNT_CHANGED):
        tell(world.lead, kind, now=NIGHT)
    push_notices(now=NIGHT)
    push.refresh_from_db()
    assert (service.came, push.tries, push.next_try_at) == ([], 0, MORNING)
    push_notices(now=MORNING - timedelta(seconds=1))
    assert service.came == []
    push_notices(now=MORNING)

    assert len(service.came) == 1


def test_what_was_read_in_the_quiet_hours_is_not_told_in_the_morning(world, service):
    switch_on(world.lead)
    message = tell(world.lead, now=NIGHT)
    push_notices(now=NIGHT)
    read(world.lead, message)
    push_notices(now=MORNING)

    assert service.came == []


def test_who_ends_the_quiet_hours_is_told_at_once(world, service):
    switch_on(world.lead)
    tell(world.lead, now=NIGHT)
    push_notices(now=NIGHT)
    wishes = Wishes(quiet_from=None, quiet_until=None, quiet_days_off=False)
    choose_notices(wishes, version=0, actor=Actor(user_id=world.lead.user.pk), now=NIGHT)
    push_notices(now=NIGHT)

    assert len(service.came) == 1


@pytest.mark.parametrize(("now", "seconds"), [(NOON, PUSH_LASTS.total_seconds()), (NIGHT - timedelta(hours=2), 3600)])
def test_the_service_keeps_no_push_into_the_quiet_hours(world, service, now, seconds):
    switch_on(world.lead)
    tell(world.lead, now=now)
    push_notices(now=now)

    assert service.came[0][1]["TTL"] == str(int(seconds))


def test_kinds_that_a_person_does_not_want_are_not_told_but_those_that_cannot_wait_are(world, service):
    switch_on(world.lead)
    none = {f"push_{name}": False for name in ("concerns", "cases", "reviews", "teams")}
    choose_notices(Wishes(**none), version=0, actor=Actor(user_id=world.lead.user.pk), now=NOON)
    tell(world.lead)
    push_notices(now=NOON)
    assert service.came == []
    tell(world.lead, MessageKind.CONCERN_CAME_URGENT)
    push_notices(now=NOON)

    assert len(service.came) == 1


def test_an_unwanted_kind_left_unread_does_not_bring_a_push_for_a_wanted_one_that_was_read(world, service):
    switch_on(world.lead)
    choose_notices(Wishes(push_cases=False), version=0, actor=Actor(user_id=world.lead.user.pk), now=NOON)
    tell(world.lead)
    read(world.lead, tell(world.lead, MessageKind.TEAM_JOINED))
    push_notices(now=NOON)

    assert service.came == []


@pytest.mark.parametrize("status", [429, 500, 503, 403])
def test_a_no_for_now_is_tried_again_as_an_email_is(world, service, status, caplog):
    push = switch_on(world.lead)
    service.answers = [status]
    tell(world.lead)
    now = NOON
    for tries, wait in enumerate(WAITS[:3], start=1):
        push_notices(now=now)
        push_notices(now=now + wait - timedelta(seconds=1))
        push.refresh_from_db()
        assert (push.tries, push.next_try_at, push.error) == (tries, now + wait, f"NotTaken {status}")
        now += wait
    service.answers = [201]
    push_notices(now=now)
    push.refresh_from_db()

    assert (push.state, push.error, len(service.came)) == (SENT, "", 4)
    assert "push.example" not in caplog.text
    assert "telefon" not in caplog.text


def test_what_never_arrives_is_given_up_and_the_next_message_begins_anew(world, service):
    push = switch_on(world.lead)
    service.answers = [503]
    never_quiet = Wishes(quiet_from=None, quiet_until=None, quiet_days_off=False)
    choose_notices(never_quiet, version=0, actor=Actor(user_id=world.lead.user.pk), now=NOON)
    tell(world.lead)
    now = NOON
    for wait in [*WAITS, timedelta()]:
        push_notices(now=now)
        now += wait
    push.refresh_from_db()
    assert (push.state, push.tries) == (DeliveryState.GIVEN_UP, len(WAITS) + 1)
    push_notices(now=now + timedelta(days=1))
    assert len(service.came) == len(WAITS) + 1
    service.answers = [201]
    tell(world.lead, now=now)
    push_notices(now=now)
    push.refresh_from_db()

    assert (push.state, push.error) == (SENT, "")


def test_a_service_that_is_away_is_an_error_like_any_other(world, service):
    push = switch_on(world.lead)
    service.close()
    tell(world.lead)
    push_notices(now=NOON)
    push.refresh_from_db()

    assert (push.state, push.error, push.next_try_at) == (WAITING, "ConnectionRefusedError", NOON + WAITS[0])


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_wants_none_any_more_is_forgotten_and_only_that_one(world, service, status):
    switch_on(world.lead)
    switch_on(world.lead, "tablet")
    service.answers = [status, 201]
    tell(world.lead)
    push_notices(now=NOON)

    assert [row.address for row in PushSubscription.objects.all()] == ["https://push.example/tablet"]
    assert Event.objects.latest("pk").name == "outbox.push_lost"


@pytest.mark.parametrize("reason", ["ended", "drawer", "closed", "unknown host", "key"])
def test_a_device_that_counts_no_longer_is_told_nothing_and_forgotten(world, service, settings, reason):
    push, now = switch_on(world.lead), NOON
    tell(world.lead)
    match reason:
        case "ended":
            end_device(push.subscription.device, now=NOON)
        case "drawer":
            now += DEVICE_KNOWN_FOR
        case "closed":
            world.lead.user.is_active = False
            world.lead.user.save()
        case "unknown host":
            settings.PUSH_HOSTS = ["fcm.googleapis.com"]
        case "key":
            settings.KOOPERACJA_KEYS = new_key()
    push_notices(now=now)

    assert (service.came, PushSubscription.objects.count(), Push.objects.count()) == ([], 0, 0)


@pytest.mark.parametrize("reason", ["ended", "drawer", "closed"])
def test_what_counts_no_longer_is_forgotten_without_a_message_too(world, service, reason):
    push, now = switch_on(world.lead), NOON
    switch_on(world.deputy, "zostaje", now=NOON + timedelta(days=1))
    match reason:
        case "ended":
            end_device(push.subscription.device, now=NOON)
        case "drawer":
            now += DEVICE_KNOWN_FOR
        case "closed":
            world.lead.user.is_active = False
            world.lead.user.save()

    assert forget_pushes(now=now) == 1
    assert forget_pushes(now=now) == 0
    assert PushSubscription.objects.get().device.user == world.deputy.user


def test_switched_off_for_the_installation_nothing_is_told_or_noted(world, service, settings):
    switch_on(world.lead)
    tell(world.lead)
    settings.PUSH_HOSTS = []
    tell(world.lead)

    assert Delivery.objects.filter(to_push=True).count() == 1
    assert push_notices(now=NOON) == 0
    assert service.came == []


def test_switched_off_while_it_is_told_leaves_nothing_behind(world, service):
    push = switch_on(world.lead)
    actor = Actor(user_id=world.lead.user.pk)
    tell(world.lead)
    claimed = _asked_and_claimed()
    turn_off_push(push.subscription, actor=actor)
    jobs._push(claimed, NOON)
    jobs._note_told(claimed, NOON, SENT)

    assert (service.came, Push.objects.count()) == ([], 0)


def _asked_and_claimed():
    jobs._ask_for_pushes(NOON)
    return jobs._claim(Push, NOON)


@pytest.mark.parametrize("answer", [201, 503])
def test_what_comes_while_a_push_is_under_way_is_told_after_the_gap(world, service, answer):
    push = switch_on(world.lead)
    message = tell(world.lead)
    service.answers = [answer, 201]
    claimed = _asked_and_claimed()
    tell(world.lead, now=NOON + timedelta(seconds=1))
    jobs._ask_for_pushes(NOON + timedelta(seconds=1))
    jobs._push(claimed, NOON)
    read(world.lead, message)
    push_notices(now=NOON + PUSH_GAP)
    push_notices(now=NOON + 3 * PUSH_GAP)
    push.refresh_from_db()

    assert (len(service.came), push.state) == (2, SENT)


def test_a_worker_that_was_killed_leaves_its_push_to_the_next_one(world, service, monkeypatch):
    switch_on(world.lead)
    tell(world.lead)

    def die(claimed, now):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(jobs, "_push", die)
        push_notices(now=NOON)
    push_notices(now=NOON)
    assert service.came == []
    push_notices(now=NOON + LEASE)

    assert len(service.came) == 1


def test_one_run_tells_a_batch(world, service, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    for name in ("a", "b", "c"):
        switch_on(world.lead, name)
    tell(world.lead)

    assert push_notices(now=NOON) == 2
    assert push_notices(now=NOON) == 1
    assert len(service.came) == 3


def test_two_workers_tell_each_device_once(service, for_threads, django_user_model):
    class Who:
        pass

    people = []
    for number in range(10):
        who = Who()
        who.user = django_user_model.objects.create_user(f"a{number}@urzad.example", "A")
        switch_on(who, f"t{number}")
        people.append(who)
    for who in people * 2:
        tell(who)
    for_threads()

    def work(_number):
        try:
            push_notices(now=NOON)
            return set(Push.objects.values_list("state", flat=True))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        results = list(workers.map(work, range(2)))

    assert {SENT} in results
    assert sorted(paths(service)) == [f"/t{number}" for number in range(10)]


def test_no_push_waits_for_nothing(world, service):
    push = switch_on(world.lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Push.objects.filter(pk=push.pk).update(state=WAITING)


def test_hours_of_quiet_have_two_ends_for_devices_too():
    wishes = Wishes(quiet_from=time(20), quiet_until=time(7))

    assert wishes.heard_until(NOON, most=timedelta(hours=12)) == datetime(2026, 6, 10, 18, 0, tzinfo=UTC)
    assert wishes.heard_until(NIGHT, most=timedelta(hours=1)) == NIGHT
