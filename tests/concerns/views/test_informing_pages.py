"""The list of those to inform, and the form."""

from uuid import uuid4

import pytest
from django.urls import reverse

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
