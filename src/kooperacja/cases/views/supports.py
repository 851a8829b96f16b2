"""Those close to the family who help: of the team, without an account."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once

from ..actions.sharing import Helper, add_support, change_support
from ..forms.common import initial_of
from ..forms.sharing import SupportAddForm, SupportEditForm
from ..policies import CASES, SUPPORTS
from .shell import Part, render_case

HELPER = ("name", "tie", "helps_with", "phone", "since", "until")


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def support_add(request: ActorRequest, case: UUID) -> HttpResponse:
    """Write down somebody close to the family who helps."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    form = open_form(request, SupportAddForm, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            add_support(found, _helper(form.cleaned_data), actor=request.actor, now=timezone.now())
            return reverse("cases:team", args=[case])

        return redirect(once(form.cleaned_data["idempotency_key"], make))
    return render_case(request, "cases/support_add.html", found, part=Part.TEAM, form=form)


@needs(Permission.SUPPORT_EDIT)
@require_http_methods(["GET", "POST"])
def support_edit(request: ActorRequest, support: UUID) -> HttpResponse:
    """Change what is written of somebody close to the family, or end it."""
    found = SUPPORTS.get_or_404(request.actor, Permission.SUPPORT_EDIT, support)
    form = open_form(request, SupportEditForm, initial=initial_of(found, *HELPER))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_support(found, _helper(data), version=data["version"], actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect("cases:team", found.case.public_id)
    return render_case(request, "cases/support_edit.html", found.case, part=Part.TEAM, form=form)


def _helper(data: dict[str, Any]) -> Helper:
    return Helper(**{name: data[name] for name in HELPER})
