"""Pages of what an institution sets for itself, and of the bounds that operators give."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.kernel.refused import Refused

from ..actions.own import Shown, bounds_of, history, set_bounds, set_own_value, shown
from ..forms.own import AT, WHAT_FOR, BackForm, BoundsForm, OwnValueForm
from ..forms.refusals import show_refusals
from ..models import Institution
from ..policies import INSTITUTIONS
from ..rules.own import SLUGS, TEXTS, Bounds, SettingName


def _named(slug: str) -> SettingName:
    try:
        return SLUGS[slug]
    except KeyError:
        raise Http404 from None


def _one(slug: str, institution: Institution | None) -> Shown:
    return next(one for one in shown(institution) if one.slug == slug)


@needs(Permission.INSTITUTION_SET_OWN)
@require_safe
def settings_of(request: ActorRequest, institution: UUID) -> HttpResponse:
    """Show all settings of the own institution: default, present value, since when and by whom."""
    row = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_SET_OWN, institution)
    return render(request, "institutions/settings.html", {"institution": row, "rows": shown(row)})


@needs(Permission.INSTITUTION_SET_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def setting_edit(request: ActorRequest, institution: UUID, setting: str) -> HttpResponse:
    """Set one value, or go back to the default."""
    row = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_SET_OWN, institution)
    name = _named(setting)
    one = _one(setting, row)
    past = history(name, row)
    seen = past.count()
    form = open_form(request, OwnValueForm, name=name, bounds=one.bounds, initial={"value": one.value, "seen": seen})

    def save(value: str, began: int) -> None:
        set_own_value(row, name, value, seen=began, actor=request.actor, now=timezone.now())

    if request.method == "POST" and _saved(form, request, save, lambda data: data["value"].strip()):
        messages.success(request, _("Saved."))
        return redirect("institutions:settings", row.public_id)
    context = {
        "institution": row,
        "one": one,
        "what_for": WHAT_FOR[name],
        "form": form,
        "past": past[:50],
        "back": BackForm(initial={"seen": seen}),
    }
    return render(request, "institutions/setting_edit.html", context)


@needs(Permission.SETTING_BOUND)
@require_safe
def bounds_list(request: ActorRequest) -> HttpResponse:
    """Show the defaults of the installation, and the bounds within which institutions set their own."""
    return render(request, "institutions/settings.html", {"rows": shown(None)})


@needs(Permission.SETTING_BOUND)
@require_http_methods(["GET", "HEAD", "POST"])
def bounds_edit(request: ActorRequest, setting: str) -> HttpResponse:
    """Give other bounds, or the first ones back."""
    name = _named(setting)
    if name in TEXTS:
        raise Http404
    past, bounds = history(name, None), bounds_of(name)
    seen = past.count()
    form = open_form(request, BoundsForm, initial={"least": bounds.least, "most": bounds.most, "seen": seen})

    def save(value: Bounds | None, began: int) -> None:
        set_bounds(name, value, seen=began, actor=request.actor, now=timezone.now())

    if request.method == "POST" and _saved(form, request, save, lambda data: Bounds(data["least"], data["most"])):
        messages.success(request, _("Saved."))
        return redirect("institutions:bounds")
    one = _one(setting, None)
    back = BackForm(initial={"seen": seen})
    context = {"one": one, "what_for": WHAT_FOR[name], "form": form, "past": past[:50], "back": back}
    return render(request, "institutions/setting_edit.html", context)


def _saved(
    form: Any, request: ActorRequest, save: Callable[[Any, int], None], value: Callable[[dict[str, Any]], Any]
) -> bool:
    """Save what was sent, or go back to the default; say at the form why not."""
    to_default = "back" in request.POST
    sent = BackForm(request.POST) if to_default else form
    if not sent.is_valid():
        return False
    nothing: Any = None if isinstance(form, BoundsForm) else ""
    try:
        save(nothing if to_default else value(sent.cleaned_data), sent.cleaned_data["seen"])
    except Refused as refused:
        form.is_valid()
        show_refusals(form, refused, AT)
        return False
    return True
