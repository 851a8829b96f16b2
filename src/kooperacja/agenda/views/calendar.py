"""The own week and month."""

from datetime import date, timedelta
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.kernel.calendar import is_holiday

from ..actions.entries import entries_of
from ..forms import SpanForm
from ..rules import Span, days_of


@needs(Permission.CALENDAR_VIEW)
@require_safe
def calendar(request: ActorRequest) -> HttpResponse:
    """A week with all its days, or a month with the days on which something is."""
    form = SpanForm(request.GET)
    form.is_valid()  # what isn't understood is left out
    span = Span(form.cleaned_data.get("zakres") or Span.WEEK)
    today = timezone.localdate()
    days = days_of(span, _within(form.cleaned_data.get("dzien") or today, today))
    entries = entries_of(request.actor, first=days.first, last=days.last)
    by_day = {day: list(some) for day, some in groupby(entries, key=lambda entry: entry.day)}
    week = [days.first + timedelta(days=number) for number in range((days.last - days.first).days + 1)]
    shown = [(day, by_day.get(day, []), is_holiday(day)) for day in week if span is Span.WEEK or day in by_day]
    address = "?zakres={}&dzien={}"
    context = {
        "before_url": address.format(span.value, days.before.isoformat()),
        "after_url": address.format(span.value, days.after.isoformat()),
        "days": days,
        "span": span,
        "spans": Span,
        "shown": shown,
        "today": today,
    }
    return render(request, "agenda/calendar.html", context)


def _within(day: date, today: date) -> date:
    """Keep the day where there are calendars: a year typed into the address may be any."""
    return day if abs((day - today).days) <= 3660 else today  # noqa: PLR2004 - ten years
