"""Pages of an account that allauth doesn't have: how to begin, the link that lets one begin, no sign-up."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.views import open_to_all, signed_in

from . import actions
from .factors import came_by_link, has_another_factor, has_passkey, has_proved, note_link


@open_to_all
@require_safe
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Say how one gets an account."""
    return render(request, "accounts/no_sign_up.html")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Let a person choose how they will sign in, or ask for the link that lets them."""
    if has_proved(request):
        return redirect("mfa_index")
    if request.method == "POST":
        _mail_link(request)
        return redirect("accounts:begin")
    return render(request, "accounts/begin.html", {"may_set_up": came_by_link(request)})


def _mail_link(request: HttpRequest) -> None:
    user: Any = request.user
    if ratelimit.consume(request, app="allauth.account", action="reset_password", key=user.email):
        token = actions.ask_for_setup_link(user, now=timezone.now())
        address = request.build_absolute_uri(reverse("accounts:set_up", args=[token]))
        get_adapter().send_mail("account/email/set_up", user.email, {"set_up_url": address})
        messages.success(request, _("We have sent the link to your e-mail address."))
    else:
        messages.error(request, _("We have sent you several links already. Try again in an hour."))


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take the link by which a person sets up their sign-in; one that is dead says so without a word about anybody.

    Whoever has a password shows it first: then neither it nor the mailbox is enough by itself.
    """
    link = actions.live_setup_link(token, now=timezone.now())
    is_owner = link is not None and request.user == link.user
    if link is None or (request.user.is_authenticated and not is_owner):
        return render(request, "accounts/link_is_dead.html", status=404)
    if link.user.has_usable_password() and not is_owner:
        return redirect_to_login(request.get_full_path())
    if request.method != "POST":
        return render(request, "accounts/set_up.html")
    response = redirect("accounts:begin") if is_owner else perform_login(request, link.user, redirect_url="/")
    note_link(request)
    return response


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
