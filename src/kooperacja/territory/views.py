"""Pages of the register of the land. It is public; whoever has signed in may look."""

from typing import cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from .forms import UnitFilterForm
from .models import Unit
from .policies import UNITS
from .querysets import UnitQuerySet

PER_PAGE = 50


@needs(Permission.TERRITORY_SEARCH)
@require_safe
def unit_list(request: ActorRequest) -> HttpResponse:
    """Search voivodeships, powiats and gminas by name or code."""
    form = UnitFilterForm(request.GET)
    units = cast("UnitQuerySet[Unit]", UNITS.permitted(request.actor, Permission.TERRITORY_VIEW))
    found = form.narrow(units).select_related("parent").order_by("code")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strona"))
    return render(request, "territory/unit_list.html", {"form": form, "page": page})


@needs(Permission.TERRITORY_VIEW)
@require_safe
def unit_view(request: ActorRequest, unit: UUID) -> HttpResponse:
    """Show one unit: what it is, what it was, its parts, and who followed whom."""
    row = UNITS.get_or_404(request.actor, Permission.TERRITORY_VIEW, unit)
    context = {
        "unit": row,
        "versions": row.versions.order_by("-starts_on"),
        "parts": row.parts.order_by("code", "-starts_on"),
        "children": row.children.order_by("code"),
        "successors": row.followed_by.select_related("new__parent").order_by("on", "new__code"),
        "predecessors": row.follows.select_related("old__parent").order_by("on", "old__code"),
    }
    return render(request, "territory/unit_view.html", context)
