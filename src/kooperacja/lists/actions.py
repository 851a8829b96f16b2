"""Keeping views of lists, and taking a list along as a file."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, cast

from django.conf import settings
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.models import Read
from kooperacja.audit.reads import record_read
from kooperacja.audit.recording import recording
from kooperacja.kernel.refused import refuse

from .events import ListEvent
from .models import SavedList
from .policies import SAVED_LISTS
from .rules import file_refusals, view_refusals

FILE: Final = "lists:file"
"""How a read event names a list that was taken along; no page is called so."""


def keep_list(of: str, name: str, query: str, *, is_default: bool, actor: Actor, now: datetime) -> SavedList:
    """Keep filter and order of a list under a name.

    Args:
        of: the name of the list.
        query: filter and order as the address has them.

    Raises:
        PermissionDenied: the hat is of no institution.
        Refused: there are too many views (`ListRefusal`).
    """
    require_gate(actor, Permission.LIST_KEEP)
    with recording(ListEvent.KEPT, actor=actor) as record:
        refuse(view_refusals(kept=SAVED_LISTS.permitted(actor, Permission.LIST_VIEW).count()))
        saved = SavedList(
            membership_id=cast(int, actor.membership_id),
            of=of,
            name=name,
            query=query,
            is_default=is_default,
            kept_at=now,
        )
        record.about(saved)
        if is_default:
            _no_other_default(saved, actor)
        saved.save()
    return saved


def rename_list(saved: SavedList, name: str, *, version: int, actor: Actor) -> SavedList:
    """Give a view another name.

    Raises:
        PermissionDenied: it is another hat's.
        Stale: it was changed meanwhile.
    """
    with SAVED_LISTS.recorded(ListEvent.RENAMED, Permission.LIST_VIEW, saved, actor=actor, version=version) as saved:
        saved.name = name
        saved.save()
    return saved


def set_default(saved: SavedList, *, is_default: bool, actor: Actor) -> SavedList:
    """Let the list open with this view, instead of another one; or no longer.

    Raises:
        PermissionDenied: it is another hat's.
    """
    with SAVED_LISTS.recorded(ListEvent.DEFAULT_SET, Permission.LIST_VIEW, saved, actor=actor) as saved:
        if is_default:
            _no_other_default(saved, actor)
        saved.is_default = is_default
        saved.save()
    return saved


def drop_list(saved: SavedList, *, actor: Actor) -> None:
    """Delete a view.

    Raises:
        PermissionDenied: it is another hat's.
    """
    with SAVED_LISTS.recorded(ListEvent.DROPPED, Permission.LIST_VIEW, saved, actor=actor) as saved:
        saved.delete()


def _no_other_default(saved: SavedList, actor: Actor) -> None:
    others: Any = SAVED_LISTS.permitted(actor, Permission.LIST_VIEW).exclude(pk=saved.pk)
    others.filter(of=saved.of, is_default=True).update(is_default=False)


def record_file(rows: Sequence[Any], *, actor: Actor, now: datetime) -> None:
    """Record that these rows leave as a file; call it before the body is sent.

    That a fresh proof of who one is was asked is the caller's to check.

    Raises:
        Refused: there are too many rows, or too many files of this person today (`ListRefusal`).
    """
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    taken = Read.objects.filter(page=FILE, user_id=actor.user_id, at__gte=midnight).count()
    refuse(file_refusals(rows=len(rows), taken=taken, allowed=settings.LIST_FILES_A_DAY))
    label = rows[0]._meta.label if rows else ""
    record_read({label: {row.public_id for row in rows}} if rows else {}, page=FILE, actor=actor)
