"""When a message goes out by e-mail: at once, in the daily summary, or not at all; what devices are told of; and when
nothing goes out. Pure.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.hours import MIDNIGHT, OpeningHours, Span, next_read

from .kinds import MessageGroup, MessageKind

DIGEST_HOURS: Final = range(5, 12)
"""The hours at which a summary may come: in the morning."""
TRIALS_AN_HOUR: Final = 3
PUSH_ADDRESS_LENGTH: Final = 1000
"""Characters of an address that a browser gives for its notices; those of today have up to 500."""

_PUSH_ADDRESS: Final = re.compile(
    r"https://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?P<path>/[A-Za-z0-9._~:@!$&'()*+,;=%/?-]+)"
)
"""No user, no port, no other scheme, no letters of other alphabets: as browsers write it."""


class Way(TextChoices):
    """How a person is told of the messages of a group; in the application they always are."""

    AT_ONCE = "at_once", _("by e-mail, at once")
    DIGEST = "digest", _("by e-mail, once a day in a summary")
    IN_APP = "in_app", _("in Kooperacja only, without an e-mail")


class NoticeRefusal(TextChoices):
    """Why it can't be chosen so, or why no trial is sent."""

    ONE_END_MISSING = "notice_one_end_missing", _("Give both hours, or leave both empty.")
    QUIET_ALL_DAY = "notice_quiet_all_day", _("The quiet hours begin and end at the same hour. Change one of them.")
    DIGEST_IN_QUIET = "notice_digest_in_quiet", _("The summary would come in your quiet hours. Choose another hour.")
    PUSH_UNKNOWN = (
        "notice_push_unknown",
        _("This browser gets notifications by a service that isn't used here. Try another browser."),
    )
    TRIALS_USED_UP = (
        "notice_trials_used_up",
        _("We have sent you several trial messages already. Try again in an hour."),
    )


@dataclass(frozen=True)
class Wishes:
    """What a person chose; as it stands here before they chose anything. Hours are Polish time, moments are in UTC."""

    concerns: str = Way.AT_ONCE
    cases: str = Way.AT_ONCE
    reviews: str = Way.AT_ONCE
    teams: str = Way.AT_ONCE
    digest_hour: int = 7
    quiet_from: time | None = time(20)
    quiet_until: time | None = time(7)
    quiet_days_off: bool = True
    push_concerns: bool = True
    push_cases: bool = True
    push_reviews: bool = True
    push_teams: bool = True

    def way(self, kind: MessageKind) -> Way:
        """How a message of this kind comes. What is urgent comes at once, and so does what guards the account."""
        return Way.AT_ONCE if kind.is_urgent else Way(getattr(self, MessageGroup(kind.group).value))

    def pushes(self, kind: MessageKind) -> bool:
        """Whether the devices on which notifications are on tell of this kind; always of what can't be switched off."""
        return kind.is_urgent or bool(getattr(self, f"push_{MessageGroup(kind.group).value}"))

    def heard_at(self, now: datetime) -> datetime:
        """Return the first moment from `now` on that isn't quiet."""
        return (next_read(now, self._awake) or now).astimezone(UTC)

    def heard_until(self, now: datetime, *, most: timedelta) -> datetime:
        """Return until when it doesn't become quiet, at most so much later."""
        return self._awake.open_until(now, most=most)

    def next_digest(self, now: datetime) -> datetime:
        """Return when the next summary comes, after `now`: in the morning of a working day."""
        return (self._digest_hours.next_opening(now) or now).astimezone(UTC)

    def digest_may_come(self, now: datetime) -> bool:
        """Say whether a summary that is due may come now; after an outage it comes late, never at night."""
        return self._digest_hours.is_open(now) and self._awake.is_open(now)

    @property
    def _awake(self) -> OpeningHours:
        return awake(self.quiet_from, self.quiet_until, days_off=self.quiet_days_off)

    @property
    def _digest_hours(self) -> OpeningHours:
        return OpeningHours.working_week(time(self.digest_hour), MIDNIGHT)


def awake(quiet_from: time | None, quiet_until: time | None, *, days_off: bool) -> OpeningHours:
    """Return the hours that aren't quiet; without both ends only days off can be quiet, if `days_off` says so."""
    spans = _loud(quiet_from, quiet_until)
    weekend = () if days_off else spans
    return OpeningHours((*(spans,) * 5, weekend, weekend), open_on_holidays=not days_off)


def _loud(quiet_from: time | None, quiet_until: time | None) -> tuple[Span, ...]:
    if quiet_from is None or quiet_until is None:
        return (Span(MIDNIGHT, MIDNIGHT),)
    if quiet_from == MIDNIGHT or quiet_from > quiet_until:
        return (Span(quiet_until, quiet_from),)
    return (Span(MIDNIGHT, quiet_from), Span(quiet_until, MIDNIGHT))


def wish_refusals(wishes: Wishes) -> frozenset[NoticeRefusal]:
    """Return why this can't be chosen."""
    begins, ends = wishes.quiet_from, wishes.quiet_until
    if (begins is None) != (ends is None):
        return frozenset({NoticeRefusal.ONE_END_MISSING})
    if begins is not None and begins == ends:
        return frozenset({NoticeRefusal.QUIET_ALL_DAY})
    wants_digest = Way.DIGEST in {wishes.concerns, wishes.cases, wishes.reviews, wishes.teams}
    if wants_digest and not _is_loud(time(wishes.digest_hour), _loud(begins, ends)):
        return frozenset({NoticeRefusal.DIGEST_IN_QUIET})
    return frozenset()


def _is_loud(hour: time, spans: tuple[Span, ...]) -> bool:
    return any(span.opens <= hour and (span.closes == MIDNIGHT or hour < span.closes) for span in spans)


def may_try(trials_in_the_last_hour: int) -> bool:
    """Say whether one more trial message may be sent."""
    return trials_in_the_last_hour < TRIALS_AN_HOUR


@dataclass(frozen=True)
class PushTarget:
    """Where a browser's notices are handed in: at port 443 of a host, by TLS."""

    host: str
    path: str


def push_target(address: str, hosts: Collection[str]) -> PushTarget | None:
    """Return where an address that a browser gave leads, if that is one of these hosts or below one; else None."""
    found = _PUSH_ADDRESS.fullmatch(address) if len(address) <= PUSH_ADDRESS_LENGTH else None
    if found is None or not any(f".{found['host']}".endswith(f".{host}") for host in hosts):
        return None
    return PushTarget(found["host"], found["path"])
