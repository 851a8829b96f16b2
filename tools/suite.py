"""`./test`: sets up what the checks need, runs every check in order, and ends with a summary."""

from __future__ import annotations

import argparse
import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from tools import coverage_gate, lockfiles, postgres
from tools.environment import ROOT, StuckError, apt_install, clean_environment, ensure, say

WORKERS = ("-n", "2", "--dist", "loadgroup")
COVERAGE = ROOT / ".coverage.json"
STOPS_WITHIN = 15  # seconds


@dataclass
class Suite:
    """Runs checks one after another and remembers how they went."""

    python: Path
    scratch: Path
    passed: int = 0
    failed: int = 0
    failures: list[str] = field(default_factory=list)

    def check(self, name: str, holds: Callable[[], bool]) -> None:
        """Run one check under its heading; a failure doesn't stop the others."""
        say(f"\n── {name} ──")
        begun, before = time.monotonic(), self.failed
        try:
            good = holds()
        except StuckError as stuck:
            say(str(stuck))
            good = False
        if not good:
            self.failures.append(name)
            self.failed += self.failed == before  # a check that counts no tests of its own counts as one
        say(f"{'ok' if good else 'FAILED'} ({time.monotonic() - begun:.0f} s)")

    def command(self, program: str, *arguments: str, environment: Mapping[str, str] | None = None) -> bool:
        """Run one of the environment's programs in test mode."""
        variables = {**clean_environment(os.environ), "KOOPERACJA_MODE": "test", **(environment or {})}
        line = [str(self.python.with_name(program)), *arguments]
        child = subprocess.Popen(line, cwd=ROOT, env=variables, start_new_session=True)
        try:
            ended = child.wait()
        except KeyboardInterrupt:
            _end(child)
            raise
        if ended < 0:
            say(f"{program} was ended from outside, by signal {-ended}.")
        return ended == 0

    def pytest(self, *arguments: str, environment: Mapping[str, str] | None = None) -> bool:
        """Run pytest and add its counts to the totals; a run without tests, or with a skipped one, is a failure."""
        report = self.scratch / f"{secrets.token_hex(4)}.xml"
        good = self.command("python", "-m", "pytest", f"--junitxml={report}", *arguments, environment=environment)
        passed, failed, skipped = counts(report)
        self.passed += passed
        self.failed += failed
        if skipped:
            say(f"{skipped} skipped: a test that doesn't run proves nothing.")
        return good and passed > 0 and not skipped

    def summary(self) -> int:
        """Print what failed and the totals; return the exit code."""
        if self.failures:
            say(f"\nThese failed: {'; '.join(self.failures)}.")
        say(f"\n{self.passed} passed, {self.failed} failed")
        return 1 if self.failures else 0


def main(arguments: Sequence[str]) -> int:
    options, pytest_arguments = _options(arguments)
    signal.signal(signal.SIGTERM, _stop)
    try:
        python = ensure("test")
        _install_programs(chromium=not options.fast, server=not options.fast or options.postgres)
        with tempfile.TemporaryDirectory(prefix="kooperacja-test-") as scratch:
            suite = Suite(python, Path(scratch))
            if pytest_arguments or options.postgres:
                _some(suite, pytest_arguments, on_postgres=options.postgres)
            else:
                _everything(suite, fast=options.fast)
            return suite.summary()
    except StuckError as stuck:
        say(str(stuck))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


def counts(report: Path) -> tuple[int, int, int]:
    """Return how many tests passed, failed and were skipped, by the report that pytest wrote; none if it wrote none."""
    if not report.exists():
        return 0, 0, 0
    total: Counter[str] = Counter()
    for run in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - pytest wrote it a moment ago
        total.update({name: int(run.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")})
    failed = total["failures"] + total["errors"]
    return total["tests"] - failed - total["skipped"], failed, total["skipped"]


def _options(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="./test",
        description="Set up and check everything. Further arguments go to pytest, which alone then runs.",
        epilog="Examples: ./test --fast · ./test tests/cases -k close · ./test --postgres tests/cases",
        allow_abbrev=False,
    )
    parser.add_argument("--fast", action="store_true", help="leave out PostgreSQL and the browser")
    parser.add_argument("--postgres", action="store_true", help="run pytest alone, on a throw-away PostgreSQL")
    return parser.parse_known_args(arguments)


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _end(child: subprocess.Popen[bytes]) -> None:
    """Let a check put its things away, and end whatever of it is left."""
    with suppress(subprocess.TimeoutExpired, ProcessLookupError):
        os.killpg(child.pid, signal.SIGINT)
        child.wait(STOPS_WITHIN)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _install_programs(*, chromium: bool, server: bool) -> None:
    needed = {
        "gettext": shutil.which("xgettext") is not None,
        "chromium": not chromium or shutil.which("chromium") is not None,
        "libatomic1": not chromium or _has_library("libatomic.so.1"),  # what drives Chromium is linked with it
        "postgresql": not server or postgres.programs() is not None,
    }
    missing = [package for package, there in needed.items() if not there]
    if missing:
        apt_install(missing)


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _some(suite: Suite, arguments: Sequence[str], *, on_postgres: bool) -> None:
    if not on_postgres:
        suite.check("Chosen tests on SQLite", lambda: suite.pytest(*arguments))
        return
    with postgres.throwaway() as address:
        environment = {"DATABASE_URL": address}
        suite.check("Chosen tests on PostgreSQL", lambda: suite.pytest(*arguments, environment=environment))


def _everything(suite: Suite, *, fast: bool) -> None:
    templates = [str(path) for path in sorted((ROOT / "src").rglob("templates/**/*.html"))]
    suite.check("Lock files without addresses", lambda: _none(list(lockfiles.addresses())))
    suite.check("Lint", lambda: suite.command("ruff", "check", "."))
    suite.check("Format", lambda: suite.command("ruff", "format", "--check", "."))
    suite.check("Templates", lambda: suite.command("djade", "--target-version", "5.2", "--check", *templates))
    suite.check("Types", lambda: suite.command("mypy"))
    suite.check("Order of the rooms", lambda: suite.command("lint-imports", "--no-logo"))
    suite.check("Production settings", lambda: _deploy(suite))
    suite.check("Migrations match the models", lambda: _manage(suite, "makemigrations", "--check", "--dry-run"))
    COVERAGE.unlink(missing_ok=True)
    suite.check(
        "Tests on SQLite",
        lambda: suite.pytest(
            *WORKERS, "-m", "not e2e and not postgres", "--cov", f"--cov-report=json:{COVERAGE}", "--cov-report="
        ),
    )
    suite.check("Rules, states, policies and actions covered", lambda: _none(coverage_gate.gaps_in(COVERAGE)))
    if fast:
        return
    suite.check("Database tests on PostgreSQL", lambda: _on_postgres(suite))
    suite.check("Browser tests", lambda: suite.pytest(*WORKERS, "-m", "e2e", "tests/e2e"))


def _none(faults: Sequence[str]) -> bool:
    for fault in faults:
        say(fault)
    return not faults


def _manage(suite: Suite, *command: str, environment: Mapping[str, str] | None = None) -> bool:
    return suite.command("python", "-W", "error", "-m", "kooperacja", *command, environment=environment)


def _deploy(suite: Suite) -> bool:
    """Run Django's checks as a production would that is set up well."""
    key = subprocess.run(
        [suite.python, "-m", "kooperacja.vault"],
        env=clean_environment(os.environ), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    production = {
        "KOOPERACJA_MODE": "production",
        "KOOPERACJA_DATA": str(suite.scratch / "production"),
        "KOOPERACJA_KEYS": key.strip(),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "kooperacja.example",
        "BASE_URL": "https://kooperacja.example",
    }
    return _manage(suite, "check", "--deploy", "--fail-level", "WARNING", environment=production)


def _on_postgres(suite: Suite) -> bool:
    with postgres.throwaway() as address:
        return suite.pytest(*WORKERS, "-m", "(database or postgres) and not e2e", environment={"DATABASE_URL": address})
