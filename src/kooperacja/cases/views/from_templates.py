"""A template meets a case: a plan is filled from one, or kept as one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.templates import (
    LineRefused,
    content_of_template,
    keep_as_template,
    plan_to_keep,
    require_keeping,
    use_template,
)
from ..forms.common import show_refusals
from ..forms.from_templates import TemplateKeepForm, TemplateUseForm
from ..forms.templates import PROBLEMS
from ..policies import CASES, TEMPLATES
from .plan import people_of, team_of
from .shell import Part, render_case
from .templates import ON_A_PAGE


@needs(Permission.CASE_EDIT)
@require_safe
def template_choose(request: ActorRequest, case: UUID) -> HttpResponse:
    """Which template?"""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    rows = TEMPLATES.permitted(request.actor, Permission.TEMPLATE_VIEW).filter(retired_on=None).order_by("name", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("strona"))
    return render_case(request, "cases/template_choose.html", found, part=Part.PLAN, page=page)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def template_use(request: ActorRequest, case: UUID, plan_template: UUID) -> HttpResponse:
    """Everything that the template offers, to be ticked and changed; it goes into the plan all at once."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    template = TEMPLATES.get_or_404(request.actor, Permission.TEMPLATE_VIEW, plan_template)
    form = open_form(
        request,
        TemplateUseForm,
        model=content_of_template(template),
        team=team_of(request, found),
        people=people_of(request, found),
        of_community=found.is_community,
    )
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            use_template(found, template, form.chosen(), actor=request.actor, now=timezone.now())
            return reverse("cases:plan", args=[case])

        try:
            address = once(form.cleaned_data["idempotency_key"], make)
        except LineRefused as refused:
            form.show_at(refused.line, refused.refusals)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("It is in the plan. Whoever is asked was told."))
            return redirect(address)
    return render_case(request, "cases/template_use.html", found, part=Part.PLAN, form=form, plan_template=template)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def template_keep(request: ActorRequest, case: UUID) -> HttpResponse:
    """Keep the plan as a template, without the people in it."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    require_keeping(found, actor=request.actor)
    form = open_form(request, TemplateKeepForm, plan=plan_to_keep(found))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            now = timezone.now()
            template = keep_as_template(found, data["name"], data["problem"], form.kept(), actor=request.actor, now=now)
            return reverse("cases:template", args=[template.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except LineRefused as refused:
            form.show_at(refused.line, refused.refusals)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("The template is written. Read it once more: is nobody named in it?"))
            return redirect(address)
    return render_case(request, "cases/template_keep.html", found, part=Part.PLAN, form=form, problems=PROBLEMS)
