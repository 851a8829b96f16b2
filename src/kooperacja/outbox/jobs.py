"""The worker's part: e-mails go out, each once. If the worker is killed in the middle, the same one goes again."""

import logging
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection, transaction

from kooperacja.kernel.calendar import polish_time

from .actions import preferences_of
from .emails import email_of
from .kinds import MessageKind
from .models import Delivery, DeliveryState, Digest, Sending
from .querysets import ACCOUNT_CLOSED
from .rules import Wishes

logger = logging.getLogger(__name__)

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60, 24 * 60)]
"""How long to wait after each try that failed; after one more it is given up."""

LEASE = timedelta(minutes=5)
"""For so long a claimed e-mail is its worker's; sending takes 20 seconds at most."""

BATCH = 200
"""E-mails in one run, so that other jobs have their turn."""


S = TypeVar("S", Delivery, Digest)


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


def _deliver_due(model: type[S], now: datetime) -> int:
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
