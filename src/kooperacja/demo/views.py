"""Signing in to the demonstration by one click. Both locks must be open (`accounts.demo_mark`), or there is no page."""

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.views import open_to_all
from kooperacja.accounts.demo_mark import is_demo
from kooperacja.accounts.factors import DEMO_KEY

from .players import areas, find_player, tour


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponseBase:
    """List the people of the demonstration; a click signs in as one of them."""
    if not is_demo():
        raise Http404
    user = find_player(request.POST.get("person", "")) if request.method == "POST" else None
    if user is None:
        context = {"tour": tour(), "areas": areas(installation=_("The installation"))}
        return render(request, "demo/enter.html", context)
    get_adapter(request).login(request, user)  # past the second step: somebody may have set one up for this person
    request.session[DEMO_KEY] = True
    return redirect("/")
