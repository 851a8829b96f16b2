import pytest

from .tools import MONDAY, OFFICE, change


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of the pages: `clock(EVENING)`."""

    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


@pytest.fixture
def office(world, clock):
    """The village on a Monday at nine; both centres are open, somebody is on duty at the first."""
    for centre in (world.ops, world.other_ops):
        change(centre, opening_hours=OFFICE)
    clock(MONDAY)
    return world
