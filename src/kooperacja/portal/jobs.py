"""The worker's part: sessions that are over are forgotten."""

from datetime import datetime

from django.contrib.sessions.models import Session


def clear_sessions(*, now: datetime) -> int:
    """Delete the sessions whose cookie has ended."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]
