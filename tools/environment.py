"""Makes `.venv` out of the pinned and hashed requirements, and installs Debian's packages where it may.

A second call costs nothing: the hash of what was installed lies in `.venv` as a stamp.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"

Kind = Literal["run", "test"]
ACCEPTED: Mapping[Kind, Sequence[Kind]] = {"run": ("run", "test"), "test": ("test",)}  # test.txt holds all of run.txt


class StuckError(Exception):
    """The set-up can't go on; the message is one plain sentence that says what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def settings_read(source: str) -> set[str]:
    """Return the names of the variables that a module of settings reads: `env.str("NAME", …)`."""
    return {*re.findall(r"""\benv(?:\.\w+)?\(\s*["'](\w+)["']""", source), "DJANGO_SETTINGS_MODULE"}


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the settings of any installation, with our sources on Python's path.

    The values of a production in this shell must reach neither the demo nor the tests.
    """
    read = settings_read((ROOT / "src/kooperacja/config/settings.py").read_text(encoding="utf-8"))
    kept = {name: value for name, value in environment.items() if name not in read}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


def ensure(kind: Kind, *, venv: Path = VENV, requirements: Path = REQUIREMENTS) -> Path:
    """Return the Python of an environment that holds `requirements/<kind>.txt`; install it first if need be."""
    python = venv / "bin" / "python"
    if is_current(kind, venv=venv, requirements=requirements) and _works(python):
        return python
    say(f"Installing the packages of requirements/{kind}.txt into .venv (only when they changed) …")
    try:
        _stamp(venv).unlink(missing_ok=True)
        _install(requirements / f"{kind}.txt", venv, requirements / "uv.txt")
        _write_launcher(venv)
        _stamp(venv).write_text(fingerprint(kind, requirements), encoding="utf-8")
    except PermissionError as error:
        raise StuckError(
            f"You may not write to {error.filename}: give this folder to your user, then repeat."
        ) from error
    return python


def is_current(kind: Kind, *, venv: Path, requirements: Path) -> bool:
    """Whether the stamp says that what `kind` needs is installed."""
    try:
        stamp = _stamp(venv).read_text(encoding="utf-8")
    except OSError:
        return False
    return any(stamp == fingerprint(accepted, requirements) for accepted in ACCEPTED[kind])


def fingerprint(kind: Kind, requirements: Path) -> str:
    """The text of a stamp: the kind, and the hash of its file."""
    return f"{kind} {hashlib.sha256((requirements / f'{kind}.txt').read_bytes()).hexdigest()}\n"


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages; whoever isn't root gets the exact command instead."""
    command = f"apt-get update && apt-get install -y {shlex.join(packages)}"
    if not shutil.which("apt-get"):
        raise StuckError(f"Please install {' and '.join(packages)} with your system's package manager, then repeat.")
    if os.geteuid() != 0:
        raise StuckError(f"Please install {' and '.join(packages)}, then repeat: sudo sh -c '{command}'")
    say(f"Installing {', '.join(packages)} with apt-get …")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
        done = subprocess.run(step, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            say(done.stdout)
            raise StuckError(f"apt-get failed; see above, then try by hand: {command}")


def _stamp(venv: Path) -> Path:
    return venv / "kooperacja.stamp"


def _write_launcher(venv: Path) -> None:
    """Give the environment the command `kooperacja` without installing, and so building, the project itself."""
    launcher = venv / "bin" / "kooperacja"
    source, python = shlex.quote(str(ROOT / "src")), shlex.quote(str(venv / "bin" / "python"))
    launcher.write_text(f'#!/bin/sh\nPYTHONPATH={source} exec {python} -m kooperacja "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)


def _install(wanted: Path, venv: Path, uv_pin: Path) -> None:
    python = venv / "bin" / "python"
    uv = shutil.which("uv")
    if uv:
        if not _works(python):
            _empty(venv)
            _run([uv, "venv", "--quiet", "--python", sys.executable, str(venv.resolve())])
    else:
        if not _works(python, "import pip"):
            _make_venv(venv)
        uv = str(venv / "bin" / "uv")
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        if not Path(uv).exists() and not _succeeds([*pip, "-r", str(uv_pin)]):
            raise StuckError("The packages could not be fetched (see above): check the network, then repeat.")
        if _succeeds([uv, "pip", "sync", "--quiet", "--python", str(python), "--require-hashes", str(wanted)]):
            return
        say("uv could not do it; pip, which reads its own settings, tries now …")
        _run([*pip, "-r", str(wanted)])
        return
    _run([uv, "pip", "sync", "--quiet", "--python", str(python), "--require-hashes", str(wanted)])


def _make_venv(venv: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        apt_install(["python3-venv"])
    _empty(venv)
    _run([sys.executable, "-m", "venv", str(venv.resolve())])  # it makes none at a link


def _empty(venv: Path) -> None:
    """Clear what is left of a broken environment; `.venv` itself may be a link and stays one."""
    if not venv.is_dir():
        return
    for child in venv.iterdir():
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        else:
            child.unlink()


def _works(python: Path, code: str = "") -> bool:
    check = f"import sys; assert sys.version_info >= (3, 11); {code}"
    return python.exists() and not subprocess.run([python, "-c", check], capture_output=True, check=False).returncode


def _succeeds(command: Sequence[str]) -> bool:
    env = {**os.environ, "PIP_USER": "0", "UV_PYTHON_DOWNLOADS": "never"}
    if Path("/etc/ssl/certs/ca-certificates.crt").exists():  # a network's own authority stands there, not within uv
        env.setdefault("UV_SYSTEM_CERTS", "true")
    return subprocess.run(command, env=env, check=False).returncode == 0


def _run(command: Sequence[str]) -> None:
    if not _succeeds(command):
        raise StuckError(f"This failed (see above): {shlex.join(command)}. Put it right, then repeat.")
