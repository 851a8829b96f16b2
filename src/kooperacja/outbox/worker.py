"""The loop of the worker: each job at its rhythm, none stopped by another's fault."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)


class Job(Protocol):
    """A repeatable function of a room's `jobs.py`: run twice, or by two workers, it does no harm."""

    __name__: str

    def __call__(self, *, now: datetime) -> object: ...


@dataclass(frozen=True)
class Scheduled:
    """A job and how often it runs."""

    job: Job
    every: timedelta

    @property
    def name(self) -> str:
        return f"{self.job.__module__.removeprefix('kooperacja.')}.{self.job.__name__}"


def run_job(scheduled: Scheduled) -> bool:
    """Run one job now; tell whether it went well. A fault is logged by its type and place, never by its words."""
    try:
        scheduled.job(now=timezone.now())
    except Exception:
        logger.exception("the job %s failed", scheduled.name)
        return False
    return True


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
                run_job(scheduled)
                due[number] = clock() + scheduled.every.total_seconds()
        stop.wait(max(0.0, min(due.values(), default=clock() + 1) - clock()))
