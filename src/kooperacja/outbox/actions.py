"""Telling people, what they do with their messages, and how they want to be told.

`tell_person` and `tell_mailbox` are called by the notifications of other rooms, inside the recording of what happened.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.accounts.models import Device, User
from kooperacja.audit.recording import Stale, recording
from kooperacja.kernel.refused import refuse
from kooperacja.vault.keys import ring

from .events import MessageEvent
from .kinds import MessageKind
from .models import Delivery, DeliveryState, Message, Preferences, Push, PushSubscription
from .policies import MESSAGES, PUSHES
from .rules import NoticeRefusal, Way, Wishes, may_try, push_target, wish_refusals
from .vapid import server_key

PUSH_INDEX = "push address"


class NobodyLeft(Exception):
    """There is nobody to tell, or another worker was faster: raised in a recording, it leaves no event of what didn't
    happen."""


def tell_person(user_id: int, kind: MessageKind, *, reference: str, path: str, now: datetime) -> Message:
    """Write a message to one person: in the application, and by e-mail if and when the person wants that.

    Only inside `recorded(…)` or `recording(…)`: it goes out if, and only if, what it tells of is committed.

    Args:
        reference: what the recipient knows the thing by, as a number; never a name.
        path: the address inside the application that the message leads to, as `reverse()` gives it.
    """
    message = Message(kind=kind.value, recipient_id=user_id, reference=reference, path=path, made_at=now)
    state, at = _plan(kind, preferences_of(user_id).wishes, now=now)
    return _send(message, now=at, state=state)


def tell_mailbox(email: str, kind: MessageKind, *, reference: str, path: str, now: datetime, code: str = "") -> Message:
    """Write an e-mail to an address: an institution's official mailbox, or somebody who has no account yet.

    Only inside a recording. `code` is a secret of up to 200 characters: it lies sealed until the e-mail is sent and is
    wiped then. It stands on a line of its own, or, where `path` holds "{code}", in the link instead.
    """
    message = Message(kind=kind.value, mailbox=email, reference=reference, path=path, made_at=now)
    return _send(message, now=now, code=code)


def _plan(kind: MessageKind, wishes: Wishes, *, now: datetime) -> tuple[DeliveryState, datetime]:
    """Return how a message goes out, and when."""
    match wishes.way(kind):
        case Way.AT_ONCE:
            return DeliveryState.WAITING, now  # the worker heeds the quiet hours
        case Way.DIGEST:
            return DeliveryState.FOR_DIGEST, wishes.next_digest(now)
        case _:
            return DeliveryState.IN_APP, now


def _send(message: Message, *, now: datetime, code: str = "", state: DeliveryState = DeliveryState.WAITING) -> Message:
    if not message.path.startswith("/") or message.path.startswith("//"):
        raise ValueError("a message leads to an address inside the application")
    message.save()
    to_push = message.recipient_id is not None and bool(settings.PUSH_HOSTS)
    Delivery.objects.create(message=message, state=state, next_try_at=now, code=code, to_push=to_push)
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


def preferences_of(user_id: int) -> Preferences:
    """Return what the person chose; a row that isn't saved says how it is before."""
    return Preferences.objects.filter(user_id=user_id).first() or Preferences(user_id=user_id)


def choose_notices(wishes: Wishes, *, version: int, actor: Actor, now: datetime) -> Preferences:
    """Write down how the person wants to be told; what still waits is planned anew. The same once more changes nothing.

    Args:
        version: that of the row which the person saw; 0 if there was none.

    Raises:
        Stale: the person chose something else meanwhile, in another window.
        Refused: it can't be chosen so.
    """
    refuse(wish_refusals(wishes))
    with recording(MessageEvent.NOTICES_CHOSEN, actor=actor) as record:
        row = preferences_of(_lock(actor))
        if row.pk is not None and row.wishes == wishes:
            return record.about(row)
        if row.version_seen != version:
            raise Stale(row)
        for name, value in asdict(wishes).items():
            setattr(row, name, value)
        record.about(row).save()
        _plan_anew(row, now=now)
    return row


def _lock(actor: Actor) -> int:
    """Let one request of this person be done after the other; return their key."""
    return User.objects.select_for_update().get(pk=actor.user_id or 0).pk


def _plan_anew(row: Preferences, *, now: datetime) -> None:
    """Let what the worker hasn't touched yet go by the new wishes. What was tried once stays an e-mail of its own."""
    untouched = Delivery.objects.filter(
        message__recipient_id=row.user_id, tries=0, state__in=(DeliveryState.WAITING, DeliveryState.FOR_DIGEST)
    )
    for delivery in untouched.select_related("message").select_for_update(of=("self",)):
        kind = MessageKind(delivery.message.kind)
        delivery.state, delivery.next_try_at = _plan(kind, row.wishes, now=now)
        delivery.save(update_fields=["state", "next_try_at"])
    pushes = Push.objects.filter(subscription__device__user_id=row.user_id, tries=0)
    pushes.filter(state=DeliveryState.WAITING).update(next_try_at=now)  # the worker asks for the quiet hours anew


def send_trial(*, actor: Actor, now: datetime) -> Message:
    """Send the person a message by which they see that e-mails reach them.

    Raises:
        Refused: they had several within the last hour.
    """
    with recording(MessageEvent.TRIAL_ASKED, actor=actor) as record:
        user_id = _lock(actor)
        kind = MessageKind.NOTICE_TRIAL
        recent = Message.objects.filter(recipient_id=user_id, kind=kind, made_at__gt=now - timedelta(hours=1))
        refuse([] if may_try(recent.count()) else [NoticeRefusal.TRIALS_USED_UP])
        return record.about(tell_person(user_id, kind, reference="", path=reverse("outbox:notices"), now=now))


def turn_on_push(device: Device, address: str, *, actor: Actor, now: datetime) -> PushSubscription:
    """Let a device of the person's list show that a message waits; the address is what its browser gave.

    What the browser gave before ends, and so does another person's subscription in the same browser.

    Raises:
        PermissionDenied: the device is somebody else's, or no longer on the list.
        Refused: the address isn't one of a service that the installation knows.
    """
    known = Device.objects.known(now=now).filter(pk=device.pk, user_id=actor.user_id or 0)
    refuse([] if push_target(address, settings.PUSH_HOSTS) else [NoticeRefusal.PUSH_UNKNOWN])
    with recording(MessageEvent.PUSH_TURNED_ON, actor=actor) as record:
        _lock(actor)
        if not known.exists():
            raise PermissionDenied
        same = Q(device=device) | Q(address_index__in=ring().indexes(address, purpose=PUSH_INDEX))
        for before in PushSubscription.objects.filter(same):
            before.delete()
        index = ring().index(address, purpose=PUSH_INDEX)
        row = PushSubscription(
            device=device, address=address, address_index=index, server_key=server_key(), made_at=now
        )
        record.about(row).save()
        Push.objects.create(subscription=row, state=DeliveryState.SENT, next_try_at=now)
    return row


def turn_off_push(subscription: PushSubscription, *, actor: Actor) -> None:
    """Let a device no longer show that messages wait."""
    with PUSHES.recorded(MessageEvent.PUSH_TURNED_OFF, Permission.PUSH_VIEW, subscription, actor=actor) as row:
        row.delete()


def end_pushes(user_id: int, *, actor: Actor, but: Device | None = None) -> None:
    """Switch notifications off on all devices of a person, but on this one. For whoever signs out everywhere."""
    rows = PushSubscription.objects.filter(device__user_id=user_id).exclude(device=but)
    if rows.exists():
        with recording(MessageEvent.PUSH_TURNED_OFF, actor=actor):
            rows.delete()


def end_push_on(device: Device, *, actor: Actor) -> None:
    """Switch notifications off on one device, if they are on: whoever sits at it signs out, or is somebody else."""
    rows = PushSubscription.objects.filter(device=device)
    if rows.exists():
        with recording(MessageEvent.PUSH_TURNED_OFF, actor=actor):
            rows.delete()
