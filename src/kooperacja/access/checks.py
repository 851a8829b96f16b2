"""Default deny: an address whose view doesn't say who may open it is an error at start-up."""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver

from .permissions import Permission
from .policy import declared

OTHERS = ("allauth.", "django.views.i18n")
"""Libraries' views: they have rules of their own, and show nothing of ours."""


def addresses(
    resolver: URLResolver | None = None, namespace: str = "", route: str = ""
) -> Iterator[tuple[str, URLPattern, str]]:
    """Yield (name with namespace, pattern, whole route) for every address of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        whole = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner, whole)
        else:
            yield f"{namespace}{entry.name or ''}", entry, whole


def is_of_a_library(view: Any) -> bool:
    """Tell whether a view comes from a library."""
    return str(getattr(view, "__module__", "")).startswith(OTHERS)


@checks.register(checks.Tags.security)
def every_address_says_who_may(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:  # noqa: ARG001 - a check takes them
    """Find views without `@needs`, `@signed_in` or `@open_to_all`, and those that need what no policy declares."""
    found: list[checks.CheckMessage] = []
    for _name, pattern, route in addresses():
        who = getattr(pattern.callback, "who_may", None)
        if who is None and not is_of_a_library(pattern.callback):
            found.append(checks.Error(f"/{route} doesn't say who may open it", obj=pattern.callback, id="access.E001"))
        if isinstance(who, Permission) and who not in declared:
            found.append(checks.Error(f"/{route} needs {who}, which nobody declares", obj=who, id="access.E002"))
    return found
