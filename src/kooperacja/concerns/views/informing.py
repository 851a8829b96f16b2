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
from ..policies import TO_INFORM

PAGE = 25


@needs(Permission.INBOX_VIEW)
@require_safe
def to_inform(request: ActorRequest) -> HttpResponse:
    """List what waits for it, the first deadline first; locked ones, too, of which it shows number and lateness."""
    rows: Any = TO_INFORM.permitted(request.actor, Permission.CONCERN_INFORM)
    page = Paginator(rows.for_list().to_inform(), PAGE).get_page(request.GET.get("strona"))
    return render(request, "concerns/to_inform.html", {"page": page, "now": timezone.now()})


@needs(Permission.CONCERN_INFORM)
@require_http_methods(["GET", "POST"])
def inform(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Record that somebody was informed, or the exception. The page of a locked concern opens nothing of it."""
    row = TO_INFORM.get_or_404(request.actor, Permission.CONCERN_INFORM, concern)
    back = reverse("concerns:to_inform") if row.locked_on else reverse("concerns:concern", args=[concern])
    form = InformingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        names = ("who", "on", "how", "ground", "details", "is_all")
        said = Informed(informed=data["informed"] == YES, **{name: data[name] for name in names})

        def make() -> str:
            record_informing(row, said, actor=request.actor, now=timezone.now())
            return back

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect(address)
    last = row.informings.only("is_all").order_by("pk").last()
    context = {"concern": row, "form": form, "back": back, "is_done": last is not None and last.is_all}
    return render(request, "concerns/inform.html", context)
