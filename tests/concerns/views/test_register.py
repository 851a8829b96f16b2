"""The register of the head: numbers and days, never a word of what was written."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Read
from kooperacja.concerns.jobs import lock_old_concerns
from kooperacja.concerns.states import ConcernState
from tests.matching.tools import concern
from tests.world import as_

pytestmark = pytest.mark.django_db
HIDDEN = "TajnaTreść"


@pytest.fixture
def locked(world):
    ended_at = world.now - timedelta(days=91)
    told = {"who": HIDDEN, "facts": HIDDEN, "reporter_name": HIDDEN}
    row = concern(world, "Z/50/2026/990101", state=ConcernState.NO_ACTION, ended_at=ended_at, **told)
    lock_old_concerns(now=world.now)
    row.refresh_from_db()
    return row


def page(client, who, name):
    return as_(client, who).get(reverse(f"concerns:{name}")).content.decode()


def test_the_head_sees_the_number_and_nobody_a_word(client, world, locked):
    text = page(client, world.head, "register")

    assert locked.number in text
    assert HIDDEN not in text
    assert not Read.objects.exists()
    assert locked.number not in page(client, world.neighbour_head, "register")


@pytest.mark.parametrize("name", ["inbox", "inbox_answered", "inbox_forwarded"])
def test_it_is_in_no_list_of_the_inbox(client, world, locked, name):
    address = reverse(f"concerns:{name}")

    assert locked.number not in as_(client, world.intake).get(address).content.decode()
    found = as_(client, world.intake).get(address, {"number": locked.number}).content.decode()
    assert locked.public_id.hex not in found.replace("-", "")


def test_nor_does_its_page_open(client, world, locked):
    for who in (world.intake, world.head, world.outsider):
        for name in ("concern", "note", "letter", "own_concern", "receipt"):
            assert as_(client, who).get(reverse(f"concerns:{name}", args=[locked.public_id])).status_code == 404


def test_the_register_is_offered_to_the_head_alone(client, world):
    assert reverse("concerns:register") in page(client, world.head, "inbox")
    assert reverse("concerns:register") not in page(client, world.intake, "inbox")


def test_the_filing_class_is_set(client, world, locked):
    as_(client, world.head).post(reverse("concerns:filing_class"), {"symbol": "5530"})

    assert "5530" in page(client, world.head, "register")


def test_a_protocol_disposes_once(client, world, locked):
    today = timezone.localdate()
    data = {
        "concerns": [str(locked.public_id)],
        "protocol": "1/2026",
        "on": today.isoformat(),
        "sure": "on",
        "idempotency_key": str(uuid4()),
    }
    address = reverse("concerns:disposal")
    assert locked.number in as_(client, world.head).get(address).content.decode()

    early = as_(client, world.head).post(address, data | {"on": (today - timedelta(days=1)).isoformat()})
    assert "nie była jeszcze zamknięta" in early.content.decode()
    for _double_click in range(2):
        assert as_(client, world.head).post(address, data).status_code == 302

    locked.refresh_from_db()
    assert locked.facts == ""
    assert "1/2026" in page(client, world.head, "register")
    assert "Nic nie czeka" in as_(client, world.head).get(address).content.decode()


def test_without_being_sure_nothing_is_wiped(client, world, locked):
    as_(client, world.head).post(reverse("concerns:disposal"), {"concerns": [str(locked.public_id)]})

    locked.refresh_from_db()
    assert locked.facts == HIDDEN


def test_the_year(client, world):
    assert "Ile zgłoszeń doprowadziło do pomocy" in page(client, world.head, "year")
