"""The first door: from an account."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.accounts.factors import has_proved
from kooperacja.drafts.forms import draft_of, open_form
from kooperacja.drafts.kinds import draft_kind
from kooperacja.drafts.once import once
from kooperacja.drafts.policies import drafts_of
from kooperacja.institutions.models import DutyProfile
from kooperacja.kernel.refused import Refused

from .. import duties
from ..actions import raise_concern
from ..forms import TellingForm
from ..querysets import gminas_of, institution_of
from .steps import about_violence, step_of

DRAFT = draft_kind("zgloszenie", title=_("information that help is needed"), page="concerns:raise")


@needs(Permission.CONCERN_RAISE)
@require_safe
def raise_start(request: ActorRequest) -> HttpResponse:
    """Show the duties that can't wait, and what the person hasn't finished."""
    institution = institution_of(request.actor.institution_id)
    unfinished = drafts_of(request.actor).filter(kind=DRAFT.slug).defer("data")[:5] if has_proved(request) else []
    context = {
        "groups": duties.grouped(duties.reminders(DutyProfile(institution.kind.duty_profile))),
        "as_of": duties.AS_OF,
        "owner": duties.OWNER,
        "institution": institution,
        "unfinished": [(draft, DRAFT.address(draft.public_id, None)) for draft in unfinished],
    }
    return render(request, "concerns/raise_start.html", context)


@needs(Permission.CONCERN_RAISE)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_raise(request: ActorRequest) -> HttpResponse:
    """Tell a concern: the form, the page before sending, the receipt."""
    now = timezone.now()
    institution = institution_of(request.actor.institution_id)
    draft = draft_of(request, DRAFT)
    if draft.data is not None and not has_proved(request):  # what was written is read again only with both factors
        return redirect("accounts:begin")
    offered = list(gminas_of(institution.pk, today=timezone.localdate(now)))
    initial = {"reporter_phone": institution.phone}
    opened = open_form(request, TellingForm, draft=draft, offered=offered, now=now, initial=initial)
    step = step_of(request, opened, partial(TellingForm, offered=offered, now=now), now=now)
    if step.sends:

        def make() -> str:
            concern = raise_concern(
                step.form.telling(has_called="has_called" in request.POST), actor=request.actor, now=now
            )
            draft.discard()
            return reverse("concerns:receipt", args=[concern.public_id])

        try:
            return redirect(once(step.form.cleaned_data["idempotency_key"], make))
        except Refused as refused:  # something changed between the two pages
            step.form.add_error(None, refused.messages)
    context = {
        "form": step.form,
        "draft": draft,
        "confirm": step.confirm,
        "groups": about_violence(DutyProfile(institution.kind.duty_profile)),
        "releases": institution.head_releases_concerns,
        "back": reverse("concerns:raise_start"),
        **(step.context or {}),
    }
    return render(request, "concerns/raise_check.html" if step.context else "concerns/raise.html", context)
