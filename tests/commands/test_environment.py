"""The set-up: when it may save itself the work, and what it says when it can't go on."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools import environment
from tools.environment import (
    ROOT,
    StuckError,
    apt_install,
    clean_environment,
    ensure,
    fingerprint,
    is_current,
    settings_read,
)


@pytest.fixture
def rooms(tmp_path):
    """An empty environment beside requirements of its own."""
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    for kind in ("run", "test"):
        (tmp_path / f"{kind}.txt").write_text(f"{kind}==1\n")
    return {"venv": tmp_path / "venv", "requirements": tmp_path}


def stamp(rooms, text):
    (rooms["venv"] / "kooperacja.stamp").write_text(text)


@pytest.mark.parametrize(
    ("installed", "wanted", "good"),
    [("run", "run", True), ("test", "run", True), ("test", "test", True), ("run", "test", False)],
)
def test_the_larger_set_serves_the_smaller(rooms, installed, wanted, good):
    stamp(rooms, fingerprint(installed, rooms["requirements"]))

    assert is_current(wanted, **rooms) is good


def test_changed_requirements_are_installed_again(rooms):
    stamp(rooms, fingerprint("run", rooms["requirements"]))
    (rooms["requirements"] / "run.txt").write_text("run==2\n")

    assert not is_current("run", **rooms)


def test_without_a_stamp_nothing_is_installed(rooms):
    assert not is_current("run", **rooms)


def test_a_failed_installation_leaves_no_stamp(rooms, monkeypatch):
    stamp(rooms, "run of yesterday")

    def fail(*_):
        raise StuckError("no network")

    monkeypatch.setattr(environment, "_install", fail)
    with pytest.raises(StuckError):
        ensure("run", **rooms)

    assert not (rooms["venv"] / "kooperacja.stamp").exists()


def test_clearing_a_broken_environment_keeps_the_link_to_it(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    (real / "bin").mkdir(parents=True)
    (real / "bin" / "python").write_text("")
    (real / "lib64").symlink_to("lib")
    link.symlink_to(real)

    environment._empty(link)

    assert link.is_symlink()
    assert list(real.iterdir()) == []


def test_an_ordinary_user_is_told_the_exact_command(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")

    with pytest.raises(StuckError, match=re.escape("apt-get install -y chromium gettext'")) as stuck:
        apt_install(["chromium", "gettext"])

    assert str(stuck.value).startswith("Please install chromium and gettext, then repeat: sudo ")


def test_a_system_without_apt_is_told_what_is_missing(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(StuckError, match="your system's package manager"):
        apt_install(["chromium"])


def test_root_gets_the_packages_installed(monkeypatch):
    done = []

    def run(command, **_):
        done.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="")

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", run)

    apt_install(["gettext"])

    assert [command[1] for command in done] == ["update", "install"]


def test_a_productions_settings_do_not_reach_the_demo_or_the_tests():
    cleaned = clean_environment({"DATABASE_URL": "postgres://there", "SECRET_KEY": "s", "LANG": "C"})

    assert cleaned == {"LANG": "C", "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


def test_a_setting_is_known_by_its_being_read():
    source = """A = env.str("ONE", None)\nif b := env.list(\n    "TWO"):\n    c = os.environ["THREE"]"""

    assert settings_read(source) == {"ONE", "TWO", "DJANGO_SETTINGS_MODULE"}


def test_only_settings_read_the_environment():
    readers = re.compile(r"\benv\.\w+\(|\benviron\[|\bgetenv\(|environ\.get\(")
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "src/kooperacja").rglob("*.py"))
        if path.name != "settings.py" and readers.search(path.read_text())
    ]

    assert elsewhere == []


@pytest.mark.parametrize("command", ["run", "test"])
def test_an_old_python_is_refused_in_one_sentence(command):
    source = (ROOT / command).read_text()
    old = source.replace("import sys\n", "import sys\nsys.version_info = (3, 9, 2)\n", 1)

    ended = subprocess.run(["python3", "-c", old], capture_output=True, text=True, check=False, cwd=ROOT)

    assert ended.returncode == 1
    assert ended.stderr.startswith("Kooperacja needs Python 3.11 or newer")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["run", "test"])
def test_both_commands_explain_themselves_without_any_package(command):
    ended = subprocess.run(
        ["python3", "-E", "-S", str(ROOT / command), "--help"], capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stderr
    assert f"usage: ./{command}" in ended.stdout


def test_ci_runs_what_a_person_runs():
    assert Path(ROOT / ".ci/run").read_text().endswith("exec ./test\n")
