"""Workers take turns: what is due is done by one of them, and noted."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from kooperacja.config.schedule import SCHEDULE
from kooperacja.outbox.models import JobRun
from kooperacja.outbox.worker import LEASE, MOMENT, Scheduled, Turn, run, run_job

NOW = datetime(2028, 2, 29, 8, tzinfo=UTC)
HOURLY = timedelta(hours=1)


def at(moment):
    return lambda: moment


def three(*, now):
    return 3


@pytest.mark.django_db
def test_a_job_runs_when_it_is_due_and_says_when_it_runs_again():
    job = Scheduled(three, every=HOURLY)

    assert run_job(job, clock=at(NOW)) == Turn(HOURLY)
    row = JobRun.objects.get()
    assert (row.job, row.done, row.began_at, row.ended_at, row.next_at) == (job.name, 3, NOW, NOW, NOW + HOURLY)
    assert (row.failed_at, row.error) == (None, "")

    early = NOW + timedelta(minutes=59)
    assert run_job(job, clock=at(early)) == Turn(timedelta(minutes=1))
    assert JobRun.objects.get().began_at == NOW
    run_job(job, clock=at(NOW + HOURLY))
    assert JobRun.objects.get().began_at == NOW + HOURLY


@pytest.mark.django_db
def test_asked_for_at_once_it_does_not_wait():
    job = Scheduled(three, every=HOURLY)
    run_job(job, clock=at(NOW))
    run_job(job, at_once=True, clock=at(NOW + timedelta(minutes=1)))

    assert JobRun.objects.get().began_at == NOW + timedelta(minutes=1)


@pytest.mark.django_db
def test_of_a_fault_its_type_alone_is_noted_and_it_stays_after_a_run_that_went_well():
    class MoodError(Exception):
        pass

    mood = [MoodError("Kanarek 12345678901")]

    def moody(*, now):
        if mood:
            raise mood.pop()
        return 2

    job = Scheduled(moody, every=HOURLY)
    assert run_job(job, clock=at(NOW)) == Turn(HOURLY, failed=True)
    row = JobRun.objects.get()
    assert (row.error, row.failed_at, row.done, row.next_at) == ("MoodError", NOW, 0, NOW + HOURLY)

    assert not run_job(job, clock=at(NOW + HOURLY)).failed
    row.refresh_from_db()
    assert (row.error, row.failed_at, row.done) == ("MoodError", NOW, 2)


@pytest.mark.django_db
def test_a_job_of_a_worker_that_was_killed_is_taken_up_after_its_lease():
    def killed(*, now):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_job(Scheduled(killed, every=HOURLY), clock=at(NOW))
    name = JobRun.objects.get().job
    again = Scheduled(three, every=HOURLY)
    JobRun.objects.filter(job=name).update(job=again.name)

    assert run_job(again, clock=at(NOW + MOMENT)).wait == LEASE - MOMENT
    run_job(again, clock=at(NOW + LEASE))
    assert JobRun.objects.get().done == 3


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_notes_nothing():
    job = Scheduled(three, every=HOURLY)
    later = NOW + LEASE

    def slow(*, now):
        JobRun.objects.update(began_at=later, next_at=later + LEASE)  # another worker took it
        return 9

    run_job(Scheduled(slow, every=HOURLY), clock=at(NOW))
    row = JobRun.objects.get()
    assert (row.done, row.ended_at, row.next_at) == (0, None, later + LEASE)
    assert job.name != row.job


@pytest.mark.django_db
def test_a_worker_waits_for_what_another_one_did():
    stop, seconds = threading.Event(), iter(range(100))
    job = Scheduled(three, every=timedelta(seconds=2))
    JobRun.objects.create(job=job.name, next_at=datetime.now(tz=UTC) + HOURLY)
    waits = []

    def wait(timeout):
        waits.append(timeout)
        stop.set()

    stop.wait = wait
    run([job], stop, clock=lambda: float(next(seconds)), tidy=lambda: None)

    assert HOURLY.total_seconds() - 10 < waits[0] <= HOURLY.total_seconds()
    assert JobRun.objects.get().began_at is None


def test_two_workers_at_once_do_each_job_once(for_threads, db):
    for_threads()
    together, runs = threading.Barrier(2), []

    def job_of(number):
        def job(*, now):
            runs.append(number)
            time.sleep(0.02)
            return 1

        job.__name__ = f"job_{number}"
        return Scheduled(job, every=HOURLY)

    jobs = [job_of(number) for number in range(5)]

    def work(_number):
        try:
            for job in jobs:
                together.wait(timeout=20)
                assert not run_job(job).failed
            return list(JobRun.objects.values_list("done", flat=True))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        results = list(workers.map(work, range(2)))

    assert sorted(runs) == [0, 1, 2, 3, 4]
    assert all(len(result) == 5 for result in results)


def test_two_workers_run_the_whole_schedule_once(for_threads, db):
    for_threads()
    together = threading.Barrier(2)

    def work(_number):
        try:
            together.wait(timeout=20)
            turns = [run_job(scheduled) for scheduled in SCHEDULE]
            assert not any(turn.failed for turn in turns)
            return JobRun.objects.exclude(ended_at=None).count()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        assert max(workers.map(work, range(2))) >= len(SCHEDULE) - 1
