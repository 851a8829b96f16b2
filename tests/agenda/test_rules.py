"""Weeks and months, and which hours a visit can have."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kooperacja.agenda.rules import Days, Span, VisitRefusal, days_of, visit_refusals

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "day", "days"),
    [
        (Span.WEEK, "2026-11-28", "2026-11-23 2026-11-29 2026-11-16 2026-11-30"),
        (Span.WEEK, "2026-11-23", "2026-11-23 2026-11-29 2026-11-16 2026-11-30"),
        (Span.WEEK, "2027-01-01", "2026-12-28 2027-01-03 2026-12-21 2027-01-04"),
        (Span.MONTH, "2028-02-29", "2028-02-01 2028-02-29 2028-01-01 2028-03-01"),
        (Span.MONTH, "2026-12-31", "2026-12-01 2026-12-31 2026-11-01 2027-01-01"),
    ],
)
def test_a_span_has_its_days_and_neighbours(span, day, days):
    assert days_of(span, date.fromisoformat(day)) == Days(*map(date.fromisoformat, days.split()))


@pytest.mark.parametrize(
    ("after", "reasons"),
    [
        (timedelta(minutes=1), set()),
        (timedelta(0), {VisitRefusal.IN_THE_PAST}),
        (timedelta(minutes=-1), {VisitRefusal.IN_THE_PAST}),
        (timedelta(days=366), set()),
        (timedelta(days=367), {VisitRefusal.TOO_FAR}),
    ],
)
def test_a_visit_is_ahead_and_within_a_year(after, reasons):
    assert visit_refusals(NOW + after, now=NOW) == reasons
