from datetime import UTC, datetime

import pytest

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.outbox.models import Message
from tests.world import Made

NOON = datetime(2026, 6, 10, 10, 0, tzinfo=UTC)
"""A Wednesday at 12:00 on a Polish clock: a working day, outside everybody's quiet hours."""


@pytest.fixture
def world(world):
    """The village without its message, so that tests count their own, at an hour at which e-mails go out."""
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Message.objects.all().delete()
    world.now = NOON
    return world
