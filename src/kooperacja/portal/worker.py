"""What the worker does by itself, in words for operators: how each job goes, and what lies in the outbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Min
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Delivery, DeliveryState, JobRun, Push
from kooperacja.outbox.worker import Scheduled

LABELS: Final[dict[str, Promise]] = {
    "agreements.jobs.remind_of_ends": _("Remind of agreements that end soon"),
    "cases.jobs.ask_who_came_of_age": _("Ask young people who came of age themselves"),
    "cases.jobs.settle_joint_decisions": _("Settle decisions of several institutions"),
    "cases.jobs.tell_of_late_clocks": _("Tell leads, deputies and heads that something in a case is late"),
    "cases.jobs.remind_of_days": _("Remind of actions and reviews whose day comes"),
    "outbox.jobs.bundle_digests": _("Make the daily summaries"),
    "outbox.jobs.deliver_messages": _("Send e-mails"),
    "outbox.jobs.push_notices": _("Tell devices that messages wait"),
    "outbox.jobs.forget_pushes": _("Forget devices that are told no longer"),
    "drafts.actions.purge": _("Delete what is kept no longer: old drafts and one-time keys"),
    "concerns.jobs.remind_of_clocks": _("Remind centres that the time for an answer is running out"),
    "concerns.jobs.tell_of_late_decisions": _("Tell centres that an answer is late"),
    "concerns.jobs.tell_of_late_informings": _("Tell centres that informing people is late"),
    "concerns.jobs.lock_old_concerns": _("Lock information that was decided on long ago"),
    "portal.jobs.clear_sessions": _("Forget sign-ins that are over"),
}
MINUTE: Final = 60
HOUR: Final = 60 * MINUTE


@dataclass(frozen=True)
class Line:
    """One job as the page shows it."""

    label: Promise | str
    rhythm: str
    run: JobRun | None
    is_late: bool

    @property
    def has_failed(self) -> bool:
        """Whether its last run ended in a fault; an older fault stays noted after a good run."""
        if self.run is None or self.run.began_at is None or self.run.failed_at is None:
            return False
        return self.run.failed_at >= self.run.began_at

    @property
    def took(self) -> str:
        """How long it took last, in seconds."""
        return "" if self.run is None else f"{self.run.took_ms / 1000:.1f}".replace(".", ",")


def lines(*, now: datetime) -> list[Line]:
    """Return every job of the schedule, whether or not it ever ran."""
    schedule: list[Scheduled] = import_string(settings.SCHEDULE)
    runs = JobRun.objects.in_bulk([scheduled.name for scheduled in schedule], field_name="job")
    return [
        Line(
            label=LABELS.get(scheduled.name, scheduled.name),
            rhythm=rhythm(round(scheduled.every.total_seconds())),
            run=(run := runs.get(scheduled.name)),
            is_late=run is None or run.next_at + scheduled.every < now,
        )
        for scheduled in schedule
    ]


def rhythm(seconds: int) -> str:
    """Say how often."""
    if seconds % HOUR == 0:
        return ngettext("every hour", "every %(count)s hours", seconds // HOUR) % {"count": seconds // HOUR}
    if seconds % MINUTE == 0:
        return ngettext("every minute", "every %(count)s minutes", seconds // MINUTE) % {"count": seconds // MINUTE}
    return ngettext("every second", "every %(count)s seconds", seconds) % {"count": seconds}


def outbox(*, now: datetime) -> dict[str, Any]:
    """Return what waits to be sent, now or later, and what was given up, counted; to whom isn't read."""
    waiting = Delivery.objects.waiting()
    again = Delivery.objects.to_try_again()
    kinds = Delivery.objects.given_up().values("message__kind", "error").annotate(count=Count("pk"))
    return {
        **waiting.aggregate(waiting=Count("pk"), since=Min("message__made_at")),
        "for_digest": Delivery.objects.filter(state=DeliveryState.FOR_DIGEST).count(),
        "later": waiting.filter(next_try_at__gt=now).count(),
        "failing": waiting.filter(tries__gt=0).exclude(error="").count(),
        "given_up": [
            {"label": MessageKind(row["message__kind"]).label, "error": row["error"], "count": row["count"]}
            for row in kinds.order_by("-count", "message__kind", "error")
        ],
        "again": again.count(),
        "devices": Push.objects.count() if settings.PUSH_HOSTS else None,
        "devices_failing": Push.objects.exclude(error="").count(),
    }
