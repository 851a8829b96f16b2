"""Every job with its rhythm. A job is a repeatable function of a room's `jobs.py`."""

from datetime import timedelta

import kooperacja.agreements.jobs
import kooperacja.cases.jobs
import kooperacja.concerns.jobs
import kooperacja.drafts.jobs
import kooperacja.outbox.jobs
import kooperacja.portal.jobs
from kooperacja.outbox.worker import Scheduled

SCHEDULE = [
    Scheduled(kooperacja.agreements.jobs.remind_of_ends, every=timedelta(hours=1)),
    Scheduled(kooperacja.cases.jobs.ask_who_came_of_age, every=timedelta(hours=1)),
    Scheduled(kooperacja.cases.jobs.settle_joint_decisions, every=timedelta(minutes=5)),
    Scheduled(kooperacja.cases.jobs.tell_of_late_clocks, every=timedelta(hours=1)),
    Scheduled(kooperacja.cases.jobs.remind_of_days, every=timedelta(hours=1)),
    Scheduled(kooperacja.outbox.jobs.bundle_digests, every=timedelta(minutes=1)),
    Scheduled(kooperacja.outbox.jobs.deliver_messages, every=timedelta(seconds=5)),
    Scheduled(kooperacja.outbox.jobs.push_notices, every=timedelta(seconds=5)),
    Scheduled(kooperacja.outbox.jobs.forget_pushes, every=timedelta(hours=1)),
    Scheduled(kooperacja.drafts.jobs.purge, every=timedelta(minutes=5)),
    Scheduled(kooperacja.concerns.jobs.remind_of_clocks, every=timedelta(minutes=5)),
    Scheduled(kooperacja.concerns.jobs.tell_of_late_decisions, every=timedelta(minutes=5)),
    Scheduled(kooperacja.concerns.jobs.tell_of_late_informings, every=timedelta(hours=1)),
    Scheduled(kooperacja.concerns.jobs.lock_old_concerns, every=timedelta(hours=1)),
    Scheduled(kooperacja.portal.jobs.clear_sessions, every=timedelta(hours=1)),
]
