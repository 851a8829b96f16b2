"""When a clock may stand still, and where its day goes. Pure."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.calendar import nth_working_day, working_days_between


class PauseRefusal(TextChoices):
    """Why a clock can't be paused so."""

    NO_REASON = "pause_no_reason", _("Say why it is paused.")
    NOT_RUNNING = "pause_not_running", _("Nothing waits here any more.")
    PAUSED_ALREADY = "pause_already", _("It is paused already.")
    IN_THE_PAST = "pause_in_the_past", _("The day must be today or later.")
    TOO_LONG = "pause_too_long", _("Longer than this isn't possible at once; you can pause it again.")


def pause_refusals(
    reason: str, *, until: date, today: date, is_running: bool, is_paused: bool, most_days: int
) -> frozenset[PauseRefusal]:
    """Return every reason not to pause; none means go ahead."""
    checks = {
        PauseRefusal.NO_REASON: not reason,
        PauseRefusal.NOT_RUNNING: not is_running,
        PauseRefusal.PAUSED_ALREADY: is_paused,
        PauseRefusal.IN_THE_PAST: until < today,
        PauseRefusal.TOO_LONG: until > today + timedelta(most_days),
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


def moved(day: date, since: date, until: date) -> date:
    """Return the day, later by the working days from `since` to `until`, both of them counted."""
    days = working_days_between(since, until)
    return nth_working_day(day, days) if days else day
