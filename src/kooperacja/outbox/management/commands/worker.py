"""`kooperacja worker`: sends e-mails and does what is due, until it is stopped."""

import signal
import threading
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from kooperacja.accounts.demo_mark import refuse_marked_in_production
from kooperacja.outbox.worker import Scheduled, run, run_job


class Command(BaseCommand):
    help = "Run the jobs of the schedule at their rhythms. Several workers may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run each job once and end")

    def handle(self, *, once: bool, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        refuse_marked_in_production()
        schedule: Sequence[Scheduled] = import_string(settings.SCHEDULE)
        if once:
            failed = [scheduled.name for scheduled in schedule if run_job(scheduled, at_once=True).failed]
            if failed:
                raise CommandError(f"These jobs failed: {', '.join(failed)}")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: stop.set())
        run(schedule, stop)
