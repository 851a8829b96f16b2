"""Pages about an institution's people: list, invitation, end, another function, a new start with signing in."""

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions import people as actions
from ..forms.people import FunctionChangeForm, MembershipEndForm, PersonInviteForm
from ..models import Institution
from ..policies import INSTITUTIONS, INVITATIONS, MEMBERSHIPS, functions_to_give

if TYPE_CHECKING:
    from kooperacja.accounts.granted import GrantedQuerySet

    from ..models import Membership
    from ..models.people import InvitationQuerySet

PAGE = 50


def show_refusals(form: BaseForm, refused: Refused) -> None:
    """Put the reasons of a refusal at the top of the form."""
    for text in refused.messages:
        form.add_error(None, text)


def invitation_link(invited: actions.Invited) -> str:
    """Return the link of an invitation, for the one page that shows it."""
    return settings.BASE_URL + reverse("institutions:accept", args=[invited.token])


def _people_of(institution: Institution) -> str:
    return reverse("institutions:people", args=[institution.public_id])


@needs(Permission.MEMBERSHIP_VIEW)
@require_safe
def own_people(request: ActorRequest) -> HttpResponse:
    """Lead an administrator to the people of the own institution."""
    institutions = INSTITUTIONS.permitted(request.actor, Permission.MEMBERSHIP_INVITE)
    if request.actor.institution_id is None or not institutions.exists():
        raise Http404
    own = institutions.get(pk=request.actor.institution_id)
    return redirect(_people_of(own))


@needs(Permission.MEMBERSHIP_VIEW)
@require_safe
def people(request: ActorRequest, institution: UUID) -> HttpResponse:
    """List an institution's people and the invitations that wait; operators see the administrators alone."""
    place = INSTITUTIONS.get_or_404(request.actor, Permission.MEMBERSHIP_INVITE, institution)
    rows = cast("GrantedQuerySet[Membership]", MEMBERSHIPS.permitted(request.actor, Permission.MEMBERSHIP_VIEW))
    rows = rows.filter(institution=place).select_related("user", "function")
    former = "dawne" in request.GET
    if not former:
        rows = rows.not_ended(timezone.localdate())
    invitations = cast("InvitationQuerySet", INVITATIONS.permitted(request.actor, Permission.INVITATION_VIEW))
    waiting = invitations.filter(institution=place).waiting(timezone.now())
    context = {
        "institution": place,
        "page": Paginator(rows.order_by("user__name", "pk"), PAGE).get_page(request.GET.get("strona")),
        "invitations": waiting.select_related("function").order_by("name", "pk")[:PAGE],
        "former": former,
    }
    return render(request, "institutions/people_list.html", context)


@needs(Permission.MEMBERSHIP_INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: ActorRequest, institution: UUID) -> HttpResponse:
    """Invite somebody; the answer shows the link once, to hand it over where e-mail is slow."""
    place = INSTITUTIONS.get_or_404(request.actor, Permission.MEMBERSHIP_INVITE, institution)
    form = PersonInviteForm(request.POST or None, functions=functions_to_give(request.actor))
    if form.is_valid():
        data = form.cleaned_data
        made: list[actions.Invited] = []

        def make() -> str:
            invited = actions.invite(
                place,
                email=data["email"],
                name=data["name"],
                function=data["function"],
                actor=request.actor,
                now=timezone.now(),
            )
            made.append(invited)
            return _people_of(place)

        try:
            where = once(data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            if not made:
                return redirect(where)
            context = {"invitation": made[0].invitation, "link": invitation_link(made[0]), "back": where}
            return render(request, "institutions/people_invited.html", context)
    context = {"form": form, "institution": place, "back": _people_of(place)}
    return render(request, "institutions/people_invite.html", context)


@needs(Permission.INVITATION_REVOKE)
@require_POST
def revoke(request: ActorRequest, invitation: UUID) -> HttpResponse:
    """Withdraw an invitation."""
    row = INVITATIONS.get_or_404(request.actor, Permission.INVITATION_REVOKE, invitation)
    row = actions.revoke_invitation(row, actor=request.actor)
    messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return redirect(_people_of(row.institution) if row.institution else reverse("institutions:operators"))


@needs(Permission.MEMBERSHIP_END)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActorRequest, membership: UUID) -> HttpResponse:
    """End somebody's function."""
    row = MEMBERSHIPS.get_or_404(request.actor, Permission.MEMBERSHIP_END, membership)
    initial = {"version": row.version, "last_day": timezone.localdate()}
    form = MembershipEndForm(request.POST or None, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.end_membership(
                row, last_day=data["last_day"], actor=request.actor, now=timezone.now(), version=data["version"]
            )
        except Refused as refused:
            show_refusals(form, refused)
        except Stale as stale:
            return conflict(request, form, stale, names={"last_day": "ends_on"})
        else:
            messages.success(request, _("The end of the role is written down."))
            return redirect(_people_of(row.institution))
    context = {"form": form, "membership": row, "back": _people_of(row.institution)}
    return render(request, "institutions/people_end.html", context)


@needs(Permission.MEMBERSHIP_END)
@require_http_methods(["GET", "HEAD", "POST"])
def change_function(request: ActorRequest, membership: UUID) -> HttpResponse:
    """Give somebody another function in the same institution."""
    row = MEMBERSHIPS.get_or_404(request.actor, Permission.MEMBERSHIP_END, membership)
    functions = functions_to_give(request.actor)
    initial = {"version": row.version, "function": row.function}
    form = FunctionChangeForm(request.POST or None, initial=initial, functions=functions)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_function(
                row, function=data["function"], actor=request.actor, now=timezone.now(), version=data["version"]
            )
        except Refused as refused:
            show_refusals(form, refused)
        except Stale as stale:
            return conflict(request, form, stale)
        else:
            messages.success(request, _("The new function counts from now on."))
            return redirect(_people_of(row.institution))
    context = {"form": form, "membership": row, "back": _people_of(row.institution)}
    return render(request, "institutions/people_change.html", context)


@needs(Permission.MEMBERSHIP_RESET)
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: ActorRequest, membership: UUID) -> HttpResponse:
    """Begin anew with somebody who lost every way to sign in."""
    row = MEMBERSHIPS.get_or_404(request.actor, Permission.MEMBERSHIP_RESET, membership)
    refused_texts: list[str] = []
    if request.method == "POST":
        try:
            actions.reset_person(row, actor=request.actor, now=timezone.now())
        except Refused as refused:
            refused_texts = refused.messages
        else:
            messages.success(request, _("A link is on its way to the person's e-mail address."))
            return redirect(_people_of(row.institution))
    context = {"person": row.user, "refused": refused_texts, "back": _people_of(row.institution)}
    return render(request, "institutions/people_reset.html", context)
