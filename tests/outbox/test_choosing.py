"""A person chooses how they are told; what waits already goes by the new choice."""

from datetime import UTC, datetime, time, timedelta

import pytest

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale, recording
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.actions import choose_notices, preferences_of, send_trial, tell_mailbox, tell_person
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Delivery, DeliveryState, Message, Preferences
from kooperacja.outbox.rules import NoticeRefusal, Way, Wishes
from tests.world import Made

from .conftest import NOON

MORNING = datetime(2026, 6, 11, 5, 0, tzinfo=UTC)


def tell(user, kind=MessageKind.ACTION_ASKED):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        return tell_person(user.pk, kind, reference="S/7", path="/sprawy/", now=NOON).delivery


def choose(user, wishes, version=0):
    return choose_notices(wishes, version=version, actor=Actor(user_id=user.pk), now=NOON)


def now_of(delivery):
    delivery.refresh_from_db()
    return delivery.state, delivery.next_try_at


def test_before_a_choice_there_is_no_row_and_it_is_as_ever(world):
    assert preferences_of(world.lead.user.pk).wishes == Wishes()
    assert not Preferences.objects.exists()


def test_a_choice_is_kept_recorded_and_nobody_elses(world):
    wishes = Wishes(cases=Way.DIGEST, digest_hour=8, quiet_from=time(21), quiet_until=time(6, 30), quiet_days_off=False)
    row = choose(world.lead.user, wishes)

    assert preferences_of(world.lead.user.pk).wishes == wishes
    assert preferences_of(world.deputy.user.pk).wishes == Wishes()
    event = Event.objects.latest("pk")
    assert (event.name, event.user_id, event.subject_id) == (
        "outbox.notices_chosen",
        world.lead.user.pk,
        row.public_id,
    )


def test_two_windows_overwrite_nothing(world):
    user = world.lead.user
    choose(user, Wishes(cases=Way.DIGEST))
    with pytest.raises(Stale):
        choose(user, Wishes(teams=Way.DIGEST))
    choose(user, Wishes(cases=Way.IN_APP), version=1)
    with pytest.raises(Stale):
        choose(user, Wishes(teams=Way.DIGEST), version=1)

    assert preferences_of(user.pk).wishes == Wishes(cases=Way.IN_APP)


def test_sent_twice_it_is_chosen_once(world):
    choose(world.lead.user, Wishes(cases=Way.DIGEST))
    again = choose(world.lead.user, Wishes(cases=Way.DIGEST))

    assert again.version == 1


def test_what_the_rules_refuse_is_not_written(world):
    with pytest.raises(Refused) as refused:
        choose(world.lead.user, Wishes(quiet_from=None))

    assert refused.value.refusals == {NoticeRefusal.ONE_END_MISSING}
    assert not Preferences.objects.exists()


def test_what_waits_goes_by_the_new_choice(world):
    user = world.lead.user
    delivery, others = tell(user), tell(world.deputy.user)
    security = tell(user, MessageKind.ACCOUNT_CHANGED)
    choose(user, Wishes(cases=Way.DIGEST))
    assert now_of(delivery) == (DeliveryState.FOR_DIGEST, MORNING)
    choose(user, Wishes(cases=Way.DIGEST, digest_hour=9), version=1)
    assert now_of(delivery) == (DeliveryState.FOR_DIGEST, MORNING + timedelta(hours=2))
    choose(user, Wishes(), version=2)
    assert now_of(delivery) == (DeliveryState.WAITING, NOON)
    choose(user, Wishes(cases=Way.IN_APP), version=3)
    assert now_of(delivery) == (DeliveryState.IN_APP, NOON)

    assert now_of(others) == now_of(security) == (DeliveryState.WAITING, NOON)


def test_what_is_done_or_was_tried_once_stays_as_it_is(world):
    user = world.lead.user
    tried, sent = tell(user), tell(user)
    Delivery.objects.filter(pk=tried.pk).update(tries=1)
    Delivery.objects.filter(pk=sent.pk).update(state=DeliveryState.SENT)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        tell_mailbox(user.email, MessageKind.INVITATION, reference="", path="/", now=NOON)
    choose(user, Wishes(cases=Way.DIGEST))

    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == [
        *(DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.WAITING)
    ]


def test_trials_are_few(world):
    actor = Actor(user_id=world.lead.user.pk)
    for minutes in range(3):
        send_trial(actor=actor, now=NOON + timedelta(minutes=minutes))
    with pytest.raises(Refused) as refused:
        send_trial(actor=actor, now=NOON + timedelta(minutes=59))
    send_trial(actor=Actor(user_id=world.deputy.user.pk), now=NOON)
    send_trial(actor=actor, now=NOON + timedelta(hours=1))

    assert refused.value.refusals == {NoticeRefusal.TRIALS_USED_UP}
    assert Message.objects.filter(recipient=world.lead.user).count() == 4
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.WAITING}
