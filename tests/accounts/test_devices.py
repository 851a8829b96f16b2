"""The list of own devices: who is on it, how a device is known again, how it leaves."""

import uuid
from datetime import timedelta

import pytest
from django.test import RequestFactory

from kooperacja.accounts import devices
from kooperacja.accounts.actions import reset_sign_in
from kooperacja.accounts.events import AccountEvent
from kooperacja.accounts.models import DEVICE_KNOWN_FOR, Device
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from tests.world import Made

pytestmark = pytest.mark.django_db


def add(who, world, name="telefon", key=None, now=None):
    return devices.add_device(who.user, name, key=key or uuid.uuid4(), now=now or world.now)


def at(who, token):
    """Return the device that is known when this person asks with this token."""
    request = RequestFactory().get("/")
    request.user = who.user
    if token is not None:
        request.COOKIES[devices.COOKIE] = token
    return devices.device_of(request)


def test_a_device_is_known_again_by_its_token_and_by_its_owner_alone(world):
    device, token = add(world.lead, world)

    assert at(world.lead, token) == device
    assert at(world.deputy, token) is None
    assert at(world.lead, "x") is None
    assert at(world.lead, None) is None
    assert token not in str(Device.objects.values_list("token_hash", flat=True))
    assert Event.objects.get(name=AccountEvent.DEVICE_ADDED).subject_id == device.public_id


def test_a_form_that_is_sent_twice_makes_one_device(world):
    key = uuid.uuid4()
    first, old = add(world.deputy, world, key=key)
    second, new = add(world.deputy, world, key=key)

    assert first == second
    assert at(world.deputy, new) == first
    assert at(world.deputy, old) is None


@pytest.mark.parametrize("ended", [True, False])
def test_the_key_of_another_device_makes_a_new_one(world, ended):
    theirs, token = add(world.lead if not ended else world.deputy, world)
    if ended:
        devices.end_device(theirs, now=world.now)

    mine, _ = add(world.deputy, world, key=theirs.public_id)

    assert mine != theirs
    assert (at(world.lead, token) == theirs) is not ended


def test_a_list_is_no_store_of_devices(world):
    for number in range(devices.MOST):
        add(world.deputy, world, name=f"telefon {number}")

    with pytest.raises(devices.TooManyDevices):
        add(world.deputy, world)
    devices.end_device(world.deputy.user.devices.first(), now=world.now)
    assert add(world.deputy, world)


def test_what_was_taken_off_is_not_known_any_more_and_twice_is_once(world):
    device, token = add(world.lead, world)
    devices.end_device(device, now=world.now)
    devices.end_device(device, now=world.now + timedelta(days=1))

    assert at(world.lead, token) is None
    assert device.fresh().ended_at == world.now


def test_a_device_in_a_drawer_is_forgotten_and_one_in_use_is_not(world):
    long_ago = world.now - DEVICE_KNOWN_FOR - timedelta(days=1)
    add(world.deputy, world, now=long_ago)
    used, token = add(world.deputy, world, now=long_ago)
    devices.use_device(used, now=world.now)

    assert list(devices.devices_of(world.deputy.user, now=world.now)) == [used]
    assert at(world.deputy, token) == used


def test_who_loses_every_way_in_loses_the_devices_too(world):
    _, token = add(world.lead, world)
    _, other = add(world.deputy, world)
    with recording(Made.FOR_TEST, actor=world.admin.actor):
        reset_sign_in(world.lead.user, now=world.now)

    assert at(world.lead, token) is None
    assert at(world.deputy, other) is not None
