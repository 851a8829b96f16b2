"""Who must be informed that the centre holds their data, and until when (RODO art. 14)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.informing import Informed, record_informing
from ..forms import InformingForm
from ..forms.informing import YES
from ..policies import CONCERNS

PAGE = 25


@needs(Permission.INBOX_VIEW)
@require_safe
def to_inform(request: ActorRequest) -> HttpResponse:
    """List what waits for it, the first deadline first."""
    rows: Any = CONCERNS.permitted(request.actor, Permission.CONCERN_TRIAGE)
    page = Paginator(rows.for_list().to_inform(), PAGE).get_page(request.GET.get("strona"))
    return render(request, "concerns/to_inform.html", {"page": page, "now": timezone.now()})


@needs(Permission.CONCERN_TRIAGE)
@require_http_methods(["GET", "POST"])
def inform(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Record that somebody was informed, or the exception."""
    row = CONCERNS.get_or_404(request.actor, Permission.CONCERN_TRIAGE, concern)
    form = InformingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        names = ("who", "on", "how", "ground", "details", "is_all")
        said = Informed(informed=data["informed"] == YES, **{name: data[name] for name in names})

        def make() -> str:
            record_informing(row, said, actor=request.actor, now=timezone.now())
            return reverse("concerns:concern", args=[concern])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect(address)
    return render(request, "concerns/inform.html", {"concern": row, "form": form})
