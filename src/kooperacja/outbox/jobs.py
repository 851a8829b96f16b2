"""The worker's part: e-mails and pushes go out, each once. One that was killed in the middle goes again."""

import logging
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import connection, transaction

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.kernel.calendar import polish_time

from .actions import preferences_of
from .emails import email_of
from .events import MessageEvent
from .kinds import MessageKind
from .models import Delivery, DeliveryState, Digest, Message, Push, PushSubscription, Sending
from .pushing import NotTaken, push
from .querysets import ACCOUNT_CLOSED
from .rules import Wishes, push_target
from .vapid import has_key

logger = logging.getLogger(__name__)

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60, 24 * 60)]
"""How long to wait after each try that failed; after one more it is given up."""

LEASE = timedelta(minutes=5)
"""For so long a claimed e-mail or push is its worker's; sending takes 20 seconds at most."""

BATCH = 200
"""E-mails or pushes in one run, so that other jobs have their turn."""

PUSH_GAP: Final = timedelta(minutes=5)
"""A device is told at most so often."""

PUSH_LASTS: Final = timedelta(hours=4)
"""For so long a push waits for a device that is off, and never into the quiet hours."""

S = TypeVar("S", Delivery, Digest, Push)
E = TypeVar("E", Delivery, Digest)


def bundle_digests(*, now: datetime) -> int:
    """Make the summaries whose hour has come; return for how many people. `deliver_messages` sends them."""
    done = 0
    due = Delivery.objects.filter(state=DeliveryState.FOR_DIGEST, next_try_at__lte=now)
    for user_id in due.order_by("message__recipient_id").values_list("message__recipient_id", flat=True).distinct():
        wishes = preferences_of(user_id).wishes
        if wishes.digest_may_come(now):
            with transaction.atomic():
                _bundle(user_id, wishes, now)
            done += 1
    return done


def _bundle(user_id: int, wishes: Wishes, now: datetime) -> None:
    """Put what is due to one person into the summary of this day; what they have read meanwhile needs no e-mail.

    The rows are locked: a second worker finds nothing left. What comes too late for the summary waits for the next.
    """
    waiting = Delivery.objects.filter(
        state=DeliveryState.FOR_DIGEST, next_try_at__lte=now, message__recipient_id=user_id
    ).select_for_update(of=("self",))
    keys = {delivery.pk for delivery in waiting}
    rows = Delivery.objects.filter(pk__in=keys)
    rows.exclude(message__read_at=None).update(state=DeliveryState.IN_APP)
    left = rows.filter(state=DeliveryState.FOR_DIGEST)
    if not left.exists():
        return
    today = polish_time(now).date()
    digest, is_new = Digest.objects.get_or_create(recipient_id=user_id, day=today, defaults={"next_try_at": now})
    if is_new:
        left.update(state=DeliveryState.IN_DIGEST, digest=digest)
    else:
        left.update(next_try_at=wishes.next_digest(now))


def deliver_messages(*, now: datetime) -> int:
    """Send what is due. Several workers may run this at once: each e-mail is claimed by one of them."""
    return _deliver_due(Delivery, now) + _deliver_due(Digest, now)


def _deliver_due(model: type[E], now: datetime) -> int:
    for number in range(BATCH):
        sending = _claim(model, now)
        if sending is None:
            return number
        _deliver(sending, now)
    return BATCH


def _claim(model: type[S], now: datetime) -> S | None:
    """Take the e-mail that is due longest, and count the try before it is made."""
    skip = connection.features.has_select_for_update_skip_locked
    due = model._default_manager.filter(state=DeliveryState.WAITING, next_try_at__lte=now)
    due = due.order_by("next_try_at", "pk")
    with transaction.atomic():
        delivery = due.select_for_update(skip_locked=skip).first()
        if delivery is not None:
            delivery.tries += 1
            delivery.next_try_at = now + LEASE
            delivery.save(update_fields=["tries", "next_try_at"])
    return delivery


def _deliver(delivery: Delivery | Digest, now: datetime) -> None:
    """Send a claimed e-mail and note how it went: of an error its type alone, for its words may quote an address."""
    recipient = delivery.recipient
    if recipient is not None and not recipient.is_active:
        _end(delivery, DeliveryState.GIVEN_UP, ACCOUNT_CLOSED)
        return
    if (heard_at := _heard_at(delivery, now)) > now:
        delivery.tries, delivery.next_try_at = delivery.tries - 1, heard_at
        delivery.save(update_fields=["tries", "next_try_at"])
        return
    try:
        email_of(delivery).send()
    except Exception as error:
        logger.warning("an e-mail was not sent: try %s, %s", delivery.tries, type(error).__name__)
        _put_off(delivery, type(error).__name__, now)
    else:
        _end(delivery, DeliveryState.SENT, "")


def _heard_at(delivery: Delivery | Digest, now: datetime) -> datetime:
    """Return when the e-mail may come: after the quiet hours of its recipient, unless it is urgent."""
    recipient = delivery.recipient
    if recipient is None or (isinstance(delivery, Delivery) and MessageKind(delivery.message.kind).is_urgent):
        return now
    return preferences_of(recipient.pk).wishes.heard_at(now)


def _put_off(delivery: Sending, error: str, now: datetime) -> None:
    if delivery.tries > len(WAITS):
        _end(delivery, DeliveryState.GIVEN_UP, error)
        return
    delivery.error, delivery.next_try_at = error[:100], now + WAITS[delivery.tries - 1]
    delivery.save(update_fields=["error", "next_try_at"])


def _end(delivery: Sending, state: DeliveryState, error: str) -> None:
    """Close the delivery; the code goes with it."""
    delivery.state, delivery.error = state, error[:100]
    names = ["state", "error"]
    if isinstance(delivery, Delivery):
        delivery.code = ""
        names.append("code")
    delivery.save(update_fields=names)


def push_notices(*, now: datetime) -> int:
    """Tell devices that something new waits; return how many were looked at. Several workers may run this at once."""
    if not settings.PUSH_HOSTS:
        return 0
    _ask_for_pushes(now)
    for number in range(BATCH):
        claimed = _claim(Push, now)
        if claimed is None:
            return number
        _push(claimed, now)
    return BATCH


def _ask_for_pushes(now: datetime) -> None:
    """Pass on to the devices of each person that there are new messages. A second worker finds other ones, or none."""
    new = Delivery.objects.filter(to_push=True)
    if not new.exists():
        return
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        locked = new.select_related("message").select_for_update(of=("self",), skip_locked=skip)
        rows = list(locked.order_by("pk")[:BATCH])
        first: dict[int | None, datetime] = {}
        for row in rows:
            at, user_id = row.message.made_at, row.message.recipient_id
            first[user_id] = min(at, first.get(user_id, at))
        pushes = Push.objects.filter(subscription__device__user_id__in=list(first)).order_by("pk")
        for asked in pushes.select_related("subscription__device").select_for_update(of=("self",)):
            _ask(asked, first[asked.subscription.device.user_id], now)
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(to_push=False)


def _ask(asked: Push, since: datetime, now: datetime) -> None:
    asked.asks += 1
    if asked.state != DeliveryState.WAITING:
        asked.state, asked.tries, asked.error, asked.since = DeliveryState.WAITING, 0, "", since
        asked.next_try_at = now if asked.pushed_at is None else max(now, asked.pushed_at + PUSH_GAP)
    asked.save()


def _push(claimed: Push, now: datetime) -> None:
    """Tell a device, unless its owner has read everything meanwhile; in the quiet hours it waits."""
    rows = PushSubscription.objects.filter(pk=claimed.subscription_id).select_related("device__user")
    subscription = rows.first()
    if subscription is None:  # switched off in this moment
        return
    can_be_signed = has_key(subscription.server_key)  # if not, its address can't be opened either
    target = push_target(subscription.address, settings.PUSH_HOSTS) if can_be_signed else None
    if target is None or not rows.live(now=now).exists():
        _forget(subscription)
        return
    user_id = subscription.device.user_id
    wishes = preferences_of(user_id).wishes
    if not _has_news(claimed, user_id, wishes):
        _note_told(claimed, now, DeliveryState.SENT)
    elif (heard_at := wishes.heard_at(now)) > now:
        _note(claimed, tries=claimed.tries - 1, next_try_at=heard_at)
    else:
        try:
            lasts = wishes.heard_until(now, most=PUSH_LASTS) - now
            push(target, server_key=subscription.server_key, lasts=lasts, now=now)
        except (NotTaken, OSError, HTTPException) as error:
            _push_failed(claimed, subscription, error, now)
        else:
            _note_told(claimed, now, DeliveryState.SENT, pushed_at=now)


def _has_news(claimed: Push, user_id: int, wishes: Wishes) -> bool:
    """Tell whether there is anything left of which the device should tell."""
    kinds = [kind.value for kind in MessageKind if wishes.pushes(kind)]
    news = Message.objects.filter(recipient_id=user_id, read_at=None, kind__in=kinds, made_at__gte=claimed.since)
    return news.exists()


def _push_failed(claimed: Push, subscription: PushSubscription, error: Exception, now: datetime) -> None:
    """Try again later, as with an e-mail; a browser that wants none any more is forgotten. No address is logged."""
    told = f"{type(error).__name__} {error.status}" if isinstance(error, NotTaken) else type(error).__name__
    logger.warning("a push was not sent: try %s, %s", claimed.tries, told)
    if isinstance(error, NotTaken) and error.is_gone:
        _forget(subscription)
    elif claimed.tries > len(WAITS):
        _note_told(claimed, now, DeliveryState.GIVEN_UP, error=told)
    else:
        _note(claimed, error=told, next_try_at=now + WAITS[claimed.tries - 1])


def _note_told(claimed: Push, now: datetime, state: DeliveryState, *, error: str = "", **values: Any) -> None:
    """Close it, unless something new was asked for meanwhile: that waits its turn."""
    same = Push.objects.filter(pk=claimed.pk, asks=claimed.asks)
    if not same.update(state=state, error=error, **values):
        _note(claimed, tries=0, error=error, next_try_at=now + PUSH_GAP, **values)


def _note(claimed: Push, **values: Any) -> None:
    Push.objects.filter(pk=claimed.pk).update(**values)  # not save: it may have been switched off meanwhile


def _forget(subscription: PushSubscription) -> None:
    with recording(MessageEvent.PUSH_LOST, actor=SYSTEM) as record:
        record.about(subscription).delete()


def forget_pushes(*, now: datetime) -> int:
    """Forget the addresses of devices that left their owner's list, or whose owner may no longer sign in."""
    lost = PushSubscription.objects.exclude(pk__in=PushSubscription.objects.live(now=now).values("pk"))
    for subscription in lost:
        _forget(subscription)
    return len(lost)
