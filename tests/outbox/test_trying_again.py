from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.kernel.calendar import WARSAW, next_working_day
from kooperacja.outbox.actions import tell_mailbox, tell_person, try_again
from kooperacja.outbox.jobs import deliver_messages
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Delivery, DeliveryState
from kooperacja.outbox.querysets import ACCOUNT_CLOSED
from tests.world import Made


def given_up(world, error="ConnectionRefusedError", kind=MessageKind.ACTION_ASKED):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        message = tell_person(world.lead.user.pk, kind, reference="S/7", path="/sprawy/", now=world.now)
    Delivery.objects.filter(message=message).update(state=DeliveryState.GIVEN_UP, tries=7, error=error)
    return message.delivery


def after_quiet_hours(moment):
    """Return a moment some days later, at noon of a working day."""
    day = next_working_day(moment.date() + timedelta(days=1))
    return datetime.combine(day, time(12), WARSAW)


def test_what_was_given_up_is_tried_again_as_new_and_once(world):
    delivery = given_up(world)
    later = world.now + timedelta(days=3)

    assert try_again(actor=world.operator.actor, now=later) == 1
    assert try_again(actor=world.operator.actor, now=later) == 0
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.error, delivery.next_try_at) == (
        DeliveryState.WAITING,
        0,
        "",
        later,
    )
    assert deliver_messages(now=after_quiet_hours(later)) == 1
    assert len(mail.outbox) == 1
    assert Event.objects.filter(name="outbox.messages_tried_again").count() == 2


def test_what_cannot_arrive_any_more_stays(world):
    given_up(world, error=ACCOUNT_CLOSED)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        tell_mailbox(
            "biuro@szkola.example", MessageKind.REPORTER_CODE, reference="", path="/kod/", now=world.now, code="K"
        )
    Delivery.objects.update(state=DeliveryState.GIVEN_UP)

    assert try_again(actor=world.operator.actor, now=world.now) == 0


def test_what_was_sent_is_not_sent_again(world):
    delivery = given_up(world)
    Delivery.objects.update(state=DeliveryState.SENT)

    assert try_again(actor=world.operator.actor, now=world.now) == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT


@pytest.mark.parametrize("who", ["admin", "head", "lead"])
def test_nobody_but_operators_may(world, who):
    delivery = given_up(world)

    with pytest.raises(PermissionDenied):
        try_again(actor=getattr(world, who).actor, now=world.now)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.GIVEN_UP
