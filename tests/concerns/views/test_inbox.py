import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kooperacja.audit.models import Read
from kooperacja.concerns.actions import forward, raise_concern, take_no_action, take_up
from kooperacja.concerns.models import Concern, Urgency
from tests.world import as_

from ..tools import MONDAY, at, change, told

INBOX, ANSWERED, FORWARDED = (
    "/zgloszenia/skrzynka/",
    "/zgloszenia/skrzynka/zakonczone/",
    "/zgloszenia/skrzynka/przekazane/",
)


@pytest.fixture
def intake(office):
    """The browser of the intake worker of the centre."""
    return as_(Client(), office.intake)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def numbers(response):
    """Return the numbers in the list, in its order."""
    return [row.number for row in response.context["page"]]


def many(world, count, **changes):
    return [raise_concern(told(world, **changes), actor=world.member.actor, now=MONDAY) for _ in range(count)]


def test_red_comes_first_and_within_a_colour_the_one_whose_time_runs_out(intake, office):
    change(office.concern, due_at=MONDAY + timedelta(days=9))
    green, amber, red = (many(office, 1, urgency=urgency)[0] for urgency in (Urgency.GREEN, Urgency.AMBER, Urgency.RED))
    late_red = raise_concern(told(office, urgency=Urgency.RED), actor=office.member.actor, now=at("2026-11-23T08:00"))

    assert numbers(intake.get(INBOX)) == [row.number for row in (late_red, red, amber, office.concern, green)]


def test_it_shows_clocks_and_opens_nothing_personal(intake, office):
    change(office.concern, due_at=MONDAY - timedelta(hours=3))
    many(office, 1)

    page = text(intake.get(INBOX))

    assert "po terminie" in page
    assert "Komisariat w Lipianach" in page
    assert not Read.objects.filter(page="concerns:inbox").exists()


def test_what_was_decided_and_what_was_forwarded_lie_apart(intake, office):
    take_no_action(office.concern, reason="x", actor=office.intake.actor, now=MONDAY)
    (gone,) = many(office, 1)
    later = office.now + timedelta(hours=1)  # than what the village forwarded, whatever today is
    forward(gone, to=office.other_ops, unit=office.other_gmina, reason="x", actor=office.intake.actor, now=later)

    assert numbers(intake.get(INBOX)) == []
    assert set(numbers(intake.get(ANSWERED))) == {office.concern.number, office.linked_concern.number}
    assert [row.concern.number for row in intake.get(FORWARDED).context["page"]] == [
        gone.number,
        office.forwarded_concern.number,
    ]


def test_what_waits_for_a_head_or_was_withdrawn_is_not_there(office):
    page = as_(Client(), office.neighbour).get(INBOX)

    assert numbers(page) == [office.forwarded_concern.number]


def test_of_what_was_forwarded_the_old_centre_sees_number_day_and_state_alone(intake, office):
    page = text(intake.get(FORWARDED))

    assert office.forwarded_concern.number in page
    assert "GOPS Stary Brzeg" in page
    assert "Nowe" in page
    assert office.word("forwarded_facts") not in page
    assert not Read.objects.filter(page="concerns:inbox_forwarded").exists()

    take_up(office.forwarded_concern, actor=office.neighbour.actor, now=MONDAY)
    assert "Sprawdzane" in text(intake.get(FORWARDED))
    take_no_action(office.forwarded_concern, reason="x", actor=office.neighbour.actor, now=MONDAY)
    page = text(intake.get(FORWARDED))
    assert "Zakończone" in page
    assert "bez działania" not in page


def test_no_query_per_row(intake, office):
    def cost(address):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            intake.get(address)
        return len(queries)

    few = {address: cost(address) for address in (INBOX, ANSWERED, FORWARDED)}
    for concern in many(office, 8)[:4]:
        forward(
            concern, to=office.other_ops, unit=office.other_gmina, reason="x", actor=office.intake.actor, now=MONDAY
        )
    for concern in Concern.objects.filter(centre=office.ops).live():
        take_no_action(concern, reason="x", actor=office.intake.actor, now=MONDAY)
    many(office, 8)

    assert {address: cost(address) for address in (INBOX, ANSWERED, FORWARDED)} == few


def test_long_lists_have_pages(intake, office):
    many(office, 26)

    assert len(numbers(intake.get(INBOX))) == 25
    assert len(numbers(intake.get(INBOX, {"strona": "2"}))) == 2
    assert len(numbers(intake.get(INBOX, {"strona": "99999"}))) == 2
    assert len(numbers(intake.get(INBOX, {"strona": "x"}))) == 25


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"urgency": "amber"}, True),
        ({"urgency": "red"}, False),
        ({"number": "3/2026"}, True),
        ({"number": "77/2026"}, False),
        ({"urgency": "purple"}, True),
        ({"number": " Z/3 "}, True),
        ({"number": "%"}, False),
    ],
)
def test_the_filter_narrows_by_urgency_and_number(intake, office, query, shown):
    assert (office.concern.number in numbers(intake.get(INBOX, query))) == shown


def test_an_empty_list_says_so(office):
    as_head = as_(Client(), office.neighbour_head)

    assert "Nic nie przekazano" in text(as_head.get(FORWARDED))
    assert "Nic nie pasuje do filtra" in text(as_head.get(INBOX, {"number": "nie ma"}))


def test_only_intake_and_head_of_a_centre_open_it(office):
    for who in ("intake", "head"):
        assert as_(Client(), getattr(office, who)).get(INBOX).status_code == 200
    for who in ("lead", "colleague", "admin", "reporter", "region", "operator"):
        assert as_(Client(), getattr(office, who)).get(INBOX).status_code == 403, who
