"""What a view says about who may open it. A view that says nothing stops the start-up (`checks.py`)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from .actor import Actor
from .permissions import Permission
from .policy import has_gate, require_gate

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class ActorRequest(HttpRequest):
    """A request of a signed-in person with a hat on; `needs` guarantees it."""

    actor: Actor


def needs(permission: Permission) -> Callable[[V], V]:
    """Let in only people who are signed in with a hat on, and for whom the gate of `permission` is open.

    A permission about rows is checked by the view itself, when it fetches the row.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                return redirect(f"{reverse('institutions:hat')}?{urlencode({'next': request.get_full_path()})}")
            if has_gate(permission):
                require_gate(actor, permission)
            return view(request, *args, **kwargs)

        guarded.who_may = permission  # type: ignore[attr-defined] # a mark for the checks
        return cast(V, guarded)

    return decorate


def signed_in(view: V) -> V:
    """Let in whoever is signed in, with or without a hat: own account, choosing the hat."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.who_may = "signed in"  # type: ignore[attr-defined] # a mark for the checks
    return cast(V, guarded)


def open_to_all(view: V) -> V:
    """Let in everybody, also without an account. Such a page shows nothing of anybody."""
    view.who_may = "everybody"  # type: ignore[attr-defined] # a mark for the checks
    return view
