"""What many tests stand on is built once in a while and laid out again for each: the same rows, the same objects.

Building the village takes most of a test's time, and nearly every test needs it.
"""

import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

T = TypeVar("T")
LONGEST = 60  # seconds: what stands in the rows as now is nearly now


@dataclass(frozen=True)
class Snapshot:
    """The rows of all tables that were empty before, as the database holds them, and the objects as bytes."""

    made: float
    day: date
    rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]]
    objects: bytes

    def fits(self) -> bool:
        """Whether it is young, and nothing lies where its rows must go."""
        if time.monotonic() - self.made > LONGEST or timezone.localdate() != self.day:
            return False
        with connection.cursor() as cursor:
            filled = (f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {table})" for table in self.rows)  # noqa: S608 - tables of ours
            cursor.execute(" UNION ALL ".join(filled))
            return cursor.fetchone() is None

    def lay_out(self) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in self.rows.items():
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608 - tables of ours
        return pickle.loads(self.objects)  # noqa: S301 - made by this process


_kept: dict[Callable[[], Any], Snapshot] = {}


def laid_out(build: Callable[[], T]) -> T:
    """Return what `build` makes, out of its snapshot where that fits, and built anew where not."""
    kept = _kept.get(build)
    if kept and kept.fits():
        laid: T = kept.lay_out()
        return laid
    begun, before = time.monotonic(), {table: _count(table) for table in _tables()}
    made = build()
    after = {table: _count(table) for table in before}
    if all(before[table] in {0, after[table]} for table in before):
        rows = {table: _read(table) for table in before if after[table] != before[table]}
        _kept[build] = Snapshot(begun, timezone.localdate(), rows, pickle.dumps(made))
    return made


def _tables() -> list[str]:
    models = apps.get_models(include_auto_created=True)
    return sorted({connection.ops.quote_name(model._meta.db_table) for model in models if model._meta.managed})


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - a table of ours
        return int(cursor.fetchone()[0])


def _read(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a table of ours
        return [connection.ops.quote_name(column[0]) for column in cursor.description], cursor.fetchall()
