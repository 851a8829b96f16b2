"""The address at which another program reads somebody's own calendar."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recording
from kooperacja.institutions.hats import actor_of

from ..events import AgendaEvent
from ..models import Feed
from ..policies import FEEDS


def make_feed(*, actor: Actor, now: datetime) -> str:
    """Make a new address for the actor's own calendar and return its secret part, which is shown once.

    The one before it stops working.

    Raises:
        PermissionDenied: the actor has no place in an institution.
    """
    require_gate(actor, Permission.CALENDAR_VIEW)
    token = secrets.token_urlsafe(32)
    with recording(AgendaEvent.FEED_MADE, actor=actor) as record:
        for old in FEEDS.permitted(actor, Permission.FEED_KEEP).select_for_update():
            old.ended_at = now
            old.save()
        feed = record.about(Feed(membership_id=cast(int, actor.membership_id), token_hash=_hash(token), made_at=now))
        feed.save()
    return token


def end_feed(feed: Feed, *, actor: Actor, now: datetime) -> None:
    """Take the address back: at the next request it is gone.

    Raises:
        PermissionDenied: it isn't the actor's own, or was taken back already.
    """
    with FEEDS.recorded(AgendaEvent.FEED_ENDED, Permission.FEED_KEEP, feed, actor=actor) as feed:
        feed.ended_at = now
        feed.save()


def actor_by_token(token: str, *, now: datetime) -> Actor | None:
    """Return whose calendar an address is, as long as both it and the hat are valid."""
    feeds = Feed.objects.filter(token_hash=_hash(token), ended_at=None)
    feed = feeds.select_related("membership__user", "membership__function", "membership__institution__kind").first()
    if feed is None or not feed.membership.user.is_active:
        return None
    today = timezone.localdate(now)
    valid = type(feed.membership)._default_manager.on(today).filter(pk=feed.membership_id)
    return actor_of(feed.membership) if valid.exists() else None


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
