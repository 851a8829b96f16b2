"""What a person typed, kept as data: without secrets, within limits."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict

from .editing import KEEP, NOW, PART

FIELDS_MAX = 200
SIGNS_MAX = 60_000
"""The whole of a form, counted in characters. The longest form of ours stays far below."""

LEFT_OUT = {"csrfmiddlewaretoken", "szkic"}
SECRET = ("password", "haslo", "otp", "credential")


class TooMuch(Exception):
    """More was typed than may be kept."""


def typed_in(request: HttpRequest) -> dict[str, list[str]]:
    """Return the text fields of a POST: without files, tokens and passwords.

    Raises:
        TooMuch: there are too many fields, or they are too long.
    """
    kept = {
        name: [str(value) for value in values]
        for name, values in request.POST.lists()
        if name not in LEFT_OUT and not name.startswith((KEEP, PART, NOW)) and not _is_secret(name)
    }
    signs = sum(len(name) + sum(map(len, values)) for name, values in kept.items())
    if len(kept) > FIELDS_MAX or signs > SIGNS_MAX:
        raise TooMuch
    return kept


def as_post(data: Mapping[str, Any]) -> QueryDict:
    """Return kept data as the QueryDict that a form reads."""
    result = QueryDict(mutable=True)
    for name, values in data.items():
        result.setlist(name, list(values))
    return result


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET)
