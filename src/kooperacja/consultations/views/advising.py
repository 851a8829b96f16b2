"""The side of whoever is asked: the question alone, an answer, or stepping back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once

from ..actions.advising import give_advice, step_back
from ..forms import AdviceForm
from ..policies import ADVICES
from ..states import ADVICE_STATES, AdviceAction, AdviceState

ON_A_PAGE = 25


@needs(Permission.ADVICE_LIST)
@require_safe
def advice_list(request: ActorRequest) -> HttpResponse:
    """The questions that the person was asked and can still read; those without an answer first."""
    asked = ADVICES.permitted(request.actor, Permission.ADVICE_GIVE).select_related("consultation", "case__centre")
    page = Paginator(asked.order_by("-state", "consultation__until", "pk"), ON_A_PAGE).get_page(
        request.GET.get("strona")
    )
    return render(request, "consultations/list.html", {"page": page})


@needs(Permission.ADVICE_GIVE)
@require_http_methods(["GET", "POST"])
def advice_view(request: ActorRequest, advice: UUID) -> HttpResponse:
    """The question and nothing else of the case; the own answer."""
    row = ADVICES.get_or_404(request.actor, Permission.ADVICE_GIVE, advice)
    form = open_form(request, AdviceForm)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            give_advice(row, form.cleaned_data["text"], actor=request.actor, now=timezone.now())
            return reverse("consultations:advice", args=[advice])

        address = once(form.cleaned_data["idempotency_key"], make)
        messages.success(request, _("Thank you. The person who asked reads your advice."))
        return redirect(address)
    context: dict[str, Any] = {
        "advice": row,
        "question": row.consultation,
        "centre": row.case.centre,
        "form": form,
        "may_answer": ADVICE_STATES.allows(AdviceState(row.state), AdviceAction.ANSWER),
    }
    return render(request, "consultations/advice.html", context)


@needs(Permission.ADVICE_GIVE)
@require_http_methods(["GET", "POST"])
def advice_recuse(request: ActorRequest, advice: UUID) -> HttpResponse:
    """Say that one may know the family; asked once more, since it can't be taken back."""
    row = ADVICES.get_or_404(request.actor, Permission.ADVICE_GIVE, advice)
    if request.method == "POST":
        step_back(row, actor=request.actor, now=timezone.now())
        messages.success(request, _("Thank you for saying so. You no longer see the question."))
        return redirect("consultations:list")
    return render(request, "consultations/recuse.html", {"advice": row, "question": row.consultation})
