"""`make bench`: what the pages cost on a simulated country, as the most restricted role and as the busiest.

A server with two workers answers one request at a time, over HTTP. Counted is the processor time of the server and of
the database together, the time until the answer is there, and, in this process, queries and bytes of HTML.

    .venv/bin/python -m bench.measure --cases 1000 10000 --engines sqlite postgres
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tools import ports, postgres
from tools.demo import demo_environment, write_secret
from tools.environment import ROOT, clean_environment

CASES_A_GMINA = 400
FILLED_REGISTER = 2_400
TICK = os.sysconf("SC_CLK_TCK")
COOKIE = "sessionid"
WARM_UP = 5
"""Requests before the first that counts."""
AIMS = {"home": 60, "list": 60, "filtered list": 60, "open case": 60, "search": 50, "raise a concern": 70}
"""Milliseconds of processor time at 10,000 cases."""


@dataclass
class Measured:
    """What one page cost, request by request."""

    role: str
    page: str
    walls: list[float] = field(default_factory=list)
    processor: float = 0.0
    queries: int = 0
    size: int = 0

    def row(self) -> str:
        """Return a line of the table: milliseconds of processor time, p50, p95, queries, kilobytes."""
        walls = sorted(self.walls)
        p95 = walls[min(len(walls) - 1, int(len(walls) * 0.95))]
        each = 1000 * self.processor / len(walls)
        return (
            f"| {self.role} | {self.page} | {each:.0f} | {1000 * statistics.median(walls):.0f} | {1000 * p95:.0f} "
            f"| {self.queries} | {self.size / 1000:.1f} |"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size on each engine and print the tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--engines", nargs="+", choices=("sqlite", "postgres"), default=["sqlite", "postgres"])
    parser.add_argument("--depth", choices=("full", "light"), default="full")
    parser.add_argument("--gminas", type=int, help="how many gminas (default: one for 400 cases)")
    parser.add_argument("--requests", type=int, default=40, help="requests a page (default: 40)")
    parser.add_argument("--terc", type=Path, help="the official register, for more gminas than the pilot has")
    options = parser.parse_args(arguments)
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    print(f"{datetime.now(UTC).date()}, {machine}")
    for engine in options.engines:
        for cases in options.cases:
            with country(engine, cases, options) as environment:
                print(f"\n## {cases:,} cases ({options.depth}), {engine}\n")
                print(
                    "| role | page | CPU ms | p50 ms | p95 ms | queries | kB |\n|---|---|--:|--:|--:|--:|--:|",
                    flush=True,
                )
                subprocess.run(
                    [sys.executable, "-m", "bench.measure_one", str(options.requests)],
                    env=environment, cwd=ROOT, check=True,
                )  # fmt: skip
    return 0


@contextmanager
def country(engine: str, cases: int, options: argparse.Namespace) -> Iterator[dict[str, str]]:
    """Fill a database and yield the environment in which it is worked with."""
    database: Any = postgres.throwaway() if engine == "postgres" else nullcontext("")
    with tempfile.TemporaryDirectory(prefix="kooperacja-bench-") as folder, database as address:
        data = Path(folder)
        key = subprocess.run(
            [sys.executable, "-m", "kooperacja.vault"],
            env=clean_environment(os.environ), capture_output=True, text=True, check=True,
        )  # fmt: skip
        write_secret(data / "key", key.stdout)
        write_secret(data / "secret", secrets.token_urlsafe(48))
        port = ports.next_free(8300, "127.0.0.1")
        if port is None:
            raise RuntimeError("no port from 8300 on is free")
        environment = demo_environment(data, port, None) | {"BENCH_PORT": str(port)}
        if address:
            environment["DATABASE_URL"] = address
        gminas = options.gminas or min(FILLED_REGISTER, max(1, cases // CASES_A_GMINA))
        for command in (
            ("migrate", "--verbosity", "0"),
            ("import_terc", str(options.terc or ROOT / "src/kooperacja/demo/data/pilot_2024-01-01.csv")),
            ("simulate", "--gminas", str(gminas), "--cases", str(cases), "--depth", options.depth),
        ):
            begun = time.monotonic()
            run = [sys.executable, "-m", "kooperacja", *command]
            said = subprocess.run(run, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout
            if command[0] == "simulate":
                print(f"\n{said.splitlines()[-1]} ({engine}, {cases / (time.monotonic() - begun):,.0f} cases a second)")
        yield environment


def processor_time(pids: Sequence[int]) -> float:
    """Return the seconds of processor time that these processes have used."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])
    return total / TICK


def family_of(pid: int) -> list[int]:
    """Return a process and all that come from it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, rest = path.read_text(encoding="utf-8").split(" (", 1)
        except OSError:
            continue
        children.setdefault(int(rest.rsplit(")", 1)[1].split()[1]), []).append(int(number))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def postgres_processes() -> list[int]:
    """Return the processes of PostgreSQL on this machine; the bench's own is the only one that works."""
    names = ((path, _name(path)) for path in Path("/proc").glob("[0-9]*"))
    return [int(path.name) for path, name in names if name == "postgres"]


def _name(path: Path) -> str:
    try:
        return (path / "comm").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


class Browser:
    """Speaks HTTP as one signed-in person."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("localhost", port, timeout=120)
        self.cookies = {COOKIE: session}

    def ask(self, method: str, url: str, body: dict[str, Any] | None = None) -> tuple[int, str]:
        """Send one request and return the answer's status and text."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        data = None
        if body is not None:
            data = urlencode(body, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, url, body=data, headers=headers)
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and (found := re.match(r"(\w+)=([^;]+)", value)):
                self.cookies[found[1]] = found[2]
        return answer.status, text


def measure(
    browser: Browser, measured: Measured, once: Callable[[Browser], tuple[str, str, dict[str, Any] | None]],
    *, pids: Callable[[], list[int]], requests: int,
) -> None:  # fmt: skip
    """Send the same request again and again; what `once` does before it isn't counted."""
    for number in range(WARM_UP + requests):
        method, url, body = once(browser)
        before, begun = processor_time(pids()), time.monotonic()
        status, text = browser.ask(method, url, body)
        wall, after = time.monotonic() - begun, processor_time(pids())
        if status >= HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{method} {url}: {status} {text[:300]}")
        if number >= WARM_UP:
            measured.walls.append(wall)
            measured.processor += after - before


if __name__ == "__main__":
    sys.exit(main())
