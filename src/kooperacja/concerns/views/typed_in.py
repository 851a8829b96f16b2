"""The third door: the centre writes down what reached it otherwise."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import draft_of, open_form
from kooperacja.drafts.kinds import draft_kind
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions import type_in_concern
from ..forms import TypeInForm
from ..querysets import gminas_of, institution_of

DRAFT = draft_kind("wpis", title=_("information that reached the centre"), page="concerns:type_in")


@needs(Permission.CONCERN_TYPE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_type_in(request: ActorRequest) -> HttpResponse:
    """Type a concern in, with the day and hour at which it came."""
    now = timezone.now()
    centre = institution_of(request.actor.institution_id)
    draft = draft_of(request, DRAFT)
    offered = list(gminas_of(centre.pk, today=timezone.localdate(now)))
    form = open_form(request, TypeInForm, draft=draft, centre=centre, offered=offered, now=now)
    if not form.is_bound:  # a draft that comes back may name a gmina that the form wouldn't offer by itself
        form = TypeInForm(initial=dict(form.initial), centre=centre, offered=offered, now=now)
    elif form.is_valid():

        def make() -> str:
            concern = type_in_concern(form.telling(), form.arrival(), actor=request.actor, now=now)
            draft.discard()
            return reverse("concerns:concern", args=[concern.public_id])

        try:
            return redirect(once(form.cleaned_data["idempotency_key"], make))
        except Refused as refused:  # something changed since the form was checked
            form.add_error(None, refused.messages)
    return render(request, "concerns/type_in.html", {"form": form, "draft": draft})
