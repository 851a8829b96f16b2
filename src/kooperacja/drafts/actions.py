"""Keeping what a person has typed so far. Drafts and held posts are no audited rows: only their owner reads them."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from .models import Draft, HeldPost, Once

DRAFTS_MAX = 50
"""Drafts of one person at a time."""

HELD_FOR = timedelta(hours=1)
ONCE_FOR = timedelta(days=7)


class NotYours(Exception):
    """There is such a draft, and it is somebody else's or of another form."""


class TooManyDrafts(Exception):
    """The person has so many drafts that no other is kept."""


def save_draft(
    *,
    owner_id: int,
    kind: str,
    number: uuid.UUID,
    about: uuid.UUID | None,
    data: dict[str, list[str]],
    now: datetime,
) -> None:
    """Keep a half-written form; the first time makes a row.

    What was sent already is not kept: a page that saves late must not bring a finished form back.

    Raises:
        NotYours: the number belongs to another person's draft, or to another form.
        TooManyDrafts: the person has `DRAFTS_MAX` drafts already.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(public_id=number).first()
        if draft is None:
            draft = Draft(public_id=number, owner_id=owner_id, kind=kind, about=about)
            if Draft.objects.filter(owner_id=owner_id).count() >= DRAFTS_MAX:
                raise TooManyDrafts
        elif (draft.owner_id, draft.kind, draft.about) != (owner_id, kind, about):
            raise NotYours
        if _was_sent(data):
            if draft.pk:
                draft.delete()
            return
        draft.data, draft.saved_at = data, now
        draft.save()


def _was_sent(data: dict[str, list[str]]) -> bool:
    try:
        key = uuid.UUID(data.get("idempotency_key", [""])[0])
    except (ValueError, IndexError):
        return False
    return Once.objects.filter(key=key).exists()


def hold_post(*, owner_id: int, path: str, data: dict[str, list[str]], now: datetime) -> HeldPost:
    """Keep what was sent after the session had ended, for an hour and for the same account."""
    return HeldPost.objects.create(owner_id=owner_id, path=path, data=data, held_at=now)


def held_post(*, owner_id: int, path: str, number: uuid.UUID, now: datetime) -> HeldPost | None:
    """Return what this person sent to this address within the last hour, after the session had ended."""
    since = now - HELD_FOR
    return HeldPost.objects.filter(public_id=number, owner_id=owner_id, path=path, held_at__gt=since).first()


def purge(*, now: datetime) -> int:
    """Delete what is kept no longer: held posts after an hour, keys after a week, untouched drafts after a setting."""
    kept_no_longer = (
        HeldPost.objects.filter(held_at__lte=now - HELD_FOR),
        Once.objects.filter(made_at__lte=now - ONCE_FOR),
        Draft.objects.filter(saved_at__lte=now - timedelta(days=settings.DRAFT_DAYS)),
    )
    return sum(rows.delete()[0] for rows in kept_no_longer)
