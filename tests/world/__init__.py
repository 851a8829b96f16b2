"""The fixed cast: a village, its bodies, one case, and everybody who might look at it.

Every personal field holds a canary, a word that occurs nowhere else, so that a page that shows it to the wrong
person is caught by that word.
"""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kooperacja.accounts.models import User
from kooperacja.institutions.hats import SESSION_KEY

from ..snapshot import laid_out
from . import bodies, concerns, desk, family, work
from .making import SINCE, Cast, Made, World, canary, institution, make, person, quickly

__all__ = ["CAST", "SINCE", "Cast", "Made", "World", "as_", "build", "canary", "institution", "make", "person"]


def build(now: datetime | None = None) -> World:
    """Build the village."""
    world = World(now or timezone.now().astimezone(UTC))
    today = timezone.localdate(world.now)
    with quickly():
        bodies.build(world)
        family.build(world, today)
        work.build(world, today)
        concerns.build(world)
        work.offers(world)
        work.calendar(world)
        desk.build(world)
    return world


CAST = [
    "lead",
    "deputy",
    "member",
    "former",
    "reporter",
    "intake",
    "head",
    "colleague",
    "outsider",
    "neighbour",
    "neighbour_head",
    "region",
    "admin",
    "officer",
    "operator",
]
"""Everybody who signs in, by the name of their attribute."""


def prove(client: Client, user: User) -> Any:
    """Put into the client's session what allauth notes when a second factor was shown; return the session."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp", "id": 0}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return session


def as_(client: Client, who: Cast) -> Client:
    """Sign in as one of the cast, with a second factor shown and the hat on."""
    client.force_login(who.user)
    session = prove(client, who.user)
    session[SESSION_KEY] = str(who.membership.public_id) if who.membership else "operator"
    session.save()
    return client


@pytest.fixture
def world(db: None) -> World:
    """The village, new for each test."""
    return laid_out(build)
