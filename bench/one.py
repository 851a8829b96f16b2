"""Measures one filled database, in its environment: `python -m bench REQUESTS`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from .browser import Ask, InProcess, OverHttp, Steps
from .pages import roles

WARM_UP = 5
"""Requests before the first that counts."""


@dataclass
class Cost:
    """What one page costs one role."""

    role: str
    page: str
    queries: int
    size: int
    compressed: int
    walls: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def row(self) -> str:
        """Return a line of the table: milliseconds of processor time, p50 and p95, queries, kilobytes."""
        walls = sorted(self.walls)
        p95 = walls[min(len(walls) - 1, int(len(walls) * 0.95))]
        times = (statistics.mean(self.processor), statistics.median(walls), p95)
        shown = (f"{1000 * seconds:.0f}" for seconds in times)
        sizes = (f"{size / 1000:.1f}" for size in (self.size, self.compressed))
        return f"| {' | '.join((self.role, self.page, *shown, str(self.queries), *sizes))} |"


def counted(role: str, page: str, session: str, steps: Steps) -> Cost:
    """Open a page in this process, twice so that caches are warm; return its queries and its bytes."""
    browser = InProcess(session)
    for _warm in range(2):
        ask = steps(browser)
        with CaptureQueriesContext(connection) as asked:
            answer = ask.check(browser.ask(ask))
    html = answer.text.encode()
    return Cost(role, page, len(asked), len(html), len(zlib.compress(html, 6)))


def main(requests: int) -> None:
    """Start the server, open each page as each role, print a line each."""
    with _served() as (port, server):
        for role in roles():
            name = f"{role.name} ({role.caseload:,})"
            for page, steps in role.pages.items():
                cost = counted(name, page, role.session, steps)
                _time(cost, OverHttp(port, role.session), steps, requests=requests, pids=lambda: _at_work(server))
                print(cost.row(), flush=True)


def _time(cost: Cost, browser: OverHttp, steps: Steps, *, requests: int, pids: Callable[[], Sequence[int]]) -> None:
    """Send the same request again and again; what `steps` does before it isn't counted."""
    for number in range(WARM_UP + requests):
        ask = steps(browser)
        before, begun = processor_time(pids()), time.monotonic()
        answer = browser.ask(ask)
        wall, after = time.monotonic() - begun, processor_time(pids())
        ask.check(answer)
        if number >= WARM_UP:
            cost.walls.append(wall)
            cost.processor.append(after - before)


@contextmanager
def _served() -> Iterator[tuple[int, int]]:
    """Serve the database with two workers; yield the port and the server's process."""
    port = int(os.environ["BENCH_PORT"])
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "kooperacja.config.wsgi:application", "--interface", "wsgi"),
            *("--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _try in range(300):
        try:
            OverHttp(port, "").ask(Ask("/"))
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server gave no answer")


def processor_time(pids: Sequence[int]) -> float:
    """Return the seconds that the threads of these processes have spent on a processor."""
    return sum(_spent(task) for pid in pids for task in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def _spent(task: Path) -> int:
    try:
        return int(task.read_text(encoding="ascii").split()[0])
    except OSError:  # it has ended meanwhile
        return 0


def _at_work(server: int) -> list[int]:
    """Return the server's processes and those of PostgreSQL; on SQLite the server is the database, too."""
    return [*_family_of(server), *(_named("postgres") if connection.vendor == "postgresql" else [])]


def _family_of(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for number, _name, parent in _processes():
        children.setdefault(parent, []).append(number)
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def _named(name: str) -> list[int]:
    return [number for number, its_name, _parent in _processes() if its_name == name]


def _processes() -> Iterator[tuple[int, str, int]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _sep, rest = path.read_text(encoding="utf-8").rpartition(") ")
        except OSError:
            continue
        number, _sep, name = head.partition(" (")
        yield int(number), name, int(rest.split()[1])
