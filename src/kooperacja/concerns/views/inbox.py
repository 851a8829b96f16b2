"""The inbox of a centre: what waits, by urgency and clock; what was decided; what was forwarded."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.access.views import ActorRequest, needs

from ..forms import InboxFilterForm
from ..policies import CONCERNS, FORWARDED

PAGE = 25


@needs(Permission.INBOX_VIEW)
@require_safe
def inbox(request: ActorRequest) -> HttpResponse:
    """List what the centre has yet to decide on, the most urgent first. Nothing personal is opened."""
    return _list(request, _concerns(request).live().most_urgent_first(), tab="live")


@needs(Permission.INBOX_VIEW)
@require_safe
def inbox_answered(request: ActorRequest) -> HttpResponse:
    """List what the centre has decided on, the last decision first."""
    return _list(request, _concerns(request).answered().order_by("-ended_at", "-pk"), tab="answered")


@needs(Permission.INBOX_VIEW)
@require_safe
def inbox_forwarded(request: ActorRequest) -> HttpResponse:
    """List what the centre forwarded: number, date, where to, and the state there."""
    rows = FORWARDED.permitted(request.actor, Permission.CONCERN_VIEW_FORWARDED).defer("reason")
    rows = rows.select_related("concern", "to_centre").order_by("-decided_at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("strona"))
    return render(request, "concerns/inbox_forwarded.html", {"page": page, "tab": "forwarded"})


def _concerns(request: ActorRequest) -> Any:
    return CONCERNS.permitted(request.actor, Permission.CONCERN_VIEW)


def _list(request: ActorRequest, concerns: Any, *, tab: str) -> HttpResponse:
    filters = InboxFilterForm(request.GET)
    page = Paginator(filters.narrow(concerns.for_list()), PAGE).get_page(request.GET.get("strona"))
    filtered = any(request.GET.get(name) for name in filters.fields)
    context = {"page": page, "filters": filters, "filtered": filtered, "tab": tab, "now": timezone.now()}
    context["heads"] = may(request.actor, Permission.REGISTER_VIEW)
    return render(request, "concerns/inbox.html", context)
