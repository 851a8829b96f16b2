"""The own calendar in another program: its secret address, and what is read there."""

from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs, open_to_all
from kooperacja.drafts.forms import OnceForm, open_form
from kooperacja.drafts.once import once

from ..actions.entries import entries_of
from ..actions.feeds import actor_by_token, end_feed, make_feed
from ..actions.ical import calendar_of
from ..policies import FEEDS

BACK, AHEAD = timedelta(days=30), timedelta(days=180)


@needs(Permission.CALENDAR_VIEW)
@require_http_methods(["GET", "POST"])
def feed_keep(request: ActorRequest) -> HttpResponse:
    """Make an address, which is shown once, or another one instead of it. A page that is sent anew makes none."""
    form, tokens = open_form(request, OnceForm), list[str]()
    sent = request.method == "POST" and form.is_valid()
    if sent:

        def make() -> str:
            tokens.append(make_feed(actor=request.actor, now=timezone.now()))
            return reverse("agenda:feed_keep")

        once(form.cleaned_data["idempotency_key"], make)
    context = {
        "feed": FEEDS.permitted(request.actor, Permission.FEED_KEEP).first(),
        "address": urljoin(settings.BASE_URL, reverse("agenda:feed", args=tokens)) if tokens else "",
        "again": sent and not tokens,
        "form": OnceForm() if request.method == "POST" else form,
    }
    return render(request, "agenda/feed.html", context)


@needs(Permission.CALENDAR_VIEW)
@require_POST
def feed_end(request: ActorRequest) -> HttpResponse:
    """Take the address back."""
    feed = FEEDS.permitted(request.actor, Permission.FEED_KEEP).first()
    if feed is not None:
        end_feed(feed, actor=request.actor, now=timezone.now())
    messages.success(request, _("The address doesn't work any more."))
    return redirect("agenda:feed_keep")


@open_to_all
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - a view takes the request
    """Give a calendar program the dates of whoever made this address: days, hours and numbers, in neutral words."""
    now = timezone.now()
    actor = actor_by_token(token, now=now)
    if actor is None:
        raise Http404
    today = timezone.localdate(now)
    with override(settings.LANGUAGE_CODE):  # a calendar program asks in its own language, not in that of who reads
        body = calendar_of(entries_of(actor, first=today - BACK, last=today + AHEAD), now=now)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
