"""The list of those to inform, and the form."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from kooperacja.concerns.states import ConcernState
from tests.concerns.tools import change
from tests.world import as_

pytestmark = pytest.mark.django_db


def test_intake_sees_what_waits_with_its_day(client, world):
    page = as_(client, world.intake).get(reverse("concerns:to_inform")).content.decode()

    assert world.concern.number in page
    assert "Poinformuj do" in page
    for word in world.canaries.values():
        assert word not in page, "a list opens nothing"


def test_it_is_recorded_once_and_shown(client, world):
    address = reverse("concerns:inform", args=[world.concern.public_id])
    assert "bezpieczny kontakt" in as_(client, world.intake).get(address).content.decode()
    data = {"informed": "yes", "on": "2026-01-05", "how": "letter", "is_all": "on", "idempotency_key": str(uuid4())}

    for _double_click in range(2):
        assert as_(client, world.intake).post(address, data).status_code == 302

    assert world.concern.informings.count() == 1
    page = as_(client, world.intake).get(reverse("concerns:concern", args=[world.concern.public_id]))
    assert "poinformowano 5 stycznia 2026" in page.content.decode()
    waits = as_(client, world.intake).get(reverse("concerns:to_inform")).content.decode()
    assert world.concern.number not in waits


def test_an_exception_without_a_ground_is_refused_at_the_form(client, world):
    address = reverse("concerns:inform", args=[world.concern.public_id])
    data = {"informed": "no", "idempotency_key": str(uuid4())}

    page = as_(client, world.intake).post(address, data).content.decode()

    assert "Wybierz podstawę wyjątku" in page
    assert not world.concern.informings.exists()


def test_without_anything_said_it_asks(client, world):
    address = reverse("concerns:inform", args=[world.concern.public_id])

    assert "Zaznacz, czy osoba" in as_(client, world.intake).post(address, {}).content.decode()


def locked(world):
    return change(
        world.concern,
        state=ConcernState.NO_ACTION,
        ended_at=world.now - timedelta(days=91),
        received_at=world.now - timedelta(days=95),
        locked_on=world.now.date(),
    )


def test_who_else_remains_is_shown_until_nobody_does(client, world):
    address = reverse("concerns:inform", args=[world.concern.public_id])
    page = reverse("concerns:concern", args=[world.concern.public_id])
    data = {"informed": "yes", "on": "2026-01-05", "how": "letter", "who": "Pan Sitarz"}
    browser = as_(client, world.intake)

    browser.post(address, {**data, "idempotency_key": str(uuid4())})
    assert "Trzeba jeszcze kogoś poinformować" in browser.get(page).content.decode()
    assert "1 wpis, ktoś jeszcze" in browser.get(reverse("concerns:to_inform")).content.decode()
    browser.post(address, {**data, "who": "Pani Sitarz", "is_all": "on", "idempotency_key": str(uuid4())})

    shown = browser.get(page).content.decode()
    assert "Pan Sitarz" in shown
    assert "Pani Sitarz" in shown
    assert "Nikt więcej nie czeka na informację" in shown
    assert "Poinformuj do" not in browser.get(address).content.decode()


@pytest.mark.parametrize("who", ["intake", "head"])
def test_a_locked_one_stays_in_the_list_and_opens_nothing(client, world, who):
    row = locked(world)
    browser = as_(client, getattr(world, who))
    address = reverse("concerns:inform", args=[row.public_id])

    listed = browser.get(reverse("concerns:to_inform")).content.decode()
    form = browser.get(address).content.decode()

    assert row.number in listed
    assert "po terminie" in listed
    assert address in listed
    assert "Poinformuj do" in form
    for word in world.canaries.values():
        assert word not in listed + form, "a locked concern opens nothing"
    assert browser.get(reverse("concerns:concern", args=[row.public_id])).status_code == 404
    answer = browser.post(
        address,
        {"informed": "no", "ground": "aim", "details": "powód", "is_all": "on", "idempotency_key": str(uuid4())},
    )
    assert answer["Location"] == reverse("concerns:to_inform")
    assert row.number not in browser.get(reverse("concerns:to_inform")).content.decode()


def test_whoever_disposes_of_one_learns_that_somebody_was_not_informed(client, world):
    row = locked(world)
    address = reverse("concerns:disposal")
    words = "trzeba jeszcze kogoś poinformować (art. 14 RODO)"
    assert words in as_(client, world.head).get(address).content.decode()

    data = {"informed": "no", "ground": "nobody", "is_all": "on", "idempotency_key": str(uuid4())}
    as_(client, world.head).post(reverse("concerns:inform", args=[row.public_id]), data)

    page = as_(client, world.head).get(address).content.decode()
    assert row.number in page
    assert words not in page


def test_a_record_of_a_locked_one_is_not_shown_again(client, world):
    address = reverse("concerns:inform", args=[world.concern.public_id])
    data = {"informed": "yes", "on": "2026-01-05", "how": "letter", "who": "Pan Sitarz"}
    as_(client, world.intake).post(address, {**data, "idempotency_key": str(uuid4())})
    locked(world)

    assert "Pan Sitarz" not in as_(client, world.intake).get(address).content.decode()
