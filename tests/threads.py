"""A database that several threads of a test may work on at once."""

import pytest
from django.db import connection, connections


@pytest.fixture
def for_threads(transactional_db, tmp_path):
    """Call it once the rows are made: on SQLite other threads then work on a file with these rows, as in life.

    The tests' own database lies in memory, where other locks hold.
    """
    with pytest.MonkeyPatch.context() as patch:  # undone before the database is: memory lives as long as its name

        def move():
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM INTO %s", [str(tmp_path / "db.sqlite3")])
                patch.setitem(connections.databases["default"], "NAME", str(tmp_path / "db.sqlite3"))

        yield move
