"""What signing in and out does to the notices of a device: they follow their owner, never the browser.

A session that merely ends after a while without work switches nothing off: the device is on its owner's list, and that
somebody isn't sitting at it is what notices are for.
"""

from typing import Any

from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from kooperacja.access.actor import Actor
from kooperacja.accounts.devices import marked_device
from kooperacja.accounts.models import User

from .actions import end_push_on, end_pushes


@receiver(user_logged_in)
def end_those_of_another(request: HttpRequest, user: User, **kwargs: Any) -> None:  # noqa: ARG001 - the signal's signature
    """Switch off what another person switched on here: whoever signs in now is told nothing of theirs."""
    device = marked_device(request)
    if device is not None and device.user_id != user.pk:
        end_push_on(device, actor=Actor(user_id=user.pk))


@receiver(user_logged_out)
def end_own(request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:  # noqa: ARG001 - the signal's signature
    """Switch off what is on here: the person said that they leave this browser."""
    if request is None or user is None or _ended_by_itself(request):
        return
    device = marked_device(request)
    if device is not None:
        end_push_on(device, actor=Actor(user_id=user.pk))


def _ended_by_itself(request: HttpRequest) -> bool:
    """Tell whether the session was over before the request came; see `config.sessions`."""
    is_late = getattr(request, "late_user_id", None) is not None
    return is_late and request.path != reverse("account_logout")


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Whoever ends all other sessions has their devices told no longer, but for the one where they sit."""

    def end_sessions(self, sessions: list[Any]) -> None:
        """End them."""
        super().end_sessions(sessions)
        for user_id in {session.user_id for session in sessions}:
            end_pushes(user_id, actor=Actor(user_id=user_id), but=marked_device(context.request))
