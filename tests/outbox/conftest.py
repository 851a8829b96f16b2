import uuid
from datetime import UTC, datetime

import pytest

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.accounts.devices import add_device
from kooperacja.audit.recording import recording
from kooperacja.outbox import pushing
from kooperacja.outbox.actions import turn_on_push
from kooperacja.outbox.models import Message, Push, PushSubscription
from tests.world import Made

from .push_server import HOST, PushServer

NOON = datetime(2026, 6, 10, 10, 0, tzinfo=UTC)
"""A Wednesday at 12:00 on a Polish clock: a working day, outside everybody's quiet hours."""


@pytest.fixture
def world(world):
    """The village, without its message and told device, so that tests count their own, at an hour of no quiet."""
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Message.objects.all().delete()
        PushSubscription.objects.all().delete()
    world.now = NOON
    return world


@pytest.fixture
def service(tmp_path, monkeypatch, settings):
    """A service of a browser's maker on this machine, and the only one that the installation knows."""
    settings.PUSH_HOSTS = [HOST]
    server = PushServer(tmp_path)
    monkeypatch.setattr(pushing, "_connection", server.connection)
    yield server
    server.close()


def switch_on(who, name="telefon", *, now=NOON):
    """Put a device on the list of one of the cast and switch notifications on there; return what is kept of it."""
    device, _token = add_device(who.user, name, key=uuid.uuid4(), now=now)
    row = turn_on_push(device, f"https://{HOST}/{name}", actor=Actor(user_id=who.user.pk), now=now)
    return Push.objects.get(subscription=row)
