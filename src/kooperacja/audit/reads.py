"""Reads of personal data are recorded by themselves: whatever a page opened is written before its body is sent."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast
from uuid import UUID

from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from kooperacja.vault.fields import Opened, noting_what_is_opened

from .models import Read
from .recording import ActedBy

logger = logging.getLogger(__name__)

REDIRECTS = range(300, 400)


def record_read(opened: Opened, *, page: str, actor: ActedBy | None) -> None:
    """Write one read event: the rows in `opened`, shown on `page`."""
    Read.objects.create(
        at=timezone.now(),
        page=page,
        user_id=actor.user_id if actor else None,
        membership_id=actor.membership_id if actor else None,
        institution_id=actor.institution_id if actor else None,
        rows={model: sorted(map(str, ids)) for model, ids in sorted(opened.items())},
    )


class RecordReads:
    """Middleware: no body with personal data leaves before its read event is committed; else 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with noting_what_is_opened() as opened:
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and getattr(response, "file_to_stream", None) is None:
            chunks = cast("Iterable[bytes]", response.streaming_content)  # no view of ours is asynchronous
            response.streaming_content = _recorded(chunks, request)
        if not opened or _is_bare_redirect(response):
            return response
        try:
            _record(opened, request)
        except Error:
            logger.exception("a read could not be recorded, so it was refused")
            response.close()
            return _refused()
        return response


def _record(opened: Opened, request: HttpRequest) -> None:
    record_read(opened, page=_page(request), actor=getattr(request, "actor", None) or _nobody(request))


def _recorded(chunks: Iterable[bytes], request: HttpRequest) -> Iterator[bytes]:
    """Yield the chunks of a body that is made while it is sent; what one opened is recorded before it leaves.

    If that fails, the error ends the body.
    """
    rest, told = iter(chunks), set[tuple[str, UUID]]()
    while True:
        with noting_what_is_opened() as opened:
            chunk = next(rest, None)
        new = {model: {one for one in ids if (model, one) not in told} for model, ids in opened.items()}
        if any(new.values()):
            _record(new, request)
            told.update((model, one) for model, ids in new.items() for one in ids)
        if chunk is None:
            return
        yield chunk


def _is_bare_redirect(response: HttpResponseBase) -> bool:
    return response.status_code in REDIRECTS and not response.streaming and not getattr(response, "content", b"")


def _page(request: HttpRequest) -> str:
    match: Any = request.resolver_match
    return match.view_name if match else ""


class _Person:
    """A signed-in person without a hat."""

    membership_id = institution_id = None

    def __init__(self, user_id: int | None) -> None:
        self.user_id = user_id


def _nobody(request: HttpRequest) -> ActedBy:
    user: Any = getattr(request, "user", None)
    return _Person(user.pk if user is not None else None)


def _refused() -> HttpResponse:
    """Say so without the request: the menu would ask the database that has just failed."""
    return HttpResponse(render_to_string("503.html"), status=503)
