"""The parts of `./run` that need no server."""

import os
import re
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kooperacja.vault.keys import new_key
from tools import demo, ports
from tools.environment import StuckError


def test_a_taken_port_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert not ports.is_free(port)
        assert ports.next_free(port) != port
        assert ports.next_free(port, tries=1) is None


def test_a_secret_is_readable_by_its_owner_only(tmp_path):
    demo.write_secret(tmp_path / "secret", "s")

    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_the_demo_answers_under_the_address_of_the_network_only_when_asked(tmp_path):
    (tmp_path / "secret").write_text("s")

    at_home = demo.demo_environment(tmp_path, 8000, None)
    for_phones = demo.demo_environment(tmp_path, 8001, "192.0.2.7")

    assert at_home["KOOPERACJA_MODE"] == "demo"
    assert at_home["ALLOWED_HOSTS"] == "localhost,127.0.0.1"
    assert at_home["BASE_URL"] == "http://localhost:8000"
    assert for_phones["ALLOWED_HOSTS"] == "localhost,127.0.0.1,192.0.2.7"
    assert for_phones["BASE_URL"] == "http://192.0.2.7:8001"


def test_the_demo_too_sends_files_that_browsers_keep_for_a_year(tmp_path):
    (tmp_path / "secret").write_text("s" * 50)
    environment = {**os.environ, **demo.demo_environment(tmp_path, 8000, None), "KOOPERACJA_KEYS": new_key()}
    environment.pop("KOOPERACJA_KEY_FILE")
    demo._manage(Path(sys.executable), environment, "collectstatic", "--noinput", "--verbosity", "0")

    show = "import django; django.setup(); from django.templatetags.static import static; print(static('ui/app.css'))"
    done = subprocess.run(
        [sys.executable, "-c", show],
        env={**environment, "DJANGO_SETTINGS_MODULE": "kooperacja.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    name = done.stdout.strip().removeprefix("/static/")
    assert re.fullmatch(r"ui/app\.[0-9a-f]{12}\.css", name)
    assert (tmp_path / "static" / f"{name}.gz").is_file()


def test_the_demo_runs_once_per_folder(tmp_path):
    with demo._alone(tmp_path), pytest.raises(StuckError, match="already running"), demo._alone(tmp_path):
        pass


@pytest.mark.parametrize("port", ["0", "65536", "eight"])
def test_a_port_is_a_port(port, capsys):
    with pytest.raises(SystemExit):
        demo.main(["--port", port])

    assert "port" in capsys.readouterr().err.splitlines()[-1]


def test_only_what_changes_tables_is_migrated_again(tmp_path):
    migrations = tmp_path / "src" / "cases" / "migrations"
    migrations.mkdir(parents=True)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("django==5.2\n")
    first = demo.tables_wanted(tmp_path)

    (tmp_path / "src" / "cases" / "views.py").write_text("x = 1\n")
    assert demo.tables_wanted(tmp_path) == first

    (migrations / "0001_initial.py").write_text("x = 1\n")
    assert demo.tables_wanted(tmp_path) != first


def child(code):
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stdout=subprocess.PIPE)


@pytest.fixture
def _signals_stay(monkeypatch):
    """What ends children also mutes signals, which must not outlive the test."""
    monkeypatch.setattr("signal.signal", lambda *_: None)


@pytest.mark.usefixtures("_signals_stay")
def test_children_stop_when_asked_and_are_stopped_when_they_will_not(monkeypatch):
    monkeypatch.setattr(demo, "STOPS_WITHIN", 0.2)
    deaf = child("import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)")
    polite = child("import time; print(flush=True); time.sleep(60)")
    for each in (deaf, polite):
        each.stdout.readline()

    demo._end([deaf, polite])

    assert (deaf.wait(), polite.wait()) == (-9, -15)
    for each in (deaf, polite):
        each.stdout.close()


def test_a_child_that_ends_by_itself_stops_everything(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "DATA", tmp_path)
    (tmp_path / "worker.log").write_text("it was cold\n")
    dead = child("raise SystemExit(3)")
    dead.stdout.close()
    dead.wait()

    with pytest.raises(StuckError, match="worker ended by itself with 3"):
        demo._watch({"worker": dead})

    assert "it was cold" in capsys.readouterr().out


def test_a_server_that_never_answers_is_told_of(monkeypatch):
    monkeypatch.setattr(demo, "ANSWERS_WITHIN", 0.1)
    begun = time.monotonic()

    with pytest.raises(StuckError, match="no answer"):
        demo._wait_for_answer({}, ports.any_free())

    assert time.monotonic() - begun < 5
