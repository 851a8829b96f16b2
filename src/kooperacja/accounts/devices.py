"""The register of own devices: what its owner put on the list, known again by a token in a cookie.

Only on such a device is visit mode switched on, and shown that a message waits (`outbox`). Nothing else hangs on it:
whoever signs in there still shows both factors. The mark of `adapters.py` is another thing: it slows guesses down and
is set at each sign-in, also on a computer that others use.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.audit.recording import recorded, recording

from .events import AccountEvent
from .models import DEVICE_KNOWN_FOR, Device, User
from .tokens import hash_of, new_token

COOKIE = "__Host-own-device" if settings.SESSION_COOKIE_SECURE else "own-device"
MOST = 10
"""So many devices of one person are on the list; more are nobody's own."""


class TooManyDevices(Exception):
    """One has to be taken off the list first."""


def devices_of(user: User, *, now: datetime) -> QuerySet[Device]:
    """Return the person's devices that count, the newest first."""
    return Device.objects.filter(user=user).known(now=now).order_by("-known_since", "-pk")


def device_of(request: HttpRequest) -> Device | None:
    """Return the device at which the person sits, if they put it on their list; another's device is none."""
    token = request.COOKIES.get(COOKIE)
    user = request.user
    if not token or not isinstance(user, User):
        return None
    return devices_of(user, now=timezone.now()).filter(token_hash=hash_of(token)).first()


def marked_device(request: HttpRequest) -> Device | None:
    """Return the device whose token this browser holds, whoever's it is and whoever sits there."""
    token = request.COOKIES.get(COOKIE)
    return Device.objects.filter(token_hash=hash_of(token)).first() if token else None


def add_device(user: User, name: str, *, key: UUID, now: datetime) -> tuple[Device, str]:
    """Put a device on the person's list; return it with the token for its browser, which is nowhere else.

    The same key again is the same device with a new token: a form that was sent twice makes one.

    Raises:
        TooManyDevices: the list is full.
    """
    token = new_token()
    with recording(AccountEvent.DEVICE_ADDED, actor=Actor(user_id=user.pk)) as record:
        User.objects.select_for_update().get(pk=user.pk)  # one after the other
        device = devices_of(user, now=now).filter(public_id=key).first()
        if device is None:
            if devices_of(user, now=now).count() >= MOST:
                raise TooManyDevices
            is_taken = Device.objects.filter(public_id=key).exists()
            device = Device(public_id=uuid4() if is_taken else key, user=user, known_since=now)
        device.name, device.token_hash = name, hash_of(token)
        record.about(device).save()
    return device, token


def use_device(device: Device, *, now: datetime) -> None:
    """Note that visit mode was switched on there; a device that is used stays known."""
    with recorded(AccountEvent.VISIT_BEGUN, actor=Actor(user_id=device.user_id), subject=device) as device:
        device.used_at = now
        device.save()


def end_device(device: Device, *, now: datetime) -> None:
    """Take a device off its owner's list; visit mode ends there with the next request. Twice is once."""
    with recorded(AccountEvent.DEVICE_ENDED, actor=Actor(user_id=device.user_id), subject=device) as device:
        if device.ended_at is None:
            device.ended_at = now
            device.save()


def end_devices(user: User, *, now: datetime) -> None:
    """Take all of a person's devices off the list. Only inside a recording."""
    Device.objects.filter(user=user, ended_at=None).update(ended_at=now)


def remember(response: HttpResponseBase, token: str) -> None:
    """Give the browser the token by which the device is known again."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=DEVICE_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def remember_longer(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the token in this browser last as long as the device is known."""
    if token := request.COOKIES.get(COOKIE):
        remember(response, token)


def forget(response: HttpResponseBase) -> None:
    """Take the token out of the browser."""
    response.delete_cookie(COOKIE, samesite="Lax")
