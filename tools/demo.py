"""`./run`: sets up, loads the demo once, serves it with its worker until it is stopped."""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import http.client
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from tools import ports
from tools.environment import ROOT, StuckError, clean_environment, ensure, say

DATA = ROOT / "var" / "demo"
ANSWERS_WITHIN = 60  # seconds
STOPS_WITHIN = 10  # seconds


class Stopped(Exception):
    """Somebody pressed Ctrl-C, closed the terminal or sent SIGTERM."""


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        python = ensure("run")
        with _alone(DATA):
            return _serve(python, options)
    except StuckError as stuck:
        say(str(stuck))
        return 1
    except Stopped:
        say("Stopped.")
        return 0


def demo_environment(data: Path, port: int, lan: str | None) -> dict[str, str]:
    """Return the settings of the demo."""
    return {
        **clean_environment(os.environ),
        "KOOPERACJA_MODE": "demo",
        "KOOPERACJA_DATA": str(data),
        "KOOPERACJA_KEY_FILE": str(data / "key"),
        "SECRET_KEY": (data / "secret").read_text(encoding="utf-8"),
        "ALLOWED_HOSTS": ",".join(["localhost", "127.0.0.1", *([lan] if lan else [])]),
        "STATIC_COLLECTED": "true",
        "BASE_URL": f"http://{lan or 'localhost'}:{port}",
    }


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", description="Set up and serve the demo. Ctrl-C stops it.")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port, or the next free one (8000)")
    parser.add_argument("--lan", action="store_true", help="serve phones in the local network, too")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away and load it anew")
    options = parser.parse_args(arguments)
    if not 0 < options.port < 65536:  # noqa: PLR2004 - the ports that there are
        parser.error("a port is a number from 1 to 65535")
    return options


def _stop(*_: object) -> NoReturn:
    raise Stopped


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the demo's data for this one `./run`."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "running").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StuckError("The demo of this folder is already running: stop it first, with Ctrl-C there.") from None
        yield


def _serve(python: Path, options: argparse.Namespace) -> int:
    host = "0.0.0.0" if options.lan else "127.0.0.1"  # noqa: S104 - asked for by --lan, and only the demo
    lan = ports.lan_address() if options.lan else None
    if options.lan and not lan:
        raise StuckError("This machine is in no local network: join one, or start without --lan.")
    port = ports.next_free(options.port, host)
    if port is None:
        raise StuckError(f"No port from {options.port} on is free: choose another one with --port.")
    if port != options.port:
        say(f"Port {options.port} is taken; port {port} it is.")
    environment = _prepare(python, port, lan, fresh=options.fresh)
    commands = {
        "server": [
            *(str(python), "-m", "granian", "kooperacja.config.wsgi:application", "--interface", "wsgi"),
            *("--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws"),
        ],
        "worker": [str(python), "-m", "kooperacja", "worker"],
    }
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        children["server"] = _start("server", commands["server"], environment)
        _wait_for_answer(children, port)  # before the worker starts, which would only slow it down
        children["worker"] = _start("worker", commands["worker"], environment)
        _greet(port, lan)
        return _watch(children)
    finally:
        _end(children.values())


def _start(name: str, command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    with (DATA / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )


def _prepare(python: Path, port: int, lan: str | None, *, fresh: bool) -> dict[str, str]:
    """Make keys, tables and the demo's data where they are missing; return the demo's environment."""
    loaded = DATA / "loaded"
    if fresh or not loaded.exists():  # without this mark, an earlier start was interrupted half-way
        _make_anew(python)
    environment = demo_environment(DATA, port, lan)
    tables = tables_wanted()
    if not loaded.exists():
        say("Loading the demo (only this once) …")
    if not loaded.exists() or loaded.read_text(encoding="utf-8") != tables:
        _manage(python, environment, "migrate", "--verbosity", "0")
    if not loaded.exists():
        _manage(python, environment, "load_demo")
    _manage(python, environment, "collectstatic", "--noinput", "--verbosity", "0")  # they may be newer than the tables
    loaded.write_text(tables, encoding="utf-8")
    return environment


def _make_anew(python: Path) -> None:
    for child in DATA.iterdir():
        if child.is_dir():
            shutil.rmtree(child)
        elif child.name != "running":
            child.unlink()
    key = subprocess.run(
        [python, "-m", "kooperacja.vault"],
        env=clean_environment(os.environ), capture_output=True, text=True, check=True,
    )  # fmt: skip
    write_secret(DATA / "key", key.stdout)
    write_secret(DATA / "secret", secrets.token_urlsafe(48))


def tables_wanted(root: Path = ROOT) -> str:
    """Return a hash of whatever makes tables: the migrations, and the packages that bring some of their own."""
    made_by = [*sorted((root / "src").rglob("migrations/*.py")), root / "requirements" / "run.txt"]
    content = b"".join(str(path.relative_to(root)).encode() + path.read_bytes() for path in made_by)
    return hashlib.sha256(content).hexdigest()


def _manage(python: Path, environment: Mapping[str, str], *command: str) -> None:
    done = subprocess.run(
        [python, "-m", "kooperacja", *command],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        say(done.stdout)
        raise StuckError(f"`kooperacja {command[0]}` failed (see above); `./run --fresh` begins with new data.")


def _wait_for_answer(children: Mapping[str, subprocess.Popen[bytes]], port: int) -> None:
    until = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < until:
        _raise_if_dead(children)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise StuckError(f"The server gave no answer within {ANSWERS_WITHIN} s: see {DATA / 'server.log'}.")


def _greet(port: int, lan: str | None) -> None:
    say(f"\n  Kooperacja (a demo with made-up families):  http://localhost:{port}")
    if lan:
        say(f"  On a phone in the same network:             http://{lan}:{port}")
    say(f"\n  E-mails are written to {DATA.relative_to(ROOT)}/mail, logs to {DATA.relative_to(ROOT)}/*.log.")
    say("  Ctrl-C stops it.\n")


def _watch(children: Mapping[str, subprocess.Popen[bytes]]) -> NoReturn:
    while True:
        _raise_if_dead(children)
        time.sleep(0.5)


def _raise_if_dead(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            log = DATA / f"{name}.log"
            say("\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]))
            raise StuckError(
                f"The {name} ended by itself with {child.returncode} (its log: {log}), so everything stops."
            )


def _end(children: Iterable[subprocess.Popen[bytes]]) -> None:
    """Ask every child to stop, and make it stop if it won't."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them behind
    running = [child for child in children if child.poll() is None]
    for child in running:
        child.terminate()
    until = time.monotonic() + STOPS_WITHIN
    for child in running:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
