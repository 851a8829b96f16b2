"""The loop of the worker: each job at its rhythm, none stopped by another's fault.

Several workers share the work: a job is claimed by one of them, which notes how it went (`JobRun`).
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from django.db import close_old_connections
from django.utils import timezone

from .models import JobRun

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
"""For so long a claimed job is its worker's. One that takes longer may run twice at once; each job bears that."""

MOMENT: Final = timedelta(seconds=1)
"""The least wait for a job that another worker has, or that is due in a blink."""


class Job(Protocol):
    """A repeatable function of a room's `jobs.py`: run twice, or by two workers, it does no harm.

    It returns how many things it has done.
    """

    __name__: str

    def __call__(self, *, now: datetime) -> int: ...


@dataclass(frozen=True)
class Scheduled:
    """A job and how often it runs."""

    job: Job
    every: timedelta

    @property
    def name(self) -> str:
        return f"{self.job.__module__.removeprefix('kooperacja.')}.{self.job.__name__}"


@dataclass(frozen=True)
class Turn:
    """How it went when a worker turned to a job, and in how long it turns to it again."""

    wait: timedelta
    failed: bool = False


def run_job(scheduled: Scheduled, *, at_once: bool = False, clock: Callable[[], datetime] = timezone.now) -> Turn:
    """Run one job if it is due and no other worker has it; with `at_once` whether or not it is due.

    A fault is logged and noted by its type and place, never by its words.
    """
    try:
        return _run_if_due(scheduled, at_once=at_once, clock=clock)
    except Exception:  # the database is away
        logger.exception("the job %s failed", scheduled.name)
        return Turn(scheduled.every, failed=True)


def _run_if_due(scheduled: Scheduled, *, at_once: bool, clock: Callable[[], datetime]) -> Turn:
    began, runs = clock(), JobRun.objects.filter(job=scheduled.name)
    found, _made = JobRun.objects.get_or_create(job=scheduled.name, defaults={"next_at": began})
    due = runs if at_once else runs.filter(next_at__lte=began)
    if not due.update(next_at=began + LEASE, began_at=began):  # one statement, so that one worker alone moves it on
        return Turn(max(found.next_at - began, MOMENT))
    failed, since = False, time.monotonic()
    noted: dict[str, Any] = {}
    try:
        noted = {"done": scheduled.job(now=began)}
    except Exception as error:
        logger.exception("the job %s failed", scheduled.name)
        failed, noted = True, {"failed_at": began, "error": type(error).__name__[:100], "done": 0}
    took = round((time.monotonic() - since) * 1000)
    ended = clock()
    # Only as long as it is this worker's: after the lease another one may have begun.
    runs.filter(began_at=began).update(next_at=ended + scheduled.every, ended_at=ended, took_ms=took, **noted)
    return Turn(scheduled.every, failed=failed)


def run(
    schedule: Sequence[Scheduled],
    stop: threading.Event,
    *,
    clock: Callable[[], float] = time.monotonic,
    tidy: Callable[[], None] = close_old_connections,
) -> None:
    """Run the jobs at their rhythms until `stop` is set; the job at hand is finished first.

    `tidy` is called before each job: a database that was away for a while is met by a new connection.
    """
    due = dict.fromkeys(range(len(schedule)), clock())
    while not stop.is_set():
        for number, scheduled in enumerate(schedule):
            if due[number] <= clock() and not stop.is_set():
                tidy()
                turn = run_job(scheduled)
                due[number] = clock() + turn.wait.total_seconds()
        stop.wait(max(0.0, min(due.values(), default=clock() + 1) - clock()))
