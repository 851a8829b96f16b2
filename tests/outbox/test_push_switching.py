"""Notifications are switched on and off for one device by its owner, and end with what they hang on."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.access.actor import Actor
from kooperacja.accounts.devices import add_device, end_device
from kooperacja.accounts.models import DEVICE_KNOWN_FOR
from kooperacja.audit.models import Event
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.actions import end_push_on, end_pushes, turn_off_push, turn_on_push
from kooperacja.outbox.models import DeliveryState, Push, PushSubscription
from kooperacja.outbox.policies import live_pushes
from kooperacja.outbox.rules import NoticeRefusal

from .conftest import NOON, switch_on
from .push_server import HOST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]


def actor(who):
    return Actor(user_id=who.user.pk)


def names(who, now=NOON):
    return [row.device.name for row in live_pushes(actor(who), now=now)]


def left():
    return sorted(PushSubscription.objects.values_list("device__name", flat=True))


def test_the_owner_switches_it_on_and_off_recorded(world):
    push = switch_on(world.lead)
    assert (push.state, push.since, push.pushed_at) == (DeliveryState.SENT, None, None)
    turn_off_push(push.subscription, actor=actor(world.lead))

    assert left() == []
    events = Event.objects.order_by("-pk")[:2]
    assert [(event.name, event.user_id, event.subject_id) for event in events] == [
        (f"outbox.push_turned_{way}", world.lead.user.pk, push.subscription.public_id) for way in ("off", "on")
    ]


def test_nobody_switches_it_on_at_anothers_device_or_off(world):
    push = switch_on(world.lead)
    with pytest.raises(PermissionDenied):
        turn_on_push(push.subscription.device, f"https://{HOST}/x", actor=actor(world.deputy), now=NOON)
    with pytest.raises(PermissionDenied):
        turn_off_push(push.subscription, actor=actor(world.deputy))

    assert left() == ["telefon"]


def test_a_device_off_the_list_is_not_switched_on(world):
    device, _token = add_device(world.lead.user, "telefon", key=uuid.uuid4(), now=NOON)
    end_device(device, now=NOON)
    with pytest.raises(PermissionDenied):
        turn_on_push(device, f"https://{HOST}/x", actor=actor(world.lead), now=NOON)

    assert left() == []


def test_an_unknown_service_is_refused_and_what_was_on_stays(world):
    push = switch_on(world.lead)
    with pytest.raises(Refused) as refused:
        turn_on_push(push.subscription.device, "https://evil.example/x", actor=actor(world.lead), now=NOON)

    assert refused.value.refusals == {NoticeRefusal.PUSH_UNKNOWN}
    assert Push.objects.get() == push


def test_a_device_has_one_address_and_an_address_one_device(world):
    push = switch_on(world.lead)
    turn_on_push(push.subscription.device, f"https://{HOST}/nowy", actor=actor(world.lead), now=NOON)
    assert PushSubscription.objects.get().address == f"https://{HOST}/nowy"
    switch_on(world.deputy, "nowy")

    assert PushSubscription.objects.get().device.user == world.deputy.user
    assert Push.objects.count() == 1


def test_each_sees_their_own_devices_while_these_count(world):
    telephone, tablet = switch_on(world.lead), switch_on(world.lead, "tablet")
    switch_on(world.deputy, "obcy")
    assert names(world.lead) == ["tablet", "telefon"]
    end_device(telephone.subscription.device, now=NOON)

    assert names(world.lead) == ["tablet"]
    assert names(world.lead, NOON + DEVICE_KNOWN_FOR) == []
    assert live_pushes(Actor(), now=NOON) == []
    assert tablet.subscription.device.user == world.lead.user


def test_signing_out_everywhere_ends_all_of_the_person_but_where_they_sit(world):
    here = switch_on(world.lead).subscription.device
    for name in ("tablet", "komputer"):
        switch_on(world.lead, name)
    switch_on(world.deputy, "obcy")
    end_pushes(world.lead.user.pk, actor=actor(world.lead), but=here)
    assert left() == ["obcy", "telefon"]
    end_pushes(world.lead.user.pk, actor=actor(world.lead))

    assert left() == ["obcy"]


def test_signing_out_ends_one_and_where_none_is_on_nothing_is_written(world):
    here = switch_on(world.lead).subscription.device
    switch_on(world.lead, "tablet")
    end_push_on(here, actor=actor(world.lead))
    assert left() == ["tablet"]
    before = Event.objects.count()
    end_push_on(here, actor=actor(world.lead))
    end_pushes(world.deputy.user.pk, actor=actor(world.deputy))

    assert Event.objects.count() == before
