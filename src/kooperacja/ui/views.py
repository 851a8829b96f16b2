"""The page of all components; the project's addresses include it only when debugging."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from kooperacja.ui.style_forms import FilterForm, GalleryForm


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component and every field, well and wrong."""
    now = timezone.now()
    wrong = {
        "born_day": "31",
        "born_month": "2",
        "born_year": "2026",
        "website": "?",
        "count": "x",
        "choice": "other",
        "version": 1,
    }
    context = {
        "now": now,
        "today": timezone.localdate(now),
        "past": now - timedelta(days=2),
        "soon": now + timedelta(hours=5),
        "tomorrow": timezone.localdate(now) + timedelta(days=1),
        "later": timezone.localdate(now) + timedelta(days=9),
        "form": GalleryForm(prefix="ok"),
        "wrong_form": GalleryForm(wrong),
        "filter_form": FilterForm(request.GET or None),
        "page": Paginator(range(240), 10).get_page(request.GET.get("strona", 7)),
        "demo": True,
        "hat": "pracownik socjalny, GOPS Lipowo",
        "hat_url": "#",
        "navigation": True,
    }
    return render(request, "ui/style.html", context)


@require_POST
def autosave(_request: HttpRequest) -> JsonResponse:
    """Answers as a page that keeps drafts does, and keeps nothing."""
    return JsonResponse({"saved_at": date_format(timezone.localtime(), "H:i")})


# The mark that every view needs. Its decorator lives in a room above this one.
style.who_may = autosave.who_may = "everybody"  # type: ignore[attr-defined]  # see above
