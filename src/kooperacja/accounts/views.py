"""Pages of an account that allauth doesn't have: how to begin, the link that lets one begin, no sign-up."""

from allauth.account.utils import perform_login
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.views import open_to_all, signed_in

from . import actions
from .factors import has_another_factor, has_passkey, has_proved


@open_to_all
@require_safe
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Say how one gets an account."""
    return render(request, "accounts/no_sign_up.html")


@signed_in
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Let a person choose how they will sign in; the only page that they reach before they did."""
    if has_proved(request):
        return redirect("mfa_index")
    return render(request, "accounts/begin.html")


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take the link by which a person sets up their sign-in; one that is dead says so without a word about anybody."""
    now = timezone.now()
    link = actions.live_setup_link(token, now=now)
    if link is None:
        return render(request, "accounts/link_is_dead.html", status=404)
    if request.method == "POST":
        response: HttpResponseBase = perform_login(request, link.user, redirect_url="/")
        return response
    return render(request, "accounts/set_up.html")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a passkey, unless it is the last second factor."""
    if not has_passkey(request.user, pk):
        raise Http404
    if not has_another_factor(request.user, pk):
        messages.error(request, _("This is the only way you can sign in. Add another one first."))
        return redirect("mfa_list_webauthn")
    response: HttpResponseBase = remove_webauthn(request, pk=pk)
    return response
