"""Telling people. Both are called by the notifications of other rooms, inside the recording of what happened."""

from datetime import datetime

from .kinds import MessageKind
from .models import Delivery, Message


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
    message.save()
    Delivery.objects.create(message=message, next_try_at=now, code=code)
    return message
