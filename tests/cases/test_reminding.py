"""Reminders of days that come: whoever promised an action, and whoever leads a case to be reviewed; each once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from kooperacja.audit.models import Event
from kooperacja.cases.actions.plan import ActionDetails, add_action, answer_until
from kooperacja.cases.actions.reminding import near_actions, near_reviews, remind_of_action, remind_of_review
from kooperacja.cases.jobs import remind_of_days
from kooperacja.cases.models import Action
from kooperacja.cases.states import ActionState
from kooperacja.kernel.calendar import nth_working_day
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from tests.cases.changing import change, close
from tests.world import as_, build

pytestmark = pytest.mark.django_db
ACTION, REVIEW = MessageKind.ACTION_NEAR, MessageKind.REVIEW_NEAR


@pytest.fixture
def promised(world):
    """An action that the school counsellor promised, due on the next working day; nothing else is near."""
    for action in Action.objects.all():
        change(action, state=ActionState.CANCELLED)
    change(world.case, review_on=timezone.localdate() + timedelta(days=60))
    details = ActionDetails(
        text="Rozmowa z wychowawcą",
        institution=world.member.membership.institution,
        due_on=nth_working_day(timezone.localdate(), 1),
        member=world.team["member"],
    )
    action = add_action(world.goal, details, actor=world.lead.actor, now=world.now)
    assert answer_until(action, now=world.now)
    return change(action, state=ActionState.ACCEPTED, answer_due_on=None, answered_on=timezone.localdate())


def told(kind):
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("recipient", flat=True))


def test_who_promised_is_reminded_once_and_of_another_day_anew(world, promised):
    assert remind_of_days(now=world.now) == 1
    assert told(ACTION) == [world.member.user.pk]
    assert remind_of_days(now=world.now) == 0
    assert not remind_of_action(promised, now=world.now)  # what a second worker would do
    assert told(ACTION) == [world.member.user.pk]
    assert Event.objects.filter(name="cases.clock_near").count() == 1

    change(promised, due_on=timezone.localdate())
    assert remind_of_days(now=world.now) == 1
    assert told(ACTION) == [world.member.user.pk] * 2


@pytest.mark.parametrize(
    "fields",
    [
        {"state": ActionState.DONE, "done_on": timezone.localdate()},
        {"state": ActionState.PROPOSED},
        {"due_on": timezone.localdate() - timedelta(days=1)},
        {"due_on": nth_working_day(timezone.localdate(), 2)},
    ],
)
def test_what_is_done_not_promised_past_or_far_reminds_nobody(world, promised, fields):
    change(promised, **fields)

    assert remind_of_days(now=world.now) == 0
    assert not remind_of_action(promised, now=world.now)


def test_lead_and_deputy_are_reminded_of_a_review_a_working_week_before(world, promised):
    change(promised, state=ActionState.CANCELLED)
    change(world.case, review_on=nth_working_day(timezone.localdate(), 6))
    assert remind_of_days(now=world.now) == 0

    change(world.case, review_on=nth_working_day(timezone.localdate(), 5))
    assert remind_of_days(now=world.now) == 1
    assert sorted(told(REVIEW)) == sorted([world.lead.user.pk, world.deputy.user.pk])
    assert not remind_of_review(world.case, now=world.now)
    assert list(near_reviews(now=world.now)) == list(near_actions(now=world.now)) == []


def test_in_a_closed_case_nobody_is_reminded(world, promised):
    close(world)
    change(world.case, review_on=timezone.localdate())
    change(promised, state=ActionState.ACCEPTED)

    assert remind_of_days(now=world.now) == 0


def test_the_message_leads_to_the_action_and_says_nothing_of_the_family(client, world, promised):
    remind_of_days(now=world.now)
    message = Message.objects.get(kind=ACTION)
    page = as_(client, world.member).post(f"/wiadomosci/{message.public_id}/otworz/")

    assert page.url == message.path
    assert client.get(message.path).status_code == 200
    assert promised.text not in f"{message.title} {message.path} {message.reference}"


def test_two_workers_remind_once(for_threads, transactional_db):
    village = build()
    change(village.case, review_on=timezone.localdate())
    for_threads()

    def work(_number):
        try:
            remind_of_days(now=village.now)
            return Message.objects.filter(kind=REVIEW, recipient=village.lead.user).count()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        assert max(workers.map(work, range(2))) == 1
