"""What every page of the demonstration says."""

from django.conf import settings
from django.http import HttpRequest


def demo(request: HttpRequest) -> dict[str, bool]:  # noqa: ARG001 - a context processor takes the request
    """Context processor: `demo` tells the base page to say that this is a demonstration."""
    return {"demo": settings.MODE == "demo"}
