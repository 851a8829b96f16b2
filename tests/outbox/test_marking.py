"""Several messages are marked as read at once, and as unread again; never somebody else's."""

import pytest
from django.urls import reverse

from kooperacja.audit.models import Event
from kooperacja.outbox.actions import mark_messages
from kooperacja.outbox.events import MessageEvent
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from tests.world import as_, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def others(world):
    fields = {"kind": MessageKind.values[0], "path": "/sprawy/", "made_at": world.now}
    return [make(Message, recipient=user, **fields) for user in (world.member.user, world.member.user, world.lead.user)]


def unread(user):
    return set(Message.objects.filter(recipient=user, read_at=None))


def test_several_are_read_and_unread_again(world, others):
    first, second, foreign = others
    numbers = [one.public_id for one in others]

    assert mark_messages(numbers, is_read=True, actor=world.member.actor, now=world.now) == 2
    assert unread(world.member.user) == set()
    assert unread(world.lead.user) == {foreign}
    assert Event.objects.latest("pk").name == MessageEvent.SOME_READ

    assert mark_messages(numbers, is_read=False, actor=world.member.actor, now=world.now) == 2
    assert unread(world.member.user) == {first, second}
    assert Event.objects.latest("pk").name == MessageEvent.SOME_UNREAD


def test_the_page_marks_what_was_ticked(client, world, others):
    as_(client, world.member)
    ticked = [others[0].public_id, others[2].public_id, "bzdura"]

    client.post(reverse("outbox:mark"), {"message": ticked})
    assert unread(world.member.user) == {others[1]}
    assert unread(world.lead.user) == {others[2]}

    client.post(reverse("outbox:mark"), {"message": ticked, "to": "unread"})
    assert unread(world.member.user) == {others[0], others[1]}


def test_nothing_ticked_is_said(client, world, others):
    page = as_(client, world.member).post(reverse("outbox:mark"), follow=True)

    assert len(list(page.context["messages"])) == 1
    assert unread(world.member.user) == {others[0], others[1]}
