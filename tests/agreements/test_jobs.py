"""An agreement that ends soon: whoever arranges it hears of it a month before, each once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from kooperacja.agreements.actions import ending_soon, remind_of_end
from kooperacja.agreements.jobs import remind_of_ends
from kooperacja.audit.models import Event
from kooperacja.config.schedule import SCHEDULE
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from tests.cases.changing import change
from tests.world import CAST, as_, build

pytestmark = pytest.mark.django_db


def told():
    return list(Message.objects.filter(kind=MessageKind.AGREEMENT_ENDS).values_list("recipient", flat=True))


def noted():
    return Event.objects.filter(name="agreements.end_near").count()


def ending(world, days):
    return change(world.protocol, ends_on=timezone.localdate(world.now) + timedelta(days=days))


def test_the_worker_does_it():
    assert remind_of_ends in [scheduled.job for scheduled in SCHEDULE]


def test_operators_and_whoever_arranges_it_in_the_parties_are_told_once(world):
    row = ending(world, 30)
    assert [remind_of_ends(now=world.now) for _ in range(2)] == [1, 0]
    assert not remind_of_end(row, now=world.now)  # what a second worker would do

    people = told()
    assert len(people) == len(set(people))
    names = {who for who in CAST if getattr(world, who).user.pk in people}
    assert {"operator", "head", "admin"} <= names
    assert names.isdisjoint({"lead", "deputy", "member", "stranger", "neighbour_head"})
    assert noted() == 1


@pytest.mark.parametrize("days", [31, -1])
def test_before_the_month_and_after_the_end_nobody_is(world, days):
    row = ending(world, days)

    assert remind_of_ends(now=world.now) == 0
    assert not remind_of_end(row, now=world.now)
    assert (told(), noted()) == ([], 0)


def test_of_another_day_it_is_told_anew_and_to_a_new_head_late(world):
    change(world.head.membership, ends_on=timezone.localdate(world.now) - timedelta(days=1))
    ending(world, 20)
    remind_of_ends(now=world.now)
    assert world.head.user.pk not in told()

    change(world.head.membership, ends_on=None)
    remind_of_ends(now=world.now)
    assert told().count(world.head.user.pk) == 1
    assert told().count(world.operator.user.pk) == 1

    ending(world, 10)
    remind_of_ends(now=world.now)
    assert told().count(world.operator.user.pk) == 2
    assert list(ending_soon(now=world.now)) == []


def test_an_institution_that_left_is_not_told(world):
    yesterday = timezone.localdate(world.now) - timedelta(days=1)
    change(world.protocol.parties.get(institution=world.ops), ends_on=yesterday)
    ending(world, 10)
    remind_of_ends(now=world.now)

    assert world.head.user.pk not in told()


def test_the_message_leads_to_the_agreement(client, world):
    ending(world, 10)
    remind_of_ends(now=world.now)
    message = Message.objects.get(kind=MessageKind.AGREEMENT_ENDS, recipient=world.head.user)

    assert as_(client, world.head).get(message.path).status_code == 200
    assert world.protocol.title not in f"{message.title} {message.path} {message.reference}"


def test_two_workers_tell_once(for_threads, transactional_db):
    village = build()
    ending(village, 10)
    for_threads()

    def work(_number):
        try:
            remind_of_ends(now=village.now)
            return told().count(village.head.user.pk), noted()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        assert max(workers.map(work, range(2))) == (1, 1)
