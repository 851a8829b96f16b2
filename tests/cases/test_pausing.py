"""A clock stands still for a reason; its day moves by the working days of the pause."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.actions.clocks import CLOCKS
from kooperacja.cases.actions.escalating import late_cases
from kooperacja.cases.actions.pausing import clock_named, clocks_in, pause_clock, resume_clock
from kooperacja.cases.jobs import tell_of_late_clocks
from kooperacja.cases.rules.pausing import PauseRefusal
from kooperacja.kernel.calendar import back_working_days, nth_working_day, working_days_between
from kooperacja.kernel.refused import Refused
from tests.cases.changing import change, close, day, key, last_event
from tests.world import as_

pytestmark = pytest.mark.django_db

ANSWER = clock_named("odpowiedz")
REASON = "Rodzina jest w szpitalu."


def today():
    return timezone.localdate()


@pytest.fixture
def due(world):
    """An answer is due in five working days."""
    by = nth_working_day(today(), 5)
    change(world.action, answer_due_on=by)
    return by


def shown(world, who="lead"):
    clocks = clocks_in(world.case, getattr(world, who).actor)
    return next((one.day for one in clocks if one.name == ANSWER.name), None)


def pause(world, *, days=14, who="lead", reason=REASON):
    until = today() + timedelta(days=days)
    actor = getattr(world, who).actor
    return pause_clock(world.case, ANSWER, reason, until=until, actor=actor, now=world.now)


def test_the_day_moves_by_the_working_days_of_the_pause(world, due):
    row = pause(world)

    days = working_days_between(today(), today() + timedelta(days=14))
    assert (row.raw_on, row.before_on, row.due_on) == (due, due, nth_working_day(due, days))
    assert shown(world) == shown(world, "deputy") == shown(world, "member") == row.due_on
    assert last_event("cases.clock_paused").subject_id == world.case.public_id


def test_the_reason_is_sealed(world, due):
    row = pause(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM cases_clockpause WHERE id = %s", [row.pk])
        assert b"szpital" not in bytes(cursor.fetchone()[0])


def test_run_again_only_the_days_that_it_stood_still_count(world, due):
    row = pause(world)
    later = world.now + timedelta(days=7)
    assert resume_clock(world.case, ANSWER, actor=world.deputy.actor, now=later)

    row.refresh_from_db()
    stood = working_days_between(today(), today() + timedelta(days=6))
    assert (row.due_on, row.ended_on) == (nth_working_day(due, stood), today() + timedelta(days=7))
    assert not resume_clock(world.case, ANSWER, actor=world.deputy.actor, now=later)


def test_run_again_on_the_same_day_nothing_has_moved(world, due):
    pause(world)
    resume_clock(world.case, ANSWER, actor=world.lead.actor, now=world.now)

    assert shown(world) == due


def test_a_second_pause_counts_from_where_the_first_left_it(world, due):
    first = pause(world)
    resume_clock(world.case, ANSWER, actor=world.lead.actor, now=world.now)
    change(first, due_on=nth_working_day(due, 2))
    second = pause(world)

    assert second.raw_on == due
    assert second.before_on == nth_working_day(due, 2)
    assert shown(world) == second.due_on


def test_a_clock_that_runs_anew_is_not_moved_by_old_pauses(world, due):
    pause(world)
    fresh = nth_working_day(due, 1)
    change(world.action, answer_due_on=fresh)

    assert shown(world) == fresh


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": ""}, PauseRefusal.NO_REASON),
        ({"days": -1}, PauseRefusal.IN_THE_PAST),
        ({"days": 91}, PauseRefusal.TOO_LONG),
    ],
)
def test_what_must_be_said(world, due, changes, refusal):
    with pytest.raises(Refused) as refused:
        pause(world, **changes)
    assert refused.value.refusals == frozenset({refusal})


def test_what_does_not_run_or_stands_still_already_is_not_paused(world, due):
    pause(world, days=90)
    with pytest.raises(Refused) as refused:
        pause(world)
    assert refused.value.refusals == frozenset({PauseRefusal.PAUSED_ALREADY})

    change(world.action, answer_due_on=None)
    with pytest.raises(Refused) as refused:
        pause(world)
    assert PauseRefusal.NOT_RUNNING in refused.value.refusals


@pytest.mark.parametrize("who", ["member", "head", "colleague", "neighbour", "former"])
def test_nobody_but_who_leads_pauses_or_lets_run(world, due, who):
    with pytest.raises(PermissionDenied):
        pause(world, who=who)
    pause(world)
    with pytest.raises(PermissionDenied):
        resume_clock(world.case, ANSWER, actor=getattr(world, who).actor, now=world.now)


def test_in_a_closed_case_nothing_is_paused(world, due):
    close(world)
    with pytest.raises(PermissionDenied):
        pause(world)


def test_while_it_stands_still_nobody_is_told(world, due):
    change(world.action, answer_due_on=back_working_days(today(), 1))
    assert any(clock.name == ANSWER.name for _case, clock, _day, _told in late_cases(now=world.now))
    pause(world)

    assert not any(clock.name == ANSWER.name for _case, clock, _day, _told in late_cases(now=world.now))
    tell_of_late_clocks(now=world.now)


def test_an_unknown_clock_has_no_name():
    assert clock_named("nonsense") is None
    assert {clock_named(clock.name) for clock in CLOCKS} == set(CLOCKS)


# Pages


def test_the_lead_pauses_and_lets_run_on_the_page(client, world, due):
    as_(client, world.lead)
    address = reverse("cases:clocks", args=[world.case.public_id])
    until = day("until", today() + timedelta(days=10))
    sent = {"clock": ANSWER.name, "reason": REASON, "idempotency_key": key(), **until}
    assert client.post(address, sent).url == address
    client.post(address, sent)  # once more, by a nervous finger

    assert world.case.clock_pauses.filter(clock=ANSWER.name, since=today()).count() == 1
    page = client.get(address).content.decode()
    assert REASON in page
    assert "wstrzymane" in client.get(reverse("cases:list")).content.decode()
    assert "wstrzymane" in client.get(reverse("cases:view", args=[world.case.public_id])).content.decode()

    client.post(reverse("cases:clock_resume", args=[world.case.public_id]), {"clock": ANSWER.name})
    assert shown(world) == due
    assert "wstrzymane" not in client.get(reverse("cases:list")).content.decode()
    assert REASON in client.get(address).content.decode()


def test_a_fault_is_shown_at_its_field(client, world, due):
    as_(client, world.lead)
    address = reverse("cases:clocks", args=[world.case.public_id])
    until = day("until", today() + timedelta(days=200))
    sent = {"clock": ANSWER.name, "reason": REASON, "idempotency_key": key(), **until}
    page = client.post(address, sent)

    assert page.status_code == 200
    assert page.context["form"].errors["until"]
    assert REASON in page.content.decode()
    assert client.post(reverse("cases:clock_resume", args=[world.case.public_id]), {"clock": "x"}).status_code == 302


@pytest.mark.parametrize("who", ["member", "head"])
def test_others_see_that_it_is_paused_and_no_reason(client, world, due, who):
    pause(world)
    address = "cases:oversight" if who == "head" else "cases:list"
    page = as_(client, getattr(world, who)).get(reverse(address)).content.decode()

    assert "wstrzymane" in page
    assert REASON not in page
