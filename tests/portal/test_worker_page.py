from datetime import timedelta

import pytest
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.config.schedule import SCHEDULE
from kooperacja.outbox.actions import tell_person
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Delivery, DeliveryState, JobRun
from kooperacja.portal.worker import LABELS, rhythm
from tests.world import Made, as_

PAGE = "/praca-w-tle/"


@pytest.fixture
def operator(client, world):
    return as_(client, world.operator)


def give_up(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        message = tell_person(
            world.lead.user.pk, MessageKind.CASE_CLOSED, reference="S/7", path="/sprawy/", now=world.now
        )
    Delivery.objects.filter(message=message).update(state=DeliveryState.GIVEN_UP, error="ConnectionRefusedError")


def test_every_job_of_the_schedule_has_words():
    assert set(LABELS) == {scheduled.name for scheduled in SCHEDULE}


def test_each_job_shows_how_it_went(operator):
    now = timezone.now()
    JobRun.objects.create(
        job="outbox.jobs.deliver_messages",
        next_at=now + timedelta(seconds=5),
        began_at=now,
        ended_at=now,
        took_ms=1240,
        done=17,
        failed_at=now,
        error="SMTPServerDisconnected",
    )

    answer = operator.get(PAGE)
    page = answer.content.decode()
    line = next(line for line in answer.context["lines"] if line.run)

    assert not line.is_late
    assert all(str(label) in page for label in LABELS.values())
    for shown in ("1,2", ">17<", "SMTPServerDisconnected", rhythm(5)):
        assert shown in page


def test_a_job_that_stands_still_is_marked(operator):
    now = timezone.now()
    JobRun.objects.create(job="portal.jobs.clear_sessions", next_at=now - timedelta(minutes=61))
    JobRun.objects.create(job="cases.jobs.ask_who_came_of_age", next_at=now - timedelta(minutes=59))

    late = {line.run.job: line.is_late for line in operator.get(PAGE).context["lines"] if line.run}

    assert late == {"portal.jobs.clear_sessions": True, "cases.jobs.ask_who_came_of_age": False}


def test_what_was_given_up_is_counted_without_a_name_and_tried_again(operator, world):
    give_up(world)
    page = operator.get(PAGE).content.decode()
    assert str(MessageKind.CASE_CLOSED.label) in page
    assert "ConnectionRefusedError" in page
    assert world.lead.user.name not in page
    assert world.lead.user.email not in page

    assert operator.post(f"{PAGE}ponow/").url == PAGE
    assert not Delivery.objects.filter(state=DeliveryState.GIVEN_UP).exists()
    assert "ConnectionRefusedError" not in operator.get(PAGE).content.decode()


def test_the_page_asks_the_same_however_much_lies_there(operator, world, django_assert_max_num_queries):
    for _number in range(5):
        give_up(world)
    with django_assert_max_num_queries(20):
        operator.get(PAGE)


@pytest.mark.parametrize(("seconds", "unit"), [(5, 5), (300, 5), (3600, 1), (7200, 2), (60, 1), (1, 1)])
def test_a_rhythm_is_said_in_the_largest_unit(seconds, unit):
    assert str(unit) in rhythm(seconds) or unit == 1


def test_what_waits_for_the_morning_is_not_taken_for_a_fault(operator, world):
    give_up(world)
    Delivery.objects.update(state=DeliveryState.WAITING, error="", next_try_at=timezone.now() + timedelta(hours=3))
    give_up(world)
    Delivery.objects.filter(state=DeliveryState.GIVEN_UP).update(state=DeliveryState.FOR_DIGEST)

    context = operator.get(PAGE).context
    assert context["later"] == context["waiting"] >= 1
    assert context["for_digest"] == 1
