"""Every day that the law or the model sets: once it has passed, it comes to somebody who can help, each once."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from kooperacja.audit.models import Event
from kooperacja.cases.actions.clocks import CLOCKS
from kooperacja.cases.actions.escalating import FOLLOW_UP, PROMISE, REVIEW
from kooperacja.cases.models import Action, CaseConcern
from kooperacja.cases.states import ActionState
from kooperacja.concerns.models import Concern
from kooperacja.config.schedule import SCHEDULE
from kooperacja.kernel.calendar import END_OF_DAY, WARSAW, back_working_days, nth_working_day
from kooperacja.outbox.models import Message
from tests.cases.changing import change, close

pytestmark = pytest.mark.django_db
JOBS = [
    scheduled.job for scheduled in SCHEDULE if scheduled.name.startswith(("cases.jobs.", "concerns.jobs.", "reviews."))
]


@pytest.fixture
def world(world):
    """The village with nothing that is late or could be."""
    change(world.case, review_on=timezone.localdate() + timedelta(days=300))
    change(world.crisis, ended_on=timezone.localdate(), ended_by=world.lead.membership)
    for action in Action.objects.all():
        change(action, state=ActionState.CANCELLED)
    for link in CaseConcern.objects.all():
        change(link, contact_due_on=None)
    far = world.now + timedelta(days=300)
    for concern in Concern.objects.exclude(received_at=None):
        change(concern, call_me=True, due_at=far)
    run_all(world.now)
    return world


def run_all(now):
    """Let the worker do all that concerns cases and concerns."""
    for job in JOBS:
        job(now=now)


def contact(world, day):
    change(CaseConcern.objects.filter(case=world.case).first(), contact_due_on=day)


def answer(world, day):
    change(world.action, state=ActionState.PROPOSED, answer_due_on=day, due_on=day + timedelta(days=90))


def workshop(world, day):
    change(world.workshop, held_on=day - timedelta(days=60))
    change(world.crisis, ended_on=None, ended_by=None, since=day, due_on=day)


def review(world, day):
    change(world.case, review_on=day)


def follow_up(world, day):
    close(world)
    change(world.case, review_on=None, follow_up_on=day)


def promise(world, day):
    change(world.action, state=ActionState.ACCEPTED, answer_due_on=None, due_on=day)


def decision(world, day):
    change(world.concern, due_at=datetime.combine(day, END_OF_DAY, WARSAW))


def informing(world, day):
    month = day.month - 1 or 12
    received = date(day.year - (month > day.month), month, min(day.day, 28))
    change(world.concern, call_me=False, received_at=datetime.combine(received, time(9), WARSAW))


def both(kind):
    return [(kind, "head"), (kind, "intake")]


BY_CLOCK = {"kontakt-po-zgloszeniu": contact, "odpowiedz": answer, "warsztat": workshop, REVIEW.name: review}
BY_CLOCK |= {FOLLOW_UP.name: follow_up, PROMISE.name: promise}
LEAD, DEPUTY, HEAD = ("clock_late_lead", "lead"), ("clock_late", "deputy"), ("clock_late_head", "head")
DEADLINES = [
    *((BY_CLOCK[clock], {1: [DEPUTY], 5: [HEAD]}) for clock in BY_CLOCK if clock != PROMISE.name),
    (promise, {1: [LEAD], 3: [DEPUTY], 5: [HEAD]}),
    (decision, {1: both("concern_late")}),
    (informing, {1: both("concern_inform_late")}),
]


def told_of_late(world):
    people = {getattr(world, who).user.pk: who for who in ("lead", "deputy", "head", "intake", "member")}
    rows = Message.objects.filter(kind__contains="_late").exclude(pk=world.message.pk).order_by("pk")
    return [(row.kind, people[row.recipient_id]) for row in rows]


def late_events():
    return Event.objects.filter(name__in=("cases.clock_late", "concerns.late", "concerns.inform_late")).count()


@pytest.mark.parametrize(("set_day", "steps"), DEADLINES, ids=lambda value: getattr(value, "__name__", ""))
def test_whatever_is_late_comes_to_somebody_once(world, set_day, steps):
    assert told_of_late(world) == []
    before = late_events()
    expected = []
    day = back_working_days(timezone.localdate(), 1)
    set_day(world, day)
    for late_by in range(1, 8):
        now = datetime.combine(nth_working_day(day, late_by), time(12), WARSAW)
        for _ in range(2):
            run_all(now)
        expected += steps.get(late_by, [])
        assert sorted(told_of_late(world)) == sorted(expected), f"{late_by} working days late"
    assert late_events() == before + len(steps)


@pytest.mark.parametrize("set_day", [row[0] for row in DEADLINES], ids=lambda value: value.__name__)
def test_on_its_last_day_nothing_is_late(world, set_day):
    day = timezone.localdate()
    set_day(world, day)
    run_all(datetime.combine(day, time(12), WARSAW))

    assert told_of_late(world) == []


def test_every_clock_is_among_them():
    assert {clock.name for clock in (*CLOCKS, REVIEW, FOLLOW_UP, PROMISE)} == set(BY_CLOCK)


def test_each_day_of_promises_is_told_of(world):
    earlier, later = (back_working_days(timezone.localdate(), days) for days in (2, 1))
    promise(world, earlier)
    change(world.other_action, state=ActionState.ACCEPTED, due_on=later)
    run_all(world.now)
    assert told_of_late(world) == [LEAD, LEAD]

    change(world.other_action, due_on=earlier)
    run_all(world.now)
    assert told_of_late(world) == [LEAD, LEAD]


def test_promises_of_a_closed_case_are_not_late(world):
    promise(world, back_working_days(timezone.localdate(), 9))
    close(world)
    run_all(world.now)

    assert told_of_late(world) == []
