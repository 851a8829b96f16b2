"""Versions of the plan: kept, read, compared; and the numbers of papers that belong to it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.versions import Agreed, content_of, freeze_plan, link_paper, unlink_paper
from ..forms.refusals import show_at
from ..forms.versions import AT_FIELD, PaperForm, VersionForm
from ..models import Case, How, PaperKind, PlanVersion
from ..policies import CASES
from ..rules.versions import Content, changes, fingerprint
from .plan import people_of
from .shell import Part, render_case


def versions_of(case: Case) -> list[PlanVersion]:
    """Return the versions of the plan, the newest first."""
    return list(case.plan_versions.select_related("made_by__user").order_by("-number"))


@needs(Permission.CASE_VIEW_WHOLE)
@require_safe
def version_list(request: ActorRequest, case: UUID) -> HttpResponse:
    """All versions, and what has changed since the last one."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    versions = versions_of(found)
    since = changes(versions[0].content, content_of(found)) if versions else []
    context: dict[str, Any] = {"versions": versions, "changes": since}
    return render_case(request, "cases/version_list.html", found, part=Part.PLAN, **context)


@needs(Permission.CASE_VIEW_WHOLE)
@require_safe
def version_view(request: ActorRequest, case: UUID, plan_version: UUID) -> HttpResponse:
    """One version, and what was different from the one before."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    version = get_object_or_404(found.plan_versions.select_related("made_by__user"), public_id=plan_version)
    before = found.plan_versions.filter(number=version.number - 1).first()
    context: dict[str, Any] = {
        "version": version,
        "before": before,
        "changes": changes(before.content, version.content) if before else [],
        "goals": _by_goals(version.content),
    }
    return render_case(request, "cases/version_view.html", found, part=Part.PLAN, **context)


def _by_goals(content: Content) -> list[tuple[Mapping[str, str], list[Mapping[str, str]]]]:
    """Return the goals of a plan, each with its actions."""
    actions = list(content["actions"].values())
    return [
        (goal, [action for action in actions if action["goal"] == number]) for number, goal in content["goals"].items()
    ]


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def version_make(request: ActorRequest, case: UUID) -> HttpResponse:
    """Keep the plan as it stands, with the family's agreement or without. What is kept is what the page shows."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    form = open_form(request, VersionForm, people=people_of(request, found))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            agreed = Agreed(list(data["people"]), data["agreed_on"], How(data["how"]) if data["how"] else None)
            version = freeze_plan(found, agreed, seen=data["seen"], actor=request.actor, now=timezone.now())
            return reverse("cases:version", args=[case, version.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The plan is kept as it stands."))
            return redirect(address)
    content = content_of(found)
    form.show(fingerprint(content))
    context: dict[str, Any] = {"form": form, "goals": _by_goals(content)}
    return render_case(request, "cases/version_make.html", found, part=Part.PLAN, **context)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def paper_add(request: ActorRequest, case: UUID) -> HttpResponse:
    """Write down the number of a paper."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    form = open_form(request, PaperForm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            kind, now = PaperKind(data["kind"]), timezone.now()
            link_paper(found, kind, data["number"], data["dated_on"], actor=request.actor, now=now)
            return reverse("cases:plan", args=[case])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The number is written down."))
            return redirect(address)
    return render_case(request, "cases/paper_add.html", found, part=Part.PLAN, form=form)


@needs(Permission.CASE_EDIT)
@require_POST
def paper_remove(request: ActorRequest, case: UUID, plan_paper: UUID) -> HttpResponse:
    """Take the number out again."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    unlink_paper(
        found,
        get_object_or_404(found.plan_papers.all(), public_id=plan_paper),
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("The number is taken out."))
    return redirect("cases:plan", case)
