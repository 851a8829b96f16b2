"""The worker's part: e-mails go out, each once. If the worker is killed in the middle, the same one goes again."""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction

from .emails import email_of
from .models import Delivery, DeliveryState
from .querysets import ACCOUNT_CLOSED

logger = logging.getLogger(__name__)

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60, 24 * 60)]
"""How long to wait after each try that failed; after one more it is given up."""

LEASE = timedelta(minutes=5)
"""For so long a claimed e-mail is its worker's; sending takes 20 seconds at most."""

BATCH = 200
"""E-mails in one run, so that other jobs have their turn."""


def deliver_messages(*, now: datetime) -> int:
    """Send what is due. Several workers may run this at once: each e-mail is claimed by one of them."""
    for number in range(BATCH):
        delivery = _claim(now)
        if delivery is None:
            return number
        _deliver(delivery, now)
    return BATCH


def _claim(now: datetime) -> Delivery | None:
    """Take the e-mail that is due longest, and count the try before it is made."""
    skip = connection.features.has_select_for_update_skip_locked
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lte=now).order_by("next_try_at", "pk")
    with transaction.atomic():
        delivery = due.select_for_update(skip_locked=skip).first()
        if delivery is not None:
            delivery.tries += 1
            delivery.next_try_at = now + LEASE
            delivery.save(update_fields=["tries", "next_try_at"])
    return delivery


def _deliver(delivery: Delivery, now: datetime) -> None:
    """Send a claimed e-mail and note how it went: of an error its type alone, for its words may quote an address."""
    recipient = delivery.message.recipient
    if recipient is not None and not recipient.is_active:
        _end(delivery, DeliveryState.GIVEN_UP, ACCOUNT_CLOSED)
        return
    try:
        email_of(delivery).send()
    except Exception as error:
        logger.warning("an e-mail was not sent: try %s, %s", delivery.tries, type(error).__name__)
        _put_off(delivery, type(error).__name__, now)
    else:
        _end(delivery, DeliveryState.SENT, "")


def _put_off(delivery: Delivery, error: str, now: datetime) -> None:
    if delivery.tries > len(WAITS):
        _end(delivery, DeliveryState.GIVEN_UP, error)
        return
    delivery.error, delivery.next_try_at = error[:100], now + WAITS[delivery.tries - 1]
    delivery.save(update_fields=["error", "next_try_at"])


def _end(delivery: Delivery, state: DeliveryState, error: str) -> None:
    """Close the delivery; the code goes with it."""
    delivery.state, delivery.error, delivery.code = state, error[:100], ""
    delivery.save(update_fields=["state", "error", "code"])
