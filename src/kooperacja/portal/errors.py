"""What a person sees when something goes wrong: plain words, no trace, and a number that stands in the logs."""

import logging
from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed

logger = logging.getLogger(__name__)

LAST_RESORT = (
    '<!DOCTYPE html><html lang="pl"><meta charset="utf-8"><title>Kooperacja</title>'
    "<p>Coś się u nas zepsuło. Spróbuj za chwilę. Jeśli ktoś jest w niebezpieczeństwie, zadzwoń pod 112.</p></html>"
)
"""Shown when not even the page of errors can be made."""


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database or the session for anything."""
    try:
        body: str = render_to_string("500.html", {"error_number": getattr(request, "number", "")})
    except Exception:
        logger.exception("the page of errors failed")
        body = LAST_RESORT
    return HttpResponse(body, status=HTTPStatus.INTERNAL_SERVER_ERROR)


class AnswerErrors:
    """Middleware: what an action refuses and no view has shown at its form becomes a page in plain words."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 409 to what somebody was faster with or the rules refuse, 503 if the database doesn't answer."""
        if isinstance(error, Refused):
            return render(request, "portal/refused.html", {"reasons": error.messages}, status=HTTPStatus.CONFLICT)
        if isinstance(error, TransitionNotAllowed | Stale):
            return render(request, "409.html", status=HTTPStatus.CONFLICT)
        if isinstance(error, OperationalError):
            logger.error("the database doesn't answer: %s", type(error).__name__)
            body = render_to_string("503.html", {"error_number": getattr(request, "number", "")})
            return HttpResponse(body, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return None
