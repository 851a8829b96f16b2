"""A PostgreSQL of our own: made for one run of the tests in a folder that is thrown away after it."""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools import ports
from tools.environment import StuckError

OLDEST = 15
STARTS_WITHIN = 60  # seconds
IN_A_HURRY = (
    *("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"),
    *("-c", "autovacuum=off"),  # it takes what tests roll back for emptiness, and plans go wrong
)


def programs(debian: Path = Path("/usr/lib/postgresql")) -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, if there is one that is new enough."""
    found = [int(path.name) for path in debian.glob("*") if path.name.isdigit() and (path / "bin/initdb").exists()]
    if found and max(found) >= OLDEST:
        return debian / str(max(found)) / "bin"
    elsewhere = shutil.which("initdb")
    if elsewhere:
        told = subprocess.run([elsewhere, "--version"], capture_output=True, text=True, check=False).stdout
        version = re.search(r"\d+", told)
        if version and int(version[0]) >= OLDEST:
            return Path(elsewhere).resolve().parent
    return None


@contextmanager
def throwaway(*, like_production: bool = False) -> Iterator[str]:
    """Start a cluster on a free port, yield its address as a `DATABASE_URL`, stop and remove it.

    It spares what keeps data safe, unless what it does is measured `like_production`.
    """
    binaries = programs()
    if binaries is None:
        raise StuckError(f"PostgreSQL {OLDEST} or newer is missing.")
    user = _unprivileged()
    as_user: dict[str, Any] = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    folder = Path(tempfile.mkdtemp(prefix="kooperacja-pg-", dir=_reachable(as_user)))
    try:
        if user:
            shutil.chown(folder, user)
        password = secrets.token_hex(16)
        (folder / "password").write_text(password, encoding="utf-8")
        if user:
            shutil.chown(folder / "password", user)
        made = subprocess.run(
            [
                *(binaries / "initdb", "--pgdata", folder / "data", "--username", "kooperacja"),
                *("--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "scram-sha-256"),
                *("--pwfile", folder / "password", "--no-sync"),
            ],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **as_user,
        )  # fmt: skip
        if made.returncode:
            raise StuckError(f"PostgreSQL's initdb failed:\n{made.stdout}")
        port = ports.any_free()
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    *(binaries / "postgres", "-D", folder / "data", "-k", folder, "-p", str(port)),
                    *("-c", "listen_addresses=127.0.0.1", "-c", "max_connections=50"),
                    *(() if like_production else IN_A_HURRY),
                ],
                cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, **as_user,
            )  # fmt: skip
        try:
            _wait(server, port, folder)
            yield f"postgres://kooperacja:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # it ends its sessions and stops
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    """Return the user for a server that refuses to run as root; None if we aren't root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise StuckError("PostgreSQL doesn't run as root, and there is no user `postgres`: start ./test as another user.")


def _reachable(as_user: dict[str, Any]) -> str:
    """Return a folder for temporary files that the server's user may enter."""
    for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 - mkdtemp makes the folder in it
        if not subprocess.run(["test", "-w", folder, "-a", "-x", folder], check=False, cwd="/", **as_user).returncode:
            return folder
    raise StuckError("PostgreSQL's user can write to no folder for temporary files: set TMPDIR to one where it can.")


def _wait(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        status = folder / "data" / "postmaster.pid"
        if status.exists() and "ready" in status.read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    told = (folder / "log").read_text(encoding="utf-8", errors="replace")
    raise StuckError(f"PostgreSQL didn't start on port {port}:\n{told}")
