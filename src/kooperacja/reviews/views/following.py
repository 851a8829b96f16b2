"""Asking a family, some months after the closure, how it is going."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.cases.forms.refusals import show_at
from kooperacja.cases.policies import CASES
from kooperacja.cases.views.shell import render_case
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.following import Answered, record_follow_up
from ..forms import AT_FIELD, FollowUpForm
from ..rules import Outcome
from .reviewing import PART


@needs(Permission.CASE_FOLLOW_UP)
@require_http_methods(["GET", "POST"])
def follow_up_record(request: ActorRequest, case: UUID) -> HttpResponse:
    """Write down what came of asking the family how it is going."""
    found = CASES.get_or_404(request.actor, Permission.CASE_FOLLOW_UP, case)
    form = open_form(request, FollowUpForm, initial={"asked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = {name: value for name, value in data.items() if name != "idempotency_key"}
        answered = Answered(**said | {"outcome": Outcome(data["outcome"])})

        def make() -> str:
            record_follow_up(found, answered, actor=request.actor, now=timezone.now())
            return reverse("reviews:list", args=[case])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("Thank you, it is saved."))
            return redirect(address)
    return render_case(request, "reviews/follow_up_record.html", found, part=PART, form=form)
