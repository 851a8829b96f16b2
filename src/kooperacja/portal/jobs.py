"""The worker's part: sessions that are over are forgotten."""

from datetime import datetime

from django.contrib.sessions.models import Session


def clear_sessions(*, now: datetime) -> None:
    """Delete the sessions whose cookie has ended."""
    Session.objects.filter(expire_date__lt=now).delete()
