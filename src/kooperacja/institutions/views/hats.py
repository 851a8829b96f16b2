"""Choosing a hat, and coming in by an invitation."""

from collections.abc import Iterable
from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.views import open_to_all, signed_in
from kooperacja.accounts.actions import find_user, may_begin, note_hat
from kooperacja.accounts.factors import note_link
from kooperacja.kernel.states import TransitionNotAllowed

from ..actions.people import accept_invitation, enter_by_invitation, find_invitation
from ..forms.people import OwnNameForm
from ..hats import SESSION_KEY, abilities, find
from ..models import Invitation


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hat(request: HttpRequest) -> HttpResponse:
    """Let a person choose in which of their roles they act; never in two at once."""
    page: Any = request
    if request.method == "POST":
        chosen = find(page.hats, request.POST.get("hat"))
        if chosen is None:
            messages.error(request, _("You don't have this role any more. Choose another one."))
            return redirect("institutions:hat")
        if chosen != page.hat:
            note_hat(chosen.actor)
        request.session[SESSION_KEY] = chosen.key
        return redirect(_where_to(request))
    return render(request, "institutions/people_hat.html", {"groups": _alike(page.hats), "now": page.hat})


def _alike(hats: Iterable[Any]) -> list[tuple[list[str], list[Any]]]:
    """Put together the roles in which a person can do the same, so that it is said once."""
    groups: dict[tuple[str, ...], list[Any]] = {}
    for one in hats:
        groups.setdefault(tuple(str(text) for text in abilities(one.actor)), []).append(one)
    return [(list(can), alike) for can, alike in groups.items()]


def _where_to(request: HttpRequest) -> str:
    """Return the page that was asked for before a role had to be chosen, if it is one of ours."""
    where = request.GET.get("next", "")
    return where if url_has_allowed_host_and_scheme(where, allowed_hosts=None) else "/"


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take the link of an invitation: with an account, sign in and accept; without one, make it and go on."""
    now = timezone.now()
    invitation = find_invitation(token, now=now)
    if invitation is None:
        return _dead(request)
    owner = find_user(invitation.email)
    try:
        if owner is not None and not may_begin(owner):
            return _accept_as_owner(request, invitation)
        return _begin(request, invitation)
    except (TransitionNotAllowed, PermissionDenied):  # somebody was faster
        return _dead(request)


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_is_dead.html", status=404)


def _accept_as_owner(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    user: Any = request.user
    is_owner = user.is_authenticated and user.email == invitation.email
    if request.method == "POST" and is_owner:
        accept_invitation(invitation, user=user, now=timezone.now())
        messages.success(request, _("You have a new role."))
        return redirect("institutions:hat")
    return render(request, "institutions/people_accept.html", {"invitation": invitation, "is_owner": is_owner})


def _begin(request: HttpRequest, invitation: Invitation) -> HttpResponseBase:
    form = OwnNameForm(request.POST or None, initial={"name": invitation.name})
    if form.is_valid():
        user = enter_by_invitation(invitation, name=form.cleaned_data["name"], now=timezone.now())
        response: HttpResponseBase = perform_login(request, user, redirect_url="/")
        note_link(request)
        return response
    return render(request, "institutions/people_begin.html", {"invitation": invitation, "form": form})
