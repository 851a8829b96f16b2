"""Pages about the operators of the installation, for operators."""

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
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

from ..actions import people as actions
from ..forms.people import OperatorInviteForm
from ..policies import INVITATIONS, OPERATORS
from .people import PAGE, invitation_link, show_refusals

if TYPE_CHECKING:
    from kooperacja.accounts.granted import GrantedQuerySet
    from kooperacja.accounts.models import OperatorGrant

    from ..models.people import InvitationQuerySet


@needs(Permission.OPERATOR_MANAGE)
@require_safe
def operators(request: ActorRequest) -> HttpResponse:
    """List operators, and who was invited to be one."""
    grants = cast("GrantedQuerySet[OperatorGrant]", OPERATORS.permitted(request.actor, Permission.OPERATOR_END))
    invitations = cast("InvitationQuerySet", INVITATIONS.permitted(request.actor, Permission.INVITATION_VIEW))
    context = {
        "grants": grants.not_ended(timezone.localdate()).select_related("user").order_by("user__name", "pk")[:PAGE],
        "invitations": invitations.filter(institution=None).waiting(timezone.now()).order_by("name", "pk")[:PAGE],
    }
    return render(request, "institutions/people_operators.html", context)


@needs(Permission.OPERATOR_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_operator(request: ActorRequest) -> HttpResponse:
    """Invite a further operator; the answer shows the link once."""
    form = OperatorInviteForm(request.POST or None)
    back = reverse("institutions:operators")
    if form.is_valid():
        data = form.cleaned_data
        made: list[actions.Invited] = []

        def make() -> str:
            invited = actions.invite_operator(
                email=data["email"], name=data["name"], actor=request.actor, now=timezone.now()
            )
            made.append(invited)
            return back

        try:
            where = once(data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            if not made:
                return redirect(where)
            context = {"invitation": made[0].invitation, "link": invitation_link(made[0]), "back": back}
            return render(request, "institutions/people_invited.html", context)
    return render(request, "institutions/people_invite.html", {"form": form, "institution": None, "back": back})


@needs(Permission.OPERATOR_END)
@require_http_methods(["GET", "HEAD", "POST"])
def end_operator(request: ActorRequest, operator_grant: UUID) -> HttpResponse:
    """End another operator's grant at once."""
    row = OPERATORS.get_or_404(request.actor, Permission.OPERATOR_END, operator_grant)
    refused_texts: list[str] = []
    if request.method == "POST":
        try:
            actions.end_operator(row, actor=request.actor, now=timezone.now())
        except Refused as refused:
            refused_texts = refused.messages
        else:
            messages.success(request, _("The end of the role is written down."))
            return redirect("institutions:operators")
    context = {"person": row.user, "refused": refused_texts, "back": reverse("institutions:operators")}
    return render(request, "institutions/people_end_operator.html", context)


@needs(Permission.OPERATOR_END)
@require_http_methods(["GET", "HEAD", "POST"])
def reset_operator(request: ActorRequest, operator_grant: UUID) -> HttpResponse:
    """Begin anew with an operator who lost every way to sign in."""
    row = OPERATORS.get_or_404(request.actor, Permission.OPERATOR_END, operator_grant)
    refused_texts: list[str] = []
    if request.method == "POST":
        try:
            actions.reset_operator(row, actor=request.actor, now=timezone.now())
        except Refused as refused:
            refused_texts = refused.messages
        else:
            messages.success(request, _("A link is on its way to the person's e-mail address."))
            return redirect("institutions:operators")
    context = {"person": row.user, "refused": refused_texts, "back": reverse("institutions:operators")}
    return render(request, "institutions/people_reset.html", context)
