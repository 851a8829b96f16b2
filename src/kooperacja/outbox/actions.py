"""Telling people, and what they do with their messages.

`tell_person` and `tell_mailbox` are called by the notifications of other rooms, inside the recording of what happened.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recording

from .events import MessageEvent
from .kinds import MessageKind
from .models import Delivery, DeliveryState, Message
from .policies import MESSAGES


def tell_person(user_id: int, kind: MessageKind, *, reference: str, path: str, now: datetime) -> Message:
    """Write a message to one person: in the application, and by e-mail.

    Only inside `recorded(…)` or `recording(…)`: it goes out if, and only if, what it tells of is committed.

    Args:
        reference: what the recipient knows the thing by, as a number; never a name.
        path: the address inside the application that the message leads to, as `reverse()` gives it.
    """
    message = Message(kind=kind.value, recipient_id=user_id, reference=reference, path=path, made_at=now)
    return _send(message, now=now)


def tell_mailbox(email: str, kind: MessageKind, *, reference: str, path: str, now: datetime, code: str = "") -> Message:
    """Write an e-mail to an address: an institution's official mailbox, or somebody who has no account yet.

    Only inside a recording. `code` is a secret of up to 200 characters: it lies sealed until the e-mail is sent and is
    wiped then. It stands on a line of its own, or, where `path` holds "{code}", in the link instead.
    """
    message = Message(kind=kind.value, mailbox=email, reference=reference, path=path, made_at=now)
    return _send(message, now=now, code=code)


def _send(message: Message, *, now: datetime, code: str = "") -> Message:
    if not message.path.startswith("/") or message.path.startswith("//"):
        raise ValueError("a message leads to an address inside the application")
    message.save()
    Delivery.objects.create(message=message, next_try_at=now, code=code)
    return message


def read_message(message: Message, *, actor: Actor, now: datetime) -> Message:
    """Note that the person opened the message; the first time counts."""
    with MESSAGES.recorded(MessageEvent.READ, Permission.MESSAGE_VIEW, message, actor=actor) as message:
        if message.read_at is None:
            message.read_at = now
            message.save()
    return message


def mark_messages(public_ids: Iterable[UUID], *, is_read: bool, actor: Actor, now: datetime) -> int:
    """Mark several of the person's messages as read, or as unread again; returns how many that changed.

    Numbers of other people's messages are passed over, as if there were none.
    """
    event = MessageEvent.SOME_READ if is_read else MessageEvent.SOME_UNREAD
    with recording(event, actor=actor):
        rows = MESSAGES.permitted(actor, Permission.MESSAGE_VIEW).filter(public_id__in=public_ids)
        return rows.filter(read_at__isnull=is_read).update(read_at=now if is_read else None)


def read_all_messages(*, actor: Actor, now: datetime) -> int:
    """Note that the person has read every message; returns how many were new."""
    with recording(MessageEvent.ALL_READ, actor=actor):
        return MESSAGES.permitted(actor, Permission.MESSAGE_VIEW).filter(read_at=None).update(read_at=now)


def try_again(*, actor: Actor, now: datetime) -> int:
    """Put the e-mails that were given up back into the queue, as new; returns how many. Twice is once.

    Raises:
        PermissionDenied: the actor isn't an operator.
    """
    require_gate(actor, Permission.WORKER_OVERSEE)
    with recording(MessageEvent.TRIED_AGAIN, actor=actor):
        return Delivery.objects.to_try_again().update(state=DeliveryState.WAITING, tries=0, next_try_at=now, error="")
