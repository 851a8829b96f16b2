"""What every test stands on. Settings come from `kooperacja.config.testing`; `DATABASE_URL` chooses the database."""

import re
import socket

import pytest
from hypothesis import settings

pytest_plugins = ["tests.world", "tests.threads"]

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}
settings.register_profile("ours", deadline=None)  # a busy machine is not a fault
settings.load_profile("ours")
WALKS = re.compile(r"/tests/(architecture|security|demo|portal)/|(?<![a-z])(views|pages)")
"""Where pages are walked. What they happen to call counts as covered nowhere: a rule has tests of its own."""
LOCAL = ("127.", "::1", "localhost")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what touches the database, so that `./test` can run it on PostgreSQL once more, and what isn't measured."""
    for item in items:
        if WALKS.search(item.path.as_posix()):
            item.add_marker("no_cover")
        if item.get_closest_marker("one_engine"):
            continue
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


def _refuse_strangers(address):
    if isinstance(address, tuple) and not str(address[0]).startswith(LOCAL):
        raise RuntimeError(f"A test may not talk to {address[0]}: only to this machine.")


@pytest.fixture(autouse=True, scope="session")
def _no_strangers():
    """Let no test reach another machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            real = getattr(socket.socket, name)

            def guarded(self, address, *, real=real):
                _refuse_strangers(address)
                return real(self, address)

            patch.setattr(socket.socket, name, guarded)
        yield
