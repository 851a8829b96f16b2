"""Each request has a number, which stands in every line of the log and on the page of errors."""

import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

number: ContextVar[str] = ContextVar("number", default="-")


class NumberRequests:
    """Middleware, the outermost: gives the request its number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page: Any = request
        page.number = secrets.token_hex(4)
        token = number.set(page.number)
        try:
            return self.get_response(request)
        finally:
            number.reset(token)


class RefuseNonsense:
    """Middleware: 400 for a NUL sign, which no form means and PostgreSQL fails on; 413 for what is too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            lists = [*request.GET.lists(), *(request.POST.lists() if request.method == "POST" else [])]
        except (RequestDataTooBig, TooManyFieldsSent):
            return render(request, "413.html", status=413)
        if "\x00" in request.path or any("\x00" in text for name, values in lists for text in (name, *values)):
            raise BadRequest("a NUL sign")
        return self.get_response(request)
