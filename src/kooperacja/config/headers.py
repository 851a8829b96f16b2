"""Headers that Django doesn't set: nothing of a signed-in person stays in a cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class Headers:
    """Middleware: CORP, Permissions-Policy, and no-store on everything but static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response
