"""Weeks, months, and what can't be true of a planned visit. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.calendar import last_day_of_month

FURTHEST: Final = timedelta(days=366)
"""How far ahead a visit can be planned: further on it is a mistyped year."""
A_WEEK: Final = timedelta(days=7)


class Span(TextChoices):
    """How much of the calendar a page shows."""

    WEEK = "tydzien", _("Week")
    MONTH = "miesiac", _("Month")


@dataclass(frozen=True)
class Days:
    """From a day to a day, both included; with the spans before and after."""

    first: date
    last: date
    before: date
    after: date


def days_of(span: Span, day: date) -> Days:
    """Return the week, from Monday, or the month in which the day is."""
    if span is Span.WEEK:
        first = day - timedelta(days=day.weekday())
        return Days(first, first + timedelta(days=6), first - A_WEEK, first + A_WEEK)
    first, last = day.replace(day=1), day.replace(day=last_day_of_month(day))
    return Days(first, last, (first - timedelta(days=1)).replace(day=1), last + timedelta(days=1))


class VisitRefusal(TextChoices):
    """Why a visit can't be planned so."""

    IN_THE_PAST = "visit_in_the_past", _("This hour has passed. Of what took place write a note.")
    TOO_FAR = "visit_too_far", _("It is more than a year away. Check the year.")


def visit_refusals(starts_at: datetime, *, now: datetime) -> frozenset[VisitRefusal]:
    """Return every reason against a visit at that moment."""
    checks = {
        VisitRefusal.IN_THE_PAST: starts_at <= now,
        VisitRefusal.TOO_FAR: starts_at > now + FURTHEST,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
