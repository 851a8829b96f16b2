"""Databases that are filled with an invented country, for as long as they are measured or to be measured again."""

from __future__ import annotations

import csv
import hashlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from tools import ports
from tools.demo import demo_environment, write_secret
from tools.environment import ROOT, clean_environment

CASES_A_GMINA = 400
REGISTER = 2_477
"""Gminas of the invented register; Poland has as many."""
Depth = Literal["full", "light"]
DEPTHS = get_args(Depth)


@dataclass(frozen=True)
class Country:
    """How large it is: `10000`, `1000000:light`, or `20000:light:1` with its number of gminas."""

    cases: int
    depth: Depth
    gminas: int

    @classmethod
    def parse(cls, text: str) -> Country:
        """Read what stands on the command line. Raise ValueError if it is something else."""
        cases, depth, gminas = (*text.split(":"), "", "")[:3]
        if (depth and depth not in DEPTHS) or text.count(":") > 2:  # noqa: PLR2004 - three parts
            raise ValueError(text)
        wanted = int(gminas) if gminas else min(REGISTER, max(1, int(cases) // CASES_A_GMINA))
        return cls(int(cases), depth or "full", wanted)  # type: ignore[arg-type] # one of the two

    def __str__(self) -> str:
        return f"{self.cases:,} cases ({self.depth}) in {self.gminas:,} gminas"


@contextmanager
def filled(country: Country, folder: Path, address: str) -> Iterator[dict[str, str]]:
    """Yield the environment in which this country is worked with; fill it first, unless the folder holds it.

    Args:
        folder: where the keys lie, and the database if it is the embedded one.
        address: of an empty PostgreSQL; empty for the embedded database.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "key").exists():
        make = [sys.executable, "-m", "kooperacja.vault"]
        environment = clean_environment(os.environ)
        key = subprocess.run(make, env=environment, capture_output=True, text=True, check=True).stdout
        write_secret(folder / "key", key)
        write_secret(folder / "secret", secrets.token_urlsafe(48))
    port = ports.next_free(8300, "127.0.0.1")
    if port is None:
        raise RuntimeError("no port from 8300 on is free")
    environment = demo_environment(folder, port, None) | {"BENCH_PORT": str(port)}
    if address:
        environment["DATABASE_URL"] = address
    done = folder / "filled"
    if not done.exists():
        done.write_text(_fill(country, folder, environment), encoding="utf-8")
    _manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    print(done.read_text(encoding="utf-8"), flush=True)
    yield environment


def _fill(country: Country, folder: Path, environment: dict[str, str]) -> str:
    """Fill the database; return what is to be said of it."""
    register = folder / "terc.csv"
    invented_register(register)
    _manage(environment, "migrate", "--verbosity", "0")
    _manage(environment, "import_terc", str(register))
    begun = time.monotonic()
    options = ("--gminas", str(country.gminas), "--cases", str(country.cases), "--depth", country.depth)
    said = _manage(environment, "simulate", *options).splitlines()[-1]
    speed = country.cases / (time.monotonic() - begun)
    return f"{said} That was {speed:,.0f} cases a second."


def _manage(environment: dict[str, str], *command: str) -> str:
    run = [sys.executable, "-m", "kooperacja", *command]
    return subprocess.run(run, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def invented_register(path: Path) -> None:
    """Write a register as large as Poland's, in the form of the official file; the same each time."""
    voivodeships, powiats = 16, 20
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA"))
        left = REGISTER
        for voivodeship in range(1, voivodeships + 1):
            code = f"{2 * voivodeship:02d}"
            rows.writerow((code, "", "", "", f"WOJEWÓDZTWO {_name(code).upper()}", "województwo", "2026-01-01"))
            for powiat in range(1, powiats + 1):
                rows.writerow((code, f"{powiat:02d}", "", "", _name(code, powiat), "powiat", "2026-01-01"))
                here = -(-left // (voivodeships * powiats - (voivodeship - 1) * powiats - powiat + 1))
                left -= here
                for gmina in range(1, here + 1):
                    name = _name(code, powiat, gmina).capitalize()
                    rows.writerow((code, f"{powiat:02d}", f"{gmina:02d}", "2", name, "gmina wiejska", "2026-01-01"))


def _name(*place: object) -> str:
    """Return an invented name, always the same for the same place."""
    beginnings = (
        "brzo",
        "dąb",
        "gra",
        "jesio",
        "kalin",
        "lip",
        "ol",
        "sos",
        "wierz",
        "zaj",
        "kru",
        "łoś",
        "mod",
        "ros",
    )
    middles = ("no", "ro", "le", "ko", "ni", "wo", "ży", "szy", "sto", "bo")
    ends = ("wiec", "wice", "wo", "ów", "sko", "iny", "ka", "nik", "ce", "dół")
    number = int.from_bytes(hashlib.sha256(repr(place).encode()).digest()[:6], "big")
    parts = []
    for syllables in (beginnings, middles, ends):
        number, which = divmod(number, len(syllables))
        parts.append(syllables[which])
    return "".join(parts)
