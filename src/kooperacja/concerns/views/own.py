"""What a reporter sees: own concerns, the receipt, the answer. Never what was decided."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..actions import withdraw_concern
from ..policies import OWN_CONCERNS
from ..shown import rows_of
from ..states import ConcernState
from .shell import REPORTER_CARDS, shown

PAGE = 25


@needs(Permission.CONCERN_RAISE)
@require_safe
def own_concerns(request: ActorRequest) -> HttpResponse:
    """List the person's own concerns with their answers."""
    concerns = OWN_CONCERNS.permitted(request.actor, Permission.CONCERN_VIEW_OWN).order_by("-sent_at", "-pk")
    page = Paginator(concerns.for_list(), PAGE).get_page(request.GET.get("strona"))  # type: ignore[attr-defined] # of ConcernQuerySet
    return render(request, "concerns/own_concerns.html", {"page": page})


@needs(Permission.CONCERN_VIEW_OWN)
@require_safe
def own_concern(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Show what the person wrote, and the answer."""
    row = OWN_CONCERNS.get_or_404(request.actor, Permission.CONCERN_VIEW_OWN, concern)
    waits = row.state == ConcernState.WAITING_FOR_RELEASE
    cards = shown(REPORTER_CARDS, request, row)
    context = {"concern": row, "waits": waits, "rows": rows_of(row), "cards": cards}
    return render(request, "concerns/own_concern.html", context)


@needs(Permission.CONCERN_VIEW_OWN)
@require_safe
def receipt(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Show the receipt: number, addressee, day and hour, no names."""
    row = OWN_CONCERNS.get_or_404(request.actor, Permission.CONCERN_VIEW_OWN, concern)
    return render(request, "concerns/receipt.html", {"concern": row})


@needs(Permission.CONCERN_WITHDRAW_OWN)
@require_POST
def concern_withdraw(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Take back what still waits for the head."""
    row = OWN_CONCERNS.get_or_404(request.actor, Permission.CONCERN_WITHDRAW_OWN, concern)
    withdraw_concern(row, actor=request.actor, now=timezone.now())
    return redirect("concerns:own_concern", concern=concern)
