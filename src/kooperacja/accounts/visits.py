"""Visit mode: on a visit one looks at people, not at the screen, so a session lives longer without work.

Only on a device that its owner put on the list of own devices (`devices.py`), and only while it is on it: a computer
that others use must not stay open for hours. The longest time of a session stays what it is.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from .devices import device_of, use_device

VISIT = "on_a_visit"


def is_visiting(request: HttpRequest) -> bool:
    """Tell whether visit mode is on in this session, and the device is still on its owner's list."""
    return bool(request.session.get(VISIT)) and device_of(request) is not None


def begin_visit(request: HttpRequest) -> bool:
    """Switch visit mode on, until it is switched off or the person is signed out; tell whether that is allowed here."""
    device = device_of(request)
    if device is None:
        return False
    use_device(device, now=timezone.now())
    request.session[VISIT] = True
    return True


def end_visit(request: HttpRequest) -> None:
    """Switch visit mode off."""
    request.session.pop(VISIT, None)


def idle_seconds(request: HttpRequest) -> int:
    """Return after how many seconds without work this session ends."""
    seconds: int = settings.SESSION_VISIT_SECONDS if is_visiting(request) else settings.SESSION_IDLE_SECONDS
    return seconds
