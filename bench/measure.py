"""`make bench`: what the pages cost on an invented country, as the most restricted role and as the busiest.

A server with two workers is asked over HTTP, one request at a time. Counted are the processor time of the server and of
the database together and the time until the answer is there; queries and bytes of HTML are counted in a process of
their own. A country of a million cases takes half an hour to fill; `--keep FOLDER` fills it once.

    make bench
    PYTHONPATH=src:. .venv/bin/python -m bench.measure 1000 10000 --engines sqlite --keep var/countries
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools import postgres
from tools.environment import ROOT

from .country import Country, filled

COUNTRIES = ("1000", "10000", "100000", "1000000:light", "20000:light:1")
HEAD = (
    "| role (cases) | page | CPU ms | p50 ms | p95 ms | queries | kB | kB sent |\n"
    "|---|---|--:|--:|--:|--:|--:|--:|"
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each country on each engine and print the tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=str(__doc__).splitlines()[0])
    parser.add_argument(
        "countries", type=Country.parse, nargs="*", metavar="CASES[:DEPTH[:GMINAS]]",
        default=[Country.parse(text) for text in COUNTRIES], help=f"default: {' '.join(COUNTRIES)}",
    )  # fmt: skip
    parser.add_argument("--engines", nargs="+", choices=("sqlite", "postgres"), default=["sqlite", "postgres"])
    parser.add_argument("--requests", type=int, default=40, help="requests a page (default: 40)")
    parser.add_argument("--keep", type=Path, help="keep filled embedded databases in this folder, and use those it has")
    options = parser.parse_args(arguments)
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    print(f"{datetime.now(UTC).date()}, {machine}, {options.requests} requests a page")
    for engine in options.engines:
        for country in options.countries:
            print(f"\n### {country}, {engine}\n", flush=True)
            with _database(engine, country, options.keep) as environment:
                print(f"\n{HEAD}", flush=True)
                command = [sys.executable, "-m", "bench", str(options.requests)]
                subprocess.run(command, env=environment, cwd=ROOT, check=True)
    return 0


@contextmanager
def _database(engine: str, country: Country, keep: Path | None) -> Iterator[dict[str, str]]:
    server: Any = postgres.throwaway(like_production=True) if engine == "postgres" else nullcontext("")
    kept = keep and engine == "sqlite"
    name = f"{country.cases}-{country.depth}-{country.gminas}"
    folder: Any = nullcontext(keep / name) if keep and kept else tempfile.TemporaryDirectory(prefix="kooperacja-bench-")
    with folder as path, server as address, filled(country, Path(path), address) as environment:
        yield environment


if __name__ == "__main__":
    sys.exit(main())
