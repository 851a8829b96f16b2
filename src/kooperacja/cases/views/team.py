"""The team of a case: who is and was in it, who joins and who leaves."""

from typing import Any
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
from kooperacja.agreements.sharing import sharing_with
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.policies import INSTITUTIONS
from kooperacja.kernel.refused import Refused

from ..actions.lookups import named_like, who_can_join, who_works_in
from ..actions.team import add_by_letter, add_member, leave_team, remove_member, why_not_join
from ..forms.common import BecauseForm, show_refusals
from ..forms.team import ByLetterForm, InstitutionSearchForm, MemberAddForm
from ..policies import CASES, SUPPORTS, TEAM
from .shell import Part, render_case


@needs(Permission.CASE_VIEW_WHOLE)
@require_safe
def team(request: ActorRequest, case: UUID) -> HttpResponse:
    """Everybody who is in the team, and who was."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    everybody: Any = TEAM.permitted(request.actor, Permission.TEAM_VIEW).filter(case=found)
    places = everybody.with_people().in_order()
    editable = set(TEAM.permitted(request.actor, Permission.TEAM_EDIT).filter(case=found).values_list("pk", flat=True))
    return render_case(
        request,
        "cases/team.html",
        found,
        part=Part.TEAM,
        present=[place for place in places if place.left_on is None],
        past=[place for place in places if place.left_on is not None],
        editable=editable,
        supports=SUPPORTS.permitted(request.actor, Permission.SUPPORT_VIEW).filter(case=found).order_by("until", "pk"),
    )


@needs(Permission.CASE_EDIT)
@require_safe
def member_choose(request: ActorRequest, case: UUID) -> HttpResponse:
    """First step of adding somebody: which institution."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    today = timezone.localdate()
    form = InstitutionSearchForm(request.GET)
    directory: Any = INSTITUTIONS.permitted(request.actor, Permission.INSTITUTION_VIEW)
    institutions = directory.on(today).order_by("name", "pk")
    partners = institutions.filter(pk__in=sharing_with(found.centre_id, today)).exclude(pk=found.centre_id)
    text = form.cleaned_data["szukaj"] if form.is_valid() else ""
    context = {"form": form, "partners": partners, "found": named_like(institutions, text), "is_asked": bool(text)}
    return render_case(request, "cases/member_choose.html", found, part=Part.TEAM, **context)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def member_add(request: ActorRequest, case: UUID, institution: UUID) -> HttpResponse:
    """Second step: who of this institution; or why nobody of it can join yet."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    body = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_VIEW, institution)
    now = timezone.now()
    today = timezone.localdate(now)
    people = who_can_join(found, body, today)
    # what was sent is checked against all, so that a double click finds itself instead of a wrong choice
    form = open_form(request, MemberAddForm, people=who_works_in(body, today) if request.method == "POST" else people)
    if request.method == "POST" and form.is_valid():
        membership = form.cleaned_data["membership"]

        def make() -> str:
            add_member(found, membership, actor=request.actor, now=now)
            return reverse("cases:team", args=[case])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("%s is in the team now and was told.") % membership.user.name)
            return redirect(address)
    refusals = sorted(why_not_join(found, body, membership=None, by_letter=False, now=now))
    context: dict[str, Any] = {
        "form": form,
        "institution": body,
        "refusals": refusals,
        "is_own": body.pk == found.centre_id,
    }
    return render_case(request, "cases/member_add.html", found, part=Part.TEAM, people=people, **context)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def member_add_by_letter(request: ActorRequest, case: UUID, institution: UUID) -> HttpResponse:
    """Let an institution take part by letter."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    body = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_VIEW, institution)
    form = open_form(request, ByLetterForm)
    if request.method == "POST" and form.is_valid():
        contact = form.cleaned_data["contact"]

        def make() -> str:
            place = add_by_letter(found, body, contact=contact, actor=request.actor, now=timezone.now())
            return reverse("cases:member_letter", args=[place.public_id])

        try:
            return redirect(once(form.cleaned_data["idempotency_key"], make))
        except Refused as refused:
            show_refusals(form, refused)
    template = "cases/member_add_by_letter.html"
    return render_case(request, template, found, part=Part.TEAM, form=form, institution=body)


@needs(Permission.TEAM_EDIT)
@require_safe
def member_letter(request: ActorRequest, case_member: UUID) -> HttpResponse:
    """The neutral letter to an institution that takes part without an account, to print."""
    place = TEAM.get_or_404(request.actor, Permission.TEAM_EDIT, case_member)
    return render_case(
        request, "cases/member_letter.html", place.case, part=Part.TEAM, place=place, today=timezone.localdate()
    )


@needs(Permission.TEAM_EDIT)
@require_http_methods(["GET", "POST"])
def member_remove(request: ActorRequest, case_member: UUID) -> HttpResponse:
    """End somebody's work in the team."""
    place = TEAM.get_or_404(request.actor, Permission.TEAM_EDIT, case_member)
    form = open_form(request, BecauseForm)
    if request.method == "POST" and form.is_valid():
        remove_member(place, because=form.cleaned_data["because"], actor=request.actor, now=timezone.now())
        messages.success(request, _("Done. From now on this person no longer sees the case."))
        return redirect("cases:team", place.case.public_id)
    return render_case(request, "cases/member_remove.html", place.case, part=Part.TEAM, place=place, form=form)


@needs(Permission.TEAM_LEAVE)
@require_http_methods(["GET", "POST"])
def member_leave(request: ActorRequest, case_member: UUID) -> HttpResponse:
    """Leave the team oneself."""
    place = TEAM.get_or_404(request.actor, Permission.TEAM_LEAVE, case_member)
    form = open_form(request, BecauseForm)
    if request.method == "POST" and form.is_valid():
        leave_team(place, because=form.cleaned_data["because"], actor=request.actor, now=timezone.now())
        messages.success(request, _("You have left the team of case %s.") % place.case.number)
        return redirect("cases:list")
    return render(request, "cases/member_leave.html", {"place": place, "form": form})
