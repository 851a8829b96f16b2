"""The pages of own devices: added by hand, shown, taken off, each by its owner alone."""

import uuid
from urllib.parse import urlencode

import pytest

from kooperacja.accounts import devices
from tests.world import as_

pytestmark = pytest.mark.django_db

PAGE, ADD = "/konto/urzadzenia/", "/konto/urzadzenia/dodaj/"


def put_on_the_list(client, name="Tablet ośrodka 😀", **changes):
    """Send the form in which a person says that nobody else uses the device."""
    post = {"key": str(uuid.uuid4()), "name": name, "is_own": "on"} | changes
    return client.post(ADD, post)


def test_a_device_is_added_shown_and_taken_off(client, world):
    as_(client, world.deputy)
    answer = put_on_the_list(client)
    cookie = client.cookies[devices.COOKIE]

    assert answer["Location"] == "/konto/wizyta/"
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    page = client.get(PAGE).content.decode()
    assert "Tablet ośrodka 😀" in page
    assert "to urządzenie" in page
    assert client.get(ADD)["Location"] == PAGE
    device = world.deputy.user.devices.get()
    client.post(f"{PAGE}{device.public_id}/usun/")
    assert client.cookies[devices.COOKIE].value == ""
    assert "Tablet ośrodka" not in client.get(PAGE).content.decode()


def test_one_that_lies_elsewhere_is_taken_off_from_here(client, world):
    as_(client, world.lead)
    put_on_the_list(client)

    client.post(f"{PAGE}{world.device.public_id}/usun/")

    assert client.cookies[devices.COOKIE].value
    assert [row.name for row in devices.devices_of(world.lead.user, now=world.now)] == ["Tablet ośrodka 😀"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "Uzupełnij: Nazwa tego urządzenia"),
        ({"name": "x" * 61}, "60"),
        ({"is_own": ""}, "Zaznacz pole: Tylko ja"),
        ({"key": "x"}, "UUID"),
    ],
)
def test_a_fault_is_told_and_nothing_is_added(client, world, changes, told):
    answer = put_on_the_list(as_(client, world.deputy), **changes)

    assert told in answer.content.decode()
    assert devices.COOKIE not in client.cookies
    assert not world.deputy.user.devices.exists()


def test_a_full_list_says_so(client, world):
    for number in range(devices.MOST):
        devices.add_device(world.deputy.user, str(number), key=uuid.uuid4(), now=world.now)

    assert "Lista jest pełna" in put_on_the_list(as_(client, world.deputy)).content.decode()


def test_the_way_back_to_what_was_being_written_is_kept(client, world):
    as_(client, world.deputy)
    asked = {"z": "/rozeznanie/?szkic=1"}
    way = "z=%2Frozeznanie%2F%3Fszkic%3D1"

    assert f"{ADD}?{way}" in client.get("/konto/wizyta/", asked).content.decode()
    post = {"key": str(uuid.uuid4()), "name": "tablet", "is_own": "on"}
    answer = client.post(f"{ADD}?{way}", post)
    assert answer["Location"] == f"/konto/wizyta/?{way}"
    client.post(answer["Location"], {"do": "begin"})
    assert 'href="/rozeznanie/?szkic=1"' in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("address", ["https://zly.example/", "//zly.example/", "javascript:alert(1)", "", "x" * 10_000])
def test_the_way_back_leads_to_no_stranger(client, world, address):
    as_(client, world.deputy)
    put_on_the_list(client)
    query = urlencode({"z": address})

    for page in ("/konto/wizyta/", ADD):
        assert f'href="{address or "?"}' not in client.get(f"{page}?{query}").content.decode()
    assert client.post(f"/konto/wizyta/?{query}", {"do": "begin"})["Location"] == "/konto/wizyta/"
