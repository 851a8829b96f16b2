"""A calendar as other programs read it (RFC 5545). Its titles are neutral: whoever is near a telephone sees them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from .entries import Entry


def calendar_of(entries: Iterable[Entry], *, now: datetime) -> bytes:
    """Return the calendar: of each entry its day or hours, a title that says nothing, and the way to its page."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kooperacja//PL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Kooperacja")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@kooperacja")
    event.add("dtstamp", now)
    event.add("summary", _("Date in Kooperacja"))
    event.add("description", entry.reference)
    event.add("url", urljoin(settings.BASE_URL, entry.url))
    event.add("class", "PRIVATE")
    event.add("dtstart", entry.starts_at or entry.day)
    event.add("dtend", entry.ends_at or entry.day + timedelta(days=1))
    event.add("transp", "OPAQUE" if entry.starts_at else "TRANSPARENT")
    return event
