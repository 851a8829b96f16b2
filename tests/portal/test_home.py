from datetime import timedelta

import pytest
from django.urls import reverse

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Read
from kooperacja.audit.recording import recording
from kooperacja.cases.states import ActionState
from kooperacja.concerns.states import ConcernState
from kooperacja.concerns.terms import Urgency
from kooperacja.drafts.models import Draft
from kooperacja.outbox.actions import tell_person
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from kooperacja.portal.home import what_needs
from kooperacja.transfers.states import HandoverState
from tests.world import CAST, Made, as_


@pytest.fixture
def world(world):
    """The village without its draft and message, so that tests count their own."""
    world.draft.delete()
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Message.objects.all().delete()
    return world


def change(row, **fields):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def numbers(world, who, *, now=None):
    return [(tile.number, tile.urgent) for tile in what_needs(getattr(world, who).actor, now=now or world.now)]


def test_the_inbox_counts_what_waits_and_says_what_is_late(world):
    assert numbers(world, "intake") == [(1, False)]

    change(world.concern, urgency=Urgency.RED)
    late = what_needs(world.intake.actor, now=world.now + timedelta(days=9))
    assert [(tile.number, tile.urgent) for tile in late] == [(1, True)]
    assert late[0].note.count("1") == 2


def test_a_lead_sees_cases_and_those_to_be_reviewed(world):
    assert numbers(world, "lead") == [(1, False)]
    later = world.now + timedelta(days=31)
    assert (1, True) in numbers(world, "lead", now=later)


def test_a_member_is_asked_and_reminded(world):
    assert numbers(world, "member") == [(1, True), (1, False)]

    change(world.action, state=ActionState.ACCEPTED)
    assert numbers(world, "member") == [(1, False)]
    assert numbers(world, "member", now=world.now + timedelta(days=11)) == [(1, True), (1, False)]


def test_a_head_sees_cases_that_nobody_leads(world):
    before = numbers(world, "head")
    change(world.team["lead"], left_on=world.now.date())

    assert numbers(world, "head") == [*before, (1, True)]


def test_a_head_sees_what_waits_to_be_sent(world):
    assert world.waiting_concern.state == ConcernState.WAITING_FOR_RELEASE
    assert numbers(world, "head") == [(1, False), (1, True)]
    change(world.waiting_concern, reporter_institution=world.school)
    assert numbers(world, "head") == [(1, False)]


def test_a_reporter_sees_what_has_no_answer_yet(world):
    assert (1, False) in numbers(world, "reporter")


def test_messages_and_drafts_are_counted(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        tell_person(world.outsider.user.pk, MessageKind.ACTION_DONE, reference="", path="/", now=world.now)
    Draft(owner=world.outsider.user, kind="x", saved_at=world.now).save()

    assert numbers(world, "outsider") == [(1, False), (1, False)]


@pytest.mark.parametrize("who", ["colleague", "region", "operator", "admin"])
def test_who_has_nothing_to_do_with_it_sees_no_number_of_it(world, who):
    change(world.handover, state=HandoverState.WITHDRAWN, ended_at=world.now)

    assert all(tile.number == 0 for tile in what_needs(getattr(world, who).actor, now=world.now))


@pytest.mark.parametrize("who", CAST)
def test_the_page_opens_for_everybody_and_nothing_personal(client, world, who):
    answer = as_(client, getattr(world, who)).get("/")

    assert answer.status_code == 200
    assert not Read.objects.exists()


def test_the_page_costs_few_queries(client, world, django_assert_max_num_queries):
    as_(client, world.head)
    client.get("/")
    with django_assert_max_num_queries(24):
        client.get("/")


def test_a_stranger_reads_what_this_is(client, db):
    page = client.get("/").content.decode()

    assert "112" in page
    assert "k-quick-exit" in page or "quick-exit" in page


def test_several_hats_and_none_on_lead_to_the_choice(client, world):
    from kooperacja.institutions.models import Membership  # noqa: PLC0415 - only this test makes one
    from tests.world import make  # noqa: PLC0415 - see above

    make(
        Membership,
        user=world.lead.user,
        institution=world.ops,
        function=world.functions["head"],
        starts_on=world.lead.membership.starts_on,
    )
    as_(client, world.lead)
    session = client.session
    del session["hat"]
    session.save()

    assert client.get("/").url == "/instytucje/rola/"


def test_without_a_role_the_page_says_so(client, world):
    change(world.lead.membership, ends_on=world.lead.membership.starts_on)

    answer = as_(client, world.lead).get("/")

    assert answer.status_code == 200
    assert "k-card" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/pomoc/", "/prywatnosc/", "/dostepnosc/"])
@pytest.mark.parametrize("who", ["lead", None])
def test_public_pages_are_open_to_all(client, world, path, who):
    if who:
        as_(client, world.lead)

    assert client.get(path).status_code == 200


def test_helplines_can_be_dialled_and_say_who_runs_them_and_since_when_we_know(client):
    page = client.get("/").content.decode()

    assert 'href="tel:116111">116 111</a>' in page
    assert "Fundacja Dajemy Dzieciom Siłę" in page
    assert "Stan na 22 listopada 2026" in page


@pytest.mark.parametrize(("who", "number"), [("colleague", 1), ("neighbour", 1), ("neighbour_head", 1), ("lead", None)])
def test_who_is_asked_to_take_a_case_over_sees_it(world, who, number):
    tiles = {tile.url: tile.number for tile in what_needs(getattr(world, who).actor, now=world.now)}

    assert tiles.get(reverse("transfers:list")) == number
