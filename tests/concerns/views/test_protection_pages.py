"""A protected name is on no page of anybody who wasn't named."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kooperacja.concerns.actions.protection import protect_reporter
from kooperacja.concerns.states import ConcernState
from tests.concerns.tools import change
from tests.matching.tools import concern, linked
from tests.world import as_

pytestmark = pytest.mark.django_db
SECRETS = ("Kanarzewska", "KanarekTelefon", "KanarekGodziny", "KanarekNumer")


@pytest.fixture
def told(world):
    row = concern(
        world,
        "Z/50/2026/990101",
        reporter_name=SECRETS[0],
        reporter_phone=SECRETS[1],
        reporter_hours=SECRETS[2],
        reporter_reference=SECRETS[3],
        who="Pan Sitarz",
        sent_at=world.now - timedelta(hours=1),
    )
    protect_reporter(row, [world.deputy.membership, world.head.membership], actor=world.intake.actor, now=world.now)
    row.refresh_from_db()
    return row


def text(client, who, name, *args):
    answer = as_(client, who).get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def hidden(world):
    return (*SECRETS, world.outsider.user.name, world.pcpr.name)


@pytest.mark.parametrize("page", ["concern", "note", "letter"])
def test_intake_reads_who_reported_and_the_named_head_reads_the_name(client, world, told, page):
    address = f"concerns:{page}"
    seen = text(client, world.intake, address, told.public_id)

    assert "soba zgłaszająca" in seen
    for word in hidden(world):
        assert word not in seen, word
    named = text(client, world.head, address, told.public_id)
    assert world.pcpr.name in named


def test_lists_name_it_for_nobody(client, world, told):
    for who in (world.intake, world.head):
        seen = text(client, who, "concerns:inbox")
        assert told.number in seen
        assert world.pcpr.name not in seen


def test_the_case_names_it_for_those_who_were_named(client, world, told):
    change(told, state=ConcernState.LINKED, ended_at=world.now)
    linked(world.case, told, world)
    link = world.case.case_concerns.get(concern=told)

    for name, args in (("cases:concern", [link.public_id]), ("cases:view", [world.case.public_id])):
        seen = text(client, world.lead, name, *args)
        for word in SECRETS:
            assert word not in seen, word
    named = text(client, world.deputy, "cases:concern", link.public_id)
    assert SECRETS[0] in named


def test_the_reporter_reads_what_they_wrote(client, world, told):
    assert SECRETS[1] in text(client, world.outsider, "concerns:own_concern", told.public_id)


def test_a_match_names_nobody(client, world, told):
    other = concern(world, "Z/51/2026/990101", who="Pan Sitarz, 70 lat", address="Polna 3")
    change(told, address="Polna 3")

    seen = text(client, world.intake, "concerns:concern", other.public_id)

    assert told.number in seen
    assert SECRETS[0] not in seen


def test_the_page_promises_no_anonymity(client, world):
    page = text(client, world.intake, "concerns:protect", world.concern.public_id)

    assert "nie możemy obiecać" in page
    assert "anonim" not in page.lower()


def test_protecting_and_showing_by_the_pages(client, world):
    address = reverse("concerns:protect", args=[world.concern.public_id])
    nobody = as_(client, world.intake).post(address, {})
    assert "Wybierz co najmniej jedną osobę" in nobody.content.decode()

    as_(client, world.intake).post(address, {"readers": [str(world.head.membership.public_id)]})
    world.concern.refresh_from_db()
    assert world.concern.reporter_protected
    again = as_(client, world.intake).post(address, {"readers": [str(world.intake.membership.public_id)]})
    assert "oraz kierownik" in again.content.decode()

    as_(client, world.head).post(reverse("concerns:unprotect", args=[world.concern.public_id]))
    world.concern.refresh_from_db()
    assert not world.concern.reporter_protected


def test_the_lead_protects_by_the_page_of_the_case(client, world):
    address = reverse("cases:concern_protect", args=[world.case_concern.public_id])
    assert "Chroń dane" in as_(client, world.lead).get(address).content.decode()

    as_(client, world.lead).post(address, {"readers": [str(world.lead.membership.public_id)]})

    world.linked_concern.refresh_from_db()
    assert world.linked_concern.reporter_protected
