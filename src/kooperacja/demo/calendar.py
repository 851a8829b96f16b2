"""Days of the demo, counted from the day on which it is loaded, so that it never grows old."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Moments before and days after the loading."""

    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def day(self, ahead: int) -> date:
        """Return the day so many days ahead, or back if negative."""
        return self.today + timedelta(days=ahead)

    def ago(self, days: int, hour: int = 10) -> datetime:
        """Return a moment at office hours about so many days ago: on a weekend, the Friday before."""
        day = self.day(-days)
        day -= timedelta(days=max(0, day.weekday() - SATURDAY + 1))
        moment = timezone.make_aware(datetime.combine(day, time(hour, 20)))
        return min(moment, self.now - timedelta(minutes=1))

    def hours_ago(self, hours: int) -> datetime:
        """Return the moment so many hours ago."""
        return self.now - timedelta(hours=hours)
