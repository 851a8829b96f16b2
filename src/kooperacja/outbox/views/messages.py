"""A person's messages."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..actions import mark_messages, read_all_messages, read_message
from ..policies import MESSAGES

PER_PAGE = 25


@needs(Permission.MESSAGE_VIEW)
@require_safe
def message_list(request: ActorRequest) -> HttpResponse:
    """Show the messages: unread ones first, then by age."""
    rows = MESSAGES.permitted(request.actor, Permission.MESSAGE_VIEW)
    ordered = rows.order_by(F("read_at").asc(nulls_first=True), "-made_at", "-pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("strona"))
    has_unread = any(message.read_at is None for message in page)
    return render(request, "outbox/message_list.html", {"page": page, "has_unread": has_unread})


@needs(Permission.MESSAGE_VIEW)
@require_safe
def message_view(request: ActorRequest, message: UUID) -> HttpResponse:
    """Show one message with its words."""
    row = MESSAGES.get_or_404(request.actor, Permission.MESSAGE_VIEW, message)
    return render(request, "outbox/message_view.html", {"message": row})


@needs(Permission.MESSAGE_VIEW)
@require_POST
def message_open(request: ActorRequest, message: UUID) -> HttpResponse:
    """Note that it was read, and lead to what it tells of."""
    row = MESSAGES.get_or_404(request.actor, Permission.MESSAGE_VIEW, message)
    return redirect(read_message(row, actor=request.actor, now=timezone.now()).path)


@needs(Permission.MESSAGE_VIEW)
@require_POST
def message_mark(request: ActorRequest) -> HttpResponse:
    """Mark the ticked ones as read, or as unread again."""
    ticked = [number for text in request.POST.getlist("message")[:PER_PAGE] if (number := _number(text))]
    is_read = request.POST.get("to") != "unread"
    if not ticked:
        messages.error(request, _("Tick the messages first."))
    else:
        mark_messages(ticked, is_read=is_read, actor=request.actor, now=timezone.now())
        messages.success(request, _("Marked as read.") if is_read else _("Marked as unread."))
    return redirect("outbox:list")


def _number(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@needs(Permission.MESSAGE_VIEW)
@require_POST
def message_read_all(request: ActorRequest) -> HttpResponse:
    """Note that all were read."""
    read_all_messages(actor=request.actor, now=timezone.now())
    return redirect("outbox:list")
