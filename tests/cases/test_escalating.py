"""What is late: the deputy hears of it, later the head, each once; above the institution only numbers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Event
from kooperacja.cases.actions.counting import Counted, agreed_centres, late_counts
from kooperacja.cases.actions.escalating import REVIEW, late_cases, tell_of_late
from kooperacja.cases.jobs import tell_of_late_clocks
from kooperacja.cases.models import Case, Escalation, Told
from kooperacja.kernel.calendar import back_working_days
from kooperacja.outbox.models import Message
from tests.cases.changing import change, close, told
from tests.world import as_, build

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


@pytest.fixture
def world(world):
    """The village, with nothing late."""
    change(world.case, review_on=today() + timedelta(days=30))
    change(world.crisis, ended_on=today(), ended_by=world.lead.membership)
    tell_of_late_clocks(now=world.now)
    return world


def late(world, days):
    return change(world.case, review_on=back_working_days(today(), days))


def told_events():
    return Event.objects.filter(name="cases.clock_late").count()


def recipients(world, kind):
    return [message.recipient_id for message in told(world).filter(kind=kind, reference=world.case.number)]


def test_a_day_late_the_deputy_hears_of_it_once(world):
    before = told_events()
    late(world, 1)
    found = list(late_cases(now=world.now))
    assert tell_of_late_clocks(now=world.now) == 1
    assert tell_of_late_clocks(now=world.now) == 0
    assert not any(tell_of_late(*row, now=world.now) for row in found)  # what a second worker would do
    assert told_events() == before + 1

    assert recipients(world, "clock_late") == [world.deputy.user.pk]
    assert recipients(world, "clock_late_head") == []
    message = told(world).get(kind="clock_late", reference=world.case.number)
    assert message.path == reverse("cases:view", args=[world.case.public_id])


def test_on_the_day_itself_nobody_does(world):
    change(world.case, review_on=today())

    assert tell_of_late_clocks(now=world.now) == 0


@pytest.mark.parametrize(("days", "heads"), [(4, 0), (5, 1)])
def test_after_some_days_the_head_hears_of_it_once(world, days, heads):
    late(world, days)
    tell_of_late_clocks(now=world.now)
    tell_of_late_clocks(now=world.now + timedelta(minutes=1))

    assert recipients(world, "clock_late_head") == [world.head.user.pk] * heads
    assert recipients(world, "clock_late") == [world.deputy.user.pk]


def test_a_clock_that_runs_anew_is_told_of_anew(world):
    late(world, 2)
    tell_of_late_clocks(now=world.now)
    late(world, 1)

    assert tell_of_late_clocks(now=world.now) == 1
    assert Escalation.objects.filter(case=world.case, clock="przeglad", told=Told.DEPUTY).count() == 2


def test_without_a_deputy_nobody_is_told_before_the_head(world):
    change(world.team["deputy"], left_on=today())
    before = told_events()
    late(world, 5)
    assert tell_of_late_clocks(now=world.now) == 1

    assert recipients(world, "clock_late") == []
    assert recipients(world, "clock_late_head") == [world.head.user.pk]
    assert told_events() == before + 1

    change(world.team["deputy"], left_on=None)
    tell_of_late_clocks(now=world.now)
    assert recipients(world, "clock_late") == [world.deputy.user.pk]


def test_without_a_head_it_is_kept_for_the_next_one(world):
    late(world, 5)
    change(world.head.membership, ends_on=today() - timedelta(days=1))
    tell_of_late_clocks(now=world.now)
    assert recipients(world, "clock_late_head") == []

    change(world.head.membership, ends_on=None)
    tell_of_late_clocks(now=world.now)
    assert recipients(world, "clock_late_head") == [world.head.user.pk]


def test_every_clock_counts(world):
    change(world.action, answer_due_on=back_working_days(today(), 1))

    assert tell_of_late_clocks(now=world.now) == 1
    assert Escalation.objects.get(case=world.case, clock="odpowiedz").told == Told.DEPUTY


def test_what_was_done_meanwhile_is_not_told(world):
    late(world, 1)
    before = told_events()
    (case, clock, due_on, whom) = next(iter(late_cases(now=world.now)))
    change(world.case, review_on=today() + timedelta(days=9))

    assert (clock, whom) == (REVIEW, Told.DEPUTY)
    assert not tell_of_late(case, clock, due_on, whom, now=world.now)
    assert recipients(world, "clock_late") == []
    assert told_events() == before


def test_a_closed_case_is_not_late(world):
    late(world, 9)
    close(world)

    assert tell_of_late_clocks(now=world.now) == 0


def test_two_workers_tell_once(for_threads, transactional_db):
    village = build()
    change(village.case, review_on=back_working_days(today(), 9))
    for_threads()

    def work(_number):
        try:
            tell_of_late_clocks(now=village.now)
            rows = Message.objects.filter(reference=village.case.number)
            return [
                *(rows.filter(kind=kind).count() for kind in ("clock_late", "clock_late_head")),
                Event.objects.filter(name="cases.clock_late", subject_id=village.case.public_id).count(),
            ]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        results = list(workers.map(work, range(2)))

    assert [max(numbers) for numbers in zip(*results, strict=True)] == [1, 1, 2]


# The region


@pytest.mark.parametrize("who", ["head", "operator", "admin", "lead"])
def test_numbers_of_centres_are_the_regions_alone(world, who):
    with pytest.raises(PermissionDenied):
        agreed_centres(getattr(world, who).actor, today())


def test_a_centre_that_did_not_agree_shows_nothing(world):
    assert not world.ops.shares_counts
    assert list(agreed_centres(world.region.actor, today())) == []

    change(world.ops, shares_counts=True)
    assert list(agreed_centres(world.region.actor, today())) == [world.ops]


@pytest.mark.parametrize(("number", "hidden"), [(0, False), (1, True), (5, True), (6, False)])
def test_small_numbers_are_hidden(number, hidden):
    assert Counted(number).is_hidden is hidden


def test_late_cases_are_counted(world, django_assert_num_queries):
    late(world, 3)
    with django_assert_num_queries(1):
        (row, empty) = late_counts([world.ops, world.school], today())

    assert row.centre == world.ops.name
    assert row.late[-1] == Counted(1)
    assert row.cases == Counted(Case.objects.unclosed().filter(centre=world.ops).count())
    assert empty.cases == Counted(0)
    assert {counted.number for counted in empty.late} == {0}


def test_the_page_of_the_region_hides_small_numbers_and_names_no_case(client, world):
    as_(client, world.region)
    assert world.ops.name not in client.get(reverse("cases:counts")).content.decode()
    change(world.ops, shares_counts=True)
    late(world, 3)

    page = client.get(reverse("cases:counts")).content.decode()
    assert world.ops.name in page
    assert "1–5" in page
    assert world.case.number not in page


def test_the_administrator_of_a_centre_agrees_to_it(client, world):
    address = reverse("institutions:set_own", args=[world.ops.public_id])
    page = as_(client, world.admin).get(address)
    data = dict.fromkeys(page.context["form"].fields, "") | {"version": world.ops.version, "shares_counts": "on"}
    client.post(address, data)

    world.ops.refresh_from_db()
    assert world.ops.shares_counts
