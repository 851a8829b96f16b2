import pytest

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.outbox.models import Message
from tests.world import Made


@pytest.fixture
def world(world):
    """The village without its message, so that tests count their own."""
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Message.objects.all().delete()
    return world
