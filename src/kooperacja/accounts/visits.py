"""Visit mode: on a visit one looks at people, not at the screen, so a session lives longer without work.

Only where a passkey was shown in this session: it lies in the worker's own telephone or computer. Whoever typed a
code may sit at a computer that others use. The longest time of a session stays what it is.
"""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from .demo_mark import is_demo
from .factors import DEMO_KEY

VISIT = "on_a_visit"


def may_visit(request: HttpRequest) -> bool:
    """Tell whether this device is the person's own, as far as one can know; in the demo everybody may try it."""
    if request.session.get(DEMO_KEY):
        return is_demo()
    records = get_authentication_records(request, request.user)
    return any(record.get("type") == Authenticator.Type.WEBAUTHN for record in records)


def is_visiting(request: HttpRequest) -> bool:
    """Tell whether visit mode is on in this session."""
    return bool(request.session.get(VISIT))


def begin_visit(request: HttpRequest) -> None:
    """Switch visit mode on, until it is switched off or the person is signed out.

    Does nothing where it isn't allowed.
    """
    if may_visit(request):
        request.session[VISIT] = True


def end_visit(request: HttpRequest) -> None:
    """Switch visit mode off."""
    request.session.pop(VISIT, None)


def idle_seconds(request: HttpRequest) -> int:
    """Return after how many seconds without work this session ends."""
    seconds: int = settings.SESSION_VISIT_SECONDS if is_visiting(request) else settings.SESSION_IDLE_SECONDS
    return seconds
