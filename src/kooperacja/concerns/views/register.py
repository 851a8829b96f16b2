"""The register of locked concerns and the yearly figure, for the head. No page here opens what was written."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.once import once, was_carried_out
from kooperacja.kernel.refused import Refused

from ..actions import dispose_concerns, figures, filing_class_of, set_filing_class
from ..forms import DisposalForm, FilingClassForm
from ..policies import LOCKED

PAGE = 25
OF_ONE_PROTOCOL = 100


@needs(Permission.REGISTER_VIEW)
@require_safe
def register(request: ActorRequest) -> HttpResponse:
    """List what is locked: number, days, how it ended and the filing class."""
    page = Paginator(_locked(request).order_by("-locked_on", "-pk"), PAGE).get_page(request.GET.get("strona"))
    context = {"page": page, "tab": "register", "filing_class": filing_class_of(request.actor)}
    return render(request, "concerns/register.html", context)


@needs(Permission.REGISTER_VIEW)
@require_http_methods(["GET", "POST"])
def filing_class(request: ActorRequest) -> HttpResponse:
    """Set the filing class."""
    form = FilingClassForm(
        request.POST if request.method == "POST" else None, initial={"symbol": filing_class_of(request.actor)}
    )
    if request.method == "POST" and form.is_valid():
        set_filing_class(form.cleaned_data["symbol"], actor=request.actor)
        messages.success(request, _("Saved."))
        return redirect("concerns:register")
    return render(request, "concerns/filing_class.html", {"form": form})


@needs(Permission.REGISTER_VIEW)
@require_http_methods(["GET", "POST"])
def disposal(request: ActorRequest) -> HttpResponse:
    """Dispose of locked concerns by protocol, the oldest first."""
    undisposed = _locked(request).filter(disposed_on=None)
    waiting = {str(row.public_id): row for row in undisposed.order_by("locked_on", "pk")[:OF_ONE_PROTOCOL]}
    uninformed = set(undisposed.to_inform().values_list("pk", flat=True))
    choices = [(key, _choice(row, is_uninformed=row.pk in uninformed)) for key, row in waiting.items()]
    form = DisposalForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            chosen = [waiting[key] for key in data["concerns"]]
            number = dispose_concerns(
                chosen, protocol=data["protocol"], on=data["on"], actor=request.actor, now=timezone.now()
            )
            messages.success(
                request, ngettext("%(number)s disposed of.", "%(number)s disposed of.", number) % {"number": number}
            )
            return reverse("concerns:register")

        try:
            return redirect(once(data["idempotency_key"], make))
        except Refused as refused:
            form.add_error(None, refused.messages)
    elif (key := getattr(form, "cleaned_data", {}).get("idempotency_key")) and was_carried_out(key):
        return redirect("concerns:register")  # a second click: what it chose is gone from the list
    return render(request, "concerns/disposal.html", {"form": form, "has_any": bool(waiting)})


@needs(Permission.REGISTER_VIEW)
@require_safe
def year(request: ActorRequest) -> HttpResponse:
    """Show how much of what came led to help, year by year."""
    return render(request, "concerns/year.html", {"years": figures(actor=request.actor), "tab": "year"})


def _choice(concern: Any, *, is_uninformed: bool) -> str:
    """Return how the form of disposal names a concern: its duty to inform (RODO art. 14) would end with it."""
    told = {"number": concern.number, "day": concern.locked_on.isoformat()}
    if is_uninformed:
        return _("%(number)s, locked on %(day)s; somebody is still to be informed (RODO art. 14)") % told
    return _("%(number)s, locked on %(day)s") % told


def _locked(request: ActorRequest) -> Any:
    rows: Any = LOCKED.permitted(request.actor, Permission.CONCERN_VIEW_LOCKED)
    return rows.for_list()
