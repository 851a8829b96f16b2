"""Middleware of forms: the choice between two texts is put into the POST before the view reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .editing import KEEP, chosen


class KeepForms:
    """Middleware: nothing that a person typed into a form gets lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and any(name.startswith(KEEP) for name in request.POST):
            request.POST = chosen(request.POST)
        return self.get_response(request)
