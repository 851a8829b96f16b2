"""Two people, or two tabs, do the same thing: the second one learns it in plain words, with 409."""

from django.urls import reverse

from tests.cases.changing import close, key
from tests.world import as_


def test_a_decided_concern_opens_no_second_case(client, world):
    as_(client, world.intake)
    for page in ("cases:open_from_concern", "cases:link_concern"):
        assert client.get(reverse(page, args=[world.linked_concern.public_id])).status_code == 409
    url = reverse("cases:link_concern", args=[world.linked_concern.public_id])
    sent = {"idempotency_key": key(), "number": world.case.number, "reason": "Ta sama rodzina."}

    assert client.post(url, sent).status_code == 409


def test_a_case_that_was_closed_meanwhile_isnt_closed_again(client, world):
    close(world)
    as_(client, world.deputy)
    url = reverse("cases:close", args=[world.case.public_id])

    assert client.get(url).status_code == 409
    assert client.post(url, {"idempotency_key": key(), "reason": "moved"}).status_code in {200, 409}


def test_a_case_that_has_started_isnt_started_again(client, world):
    as_(client, world.deputy)

    assert client.post(reverse("cases:start", args=[world.case.public_id])).status_code == 409
