import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from kooperacja.config.schedule import SCHEDULE
from kooperacja.outbox.worker import Scheduled, run
from kooperacja.portal.jobs import clear_sessions

done = []


def good(*, now):
    done.append(now)
    return 1


def bad(*, now):
    raise ValueError("Kanarek")


TRIAL = [Scheduled(bad, every=timedelta(seconds=1)), Scheduled(good, every=timedelta(seconds=1))]


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


@pytest.mark.django_db
def test_each_job_of_the_schedule_runs():
    assert {scheduled.name for scheduled in SCHEDULE} >= {
        "outbox.jobs.bundle_digests",
        "outbox.jobs.deliver_messages",
        "drafts.actions.purge",
        "portal.jobs.clear_sessions",
    }
    call_command("worker", "--once")
    call_command("worker", "--once")


@pytest.mark.django_db
def test_a_fault_stops_no_other_job(settings, caplog):
    settings.SCHEDULE = "tests.outbox.test_worker.TRIAL"

    with pytest.raises(CommandError, match=r"test_worker\.bad"):
        call_command("worker", "--once")

    assert len(done) == 1
    assert "ValueError" in caplog.text
    assert "Kanarek" not in caplog.text


@pytest.mark.django_db
def test_a_job_runs_at_its_rhythm_until_it_is_stopped():
    stop, seconds, runs = threading.Event(), iter(range(100)), []

    def job(*, now):
        runs.append(now)
        if len(runs) == 3:
            stop.set()
        return 0

    run([Scheduled(job, every=timedelta(seconds=0))], stop, clock=lambda: float(next(seconds)), tidy=lambda: None)

    assert len(runs) == 3


@pytest.mark.django_db
def test_a_stop_is_heeded_between_two_jobs():
    stop = threading.Event()

    def last(*, now):
        stop.set()
        return 0

    run([Scheduled(last, every=timedelta(0)), Scheduled(good, every=timedelta(0))], stop, tidy=lambda: None)

    assert done == []


@pytest.mark.django_db
def test_sessions_that_are_over_are_forgotten(world):
    Session.objects.create(session_key="a", session_data="", expire_date=world.now - timedelta(seconds=1))
    Session.objects.create(session_key="b", session_data="", expire_date=world.now + timedelta(seconds=1))
    clear_sessions(now=world.now)

    assert [session.session_key for session in Session.objects.all()] == ["b"]


def test_the_worker_ends_when_it_is_told_to(tmp_path):
    environment = {**os.environ, "KOOPERACJA_MODE": "test", "KOOPERACJA_DATA": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    with subprocess.Popen(
        [sys.executable, "-m", "kooperacja", "worker"],
        env={**environment, "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "kooperacja.config.settings"},
        stderr=subprocess.PIPE,
    ) as worker:
        while b"failed" not in worker.stderr.readline():  # without tables every job fails: the worker is at work
            assert worker.poll() is None
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(timeout=20) == 0
        assert b"Traceback" not in worker.stderr.read()
