"""Dates and hours in Polish time and in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kooperacja.ui.library import component, register

SOON = timedelta(days=2)


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _day(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


@register.filter
def long_date(value: date | datetime | None) -> str:
    """`22 listopada 2026`; empty for None."""
    return date_format(_day(value), "j E Y") if value else ""


@register.filter
def short_date(value: date | datetime | None) -> str:
    """`22.11.2026`, for tables; empty for None."""
    return date_format(_day(value), "d.m.Y") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`22 listopada 2026, 14:05` in Polish time; empty for None."""
    return date_format(_local(value), "j E Y, H:i") if value else ""


@register.filter
def hour(value: datetime | None) -> str:
    """`14:05` in Polish time; empty for None."""
    return date_format(_local(value), "H:i") if value else ""


@register.simple_tag(takes_context=True)
def deadline(context: Context, due: date | datetime | None, now: datetime | None = None) -> SafeString:
    """How long there is still time: `{% deadline action.due %}`; nothing for None.

    `now` defaults to the page's `now`, then to the clock. A date lasts until its end; an hour counts in hours when it
    is less than two days away.
    """
    if due is None:
        return SafeString("")
    now = now or context.get("now") or timezone.now()
    text, colour = time_left(due, now)
    full = moment(due) if isinstance(due, datetime) else long_date(due)
    return component("deadline", {"text": text, "colour": colour, "full": full})


def time_left(due: date | datetime, now: datetime) -> tuple[str, str]:
    """The words for the time left and the colour of their tag."""
    days = (_day(due) - _day(now)).days
    if isinstance(due, datetime):
        left = due - now
        if left < timedelta(0):
            return _late(-left // timedelta(hours=1), -days), "red"
        if left < SOON:
            return _hours_left(left), "red" if left < timedelta(hours=4) else "orange"
    if days < 0:
        return _late(0, -days), "red"
    if days == 0:
        return _("today"), "orange"
    if days == 1:
        return _("tomorrow"), "yellow"
    colour = "yellow" if days <= SOON.days else "grey"
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}, colour


def _hours_left(left: timedelta) -> str:
    hours = left // timedelta(hours=1)
    if hours == 0:
        minutes = left // timedelta(minutes=1)
        return ngettext("%(minutes)d minute left", "%(minutes)d minutes left", minutes) % {"minutes": minutes}
    return ngettext("%(hours)d hour left", "%(hours)d hours left", hours) % {"hours": hours}


def _late(hours: int, days: int) -> str:
    if days >= 1:
        return ngettext("overdue by %(days)d day", "overdue by %(days)d days", days) % {"days": days}
    if hours >= 1:
        return ngettext("overdue by %(hours)d hour", "overdue by %(hours)d hours", hours) % {"hours": hours}
    return _("overdue")
