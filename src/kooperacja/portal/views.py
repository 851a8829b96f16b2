"""The first page, and the pages that anybody may read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs, open_to_all
from kooperacja.outbox.actions import try_again

from .handbook import PAGES, first_day_of, has_no_office
from .helplines import AS_OF, HELPLINES
from .navigation import address_of
from .own_pages import looks_after
from .today import what_needs
from .worker import lines, outbox


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs the person; to others, what this is and the ways in."""
    page: Any = request
    if not request.user.is_authenticated:
        ways = {"login": address_of("account_login"), "demo_url": address_of("demo:enter"), **_doors()}
        return render(request, "portal/front.html", {**ways, "helplines": HELPLINES, "helplines_as_of": AS_OF})
    if page.actor is None:
        if page.hats:
            return redirect("institutions:hat")
        return render(request, "portal/no_hat.html")
    needs = what_needs(page.actor, now=timezone.now())
    context = {
        "needs": needs,
        "actor": page.actor,
        "first_day": first_day_of(page.actor),
        "own_pages": looks_after(page.actor),
        "raise_first": not needs and has_no_office(page.actor),
    }
    return render(request, "portal/home.html", {**context, **_doors()})


def _doors() -> dict[str, str]:
    return {"door": address_of("concerns:door"), "raise_url": address_of("concerns:raise_start")}


@open_to_all
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Say how to get help with the system, and whom to ring in danger."""
    return render(request, "portal/help.html", {"pages": PAGES})


@open_to_all
@require_safe
def handbook(request: HttpRequest, page: str) -> HttpResponse:
    """Show a page of the handbook."""
    if page not in PAGES:
        raise Http404
    return render(request, "portal/handbook.html", {"title": PAGES[page], "fragment": f"portal/handbook/{page}.html"})


@open_to_all
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what happens with data."""
    return render(request, "portal/privacy.html")


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the draft of the accessibility declaration."""
    return render(request, "portal/accessibility.html")


@needs(Permission.WORKER_OVERSEE)
@require_safe
def worker(request: ActorRequest) -> HttpResponse:
    """Show operators how the work in the background goes: no names, no words of errors."""
    now = timezone.now()
    return render(request, "portal/worker.html", {"lines": lines(now=now), **outbox(now=now)})


@needs(Permission.WORKER_OVERSEE)
@require_POST
def worker_try_again(request: ActorRequest) -> HttpResponse:
    """Put the e-mails that were given up back into the queue."""
    count = try_again(actor=request.actor, now=timezone.now())
    text = ngettext("%(count)s e-mail will be tried again.", "%(count)s e-mails will be tried again.", count)
    messages.success(request, text % {"count": count})
    return redirect("portal:worker")
