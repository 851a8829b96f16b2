"""Who works on the pages of people, and when."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import as_


@pytest.fixture
def now(world):
    return world.now


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def admin(client, world):
    return as_(client, world.admin)


@pytest.fixture
def operator(world):
    return as_(Client(), world.operator)
