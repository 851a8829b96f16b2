"""The inbox of a centre: what waits, by urgency and clock; what was decided; what was forwarded."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.access.views import ActorRequest, needs
from kooperacja.lists.views import ON_A_PAGE, list_file, list_page
from kooperacja.lists.work import Column, WorkList, add

from ..forms import InboxFilterForm
from ..policies import CONCERNS, FORWARDED


def _waiting(actor: Actor) -> Any:
    return _concerns(actor).live().for_list().with_colour()


def _decided(actor: Actor) -> Any:
    return _concerns(actor).answered().for_list().with_colour()


def _columns(*, is_live: bool) -> tuple[Column, ...]:
    """Return the columns; nothing personal, so that nothing is opened."""
    clock = Column("termin", _("Time left"), lambda concern: concern.due_at, ("due_at",))
    ended = Column("koniec", _("Finished on"), lambda concern: concern.ended_at, ("ended_at",))
    return (
        Column("numer", _("Number"), lambda concern: concern.number),
        Column("pilnosc", _("Urgency"), lambda concern: str(concern.get_urgency_display()), ("colour", "due_at")),
        clock if is_live else ended,
        Column("stan", _("State"), lambda concern: str(concern.get_state_display()), ("state",)),
        Column("gmina", _("Gmina"), lambda concern: concern.unit.name, ("unit__folded",)),
        Column("kto", _("Who reports"), lambda concern: concern.reported_by),
        Column("wplynelo", pgettext_lazy("when", "Received"), lambda concern: concern.received_at, ("received_at",)),
    )


LIVE_LIST = add(
    WorkList(
        name="inbox",
        title=_("inbox: waiting"),
        page="concerns:inbox",
        form=InboxFilterForm,
        rows=_waiting,
        columns=_columns(is_live=True),
        usual=lambda rows: rows.order_by("colour", "due_at", "pk"),
    )
)
ANSWERED_LIST = add(
    WorkList(
        name="answered",
        title=_("inbox: finished"),
        page="concerns:inbox_answered",
        form=InboxFilterForm,
        rows=_decided,
        columns=_columns(is_live=False),
        usual=lambda rows: rows.order_by("-ended_at", "-pk"),
    )
)


@needs(Permission.INBOX_VIEW)
@require_safe
def inbox(request: ActorRequest) -> HttpResponse:
    """List what the centre has yet to decide on, the most urgent first. Nothing personal is opened."""
    return _list(request, LIVE_LIST, tab="live")


@needs(Permission.INBOX_VIEW)
@require_POST
def inbox_file(request: ActorRequest) -> HttpResponse:
    """What the centre has yet to decide on, as a file."""
    return list_file(request, LIVE_LIST)


@needs(Permission.INBOX_VIEW)
@require_safe
def inbox_answered(request: ActorRequest) -> HttpResponse:
    """List what the centre has decided on, the last decision first."""
    return _list(request, ANSWERED_LIST, tab="answered")


@needs(Permission.INBOX_VIEW)
@require_POST
def inbox_answered_file(request: ActorRequest) -> HttpResponse:
    """What the centre has decided on, as a file."""
    return list_file(request, ANSWERED_LIST)


@needs(Permission.INBOX_VIEW)
@require_safe
def inbox_forwarded(request: ActorRequest) -> HttpResponse:
    """List what the centre forwarded: number, date, where to, and the state there."""
    rows = FORWARDED.permitted(request.actor, Permission.CONCERN_VIEW_FORWARDED).defer("reason")
    rows = rows.select_related("concern", "to_centre").order_by("-decided_at", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("strona"))
    return render(request, "concerns/inbox_forwarded.html", {"page": page, "tab": "forwarded"})


def _concerns(actor: Actor) -> Any:
    return CONCERNS.permitted(actor, Permission.CONCERN_VIEW)


def _list(request: ActorRequest, work_list: WorkList, *, tab: str) -> HttpResponse:
    heads = may(request.actor, Permission.REGISTER_VIEW)
    return list_page(request, work_list, "concerns/inbox.html", {"tab": tab, "now": timezone.now(), "heads": heads})
