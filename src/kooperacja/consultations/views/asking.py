"""The lead's side: asking, reading what was said, closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.cases.forms.common import show_refusals
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.cases.views.shell import Part, render_case
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.models import Membership
from kooperacja.kernel.refused import Refused
from kooperacja.partnerships.models import Partnership

from ..actions.asking import ask_for_advice, close_consultation
from ..actions.lookups import known_of, local_teams, partners_to_ask, people_of
from ..forms import AskForm
from ..policies import ADVICES, CONSULTATIONS
from ..rules.identity import says_who

Whom = tuple[list[Membership], Partnership | None]


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def consultation_ask(request: ActorRequest, case: UUID) -> HttpResponse:
    """Ask somebody outside the case, without saying whom it is about."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    offers = _offers(found)
    form = open_form(request, AskForm, offers=[(key, label) for key, (label, _whom) in offers.items()])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        people, team = offers[data["to"]][1]

        def make() -> str:
            row = ask_for_advice(found, data["question"], people, team, actor=request.actor, now=timezone.now())
            return reverse("consultations:view", args=[row.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            if words := says_who(data["question"], known_of(found)):
                form.add_error(
                    "question",
                    _("This says whom it is about. Take it out, or say it in other words: %s.") % ", ".join(words),
                )
            else:
                show_refusals(form, refused)
        else:
            messages.success(request, _("The question is sent. Only those whom you asked see it."))
            return redirect(address)
    return render_case(request, "consultations/ask.html", found, part=Part.OVERVIEW, form=form, has_offers=bool(offers))


def _offers(case: Case) -> dict[str, tuple[str, Whom]]:
    """Return whom one can ask, by the key that the form posts: a whole local team, or one person of a partner."""
    today = timezone.localdate()
    found: dict[str, tuple[str, Whom]] = {}
    for team in local_teams(case, today):
        if people := list(people_of(team, case, today)):
            many = ngettext("%(number)s person", "%(number)s persons", len(people)) % {"number": len(people)}
            found[f"team:{team.public_id}"] = (f"{team.name} ({many})", (people, team))
    for person in partners_to_ask(case, today):
        label = f"{person.institution.name}: {person.user.name}, {person.function.label}"
        found[f"person:{person.public_id}"] = (label, ([person], None))
    return found


@needs(Permission.CONSULTATION_VIEW)
@require_safe
def consultation_view(request: ActorRequest, consultation: UUID) -> HttpResponse:
    """The question, and what was said."""
    row = CONSULTATIONS.get_or_404(request.actor, Permission.CONSULTATION_VIEW, consultation)
    advices = ADVICES.permitted(request.actor, Permission.ADVICE_READ).filter(consultation=row)
    context: dict[str, Any] = {
        "question": row,
        "advices": advices.select_related("asked__user", "asked__institution").order_by("answered_at", "pk"),
        "is_over": row.closed_on is not None or row.until < timezone.localdate(),
        "may_close": CONSULTATIONS.allows(request.actor, Permission.CONSULTATION_CLOSE, row),
    }
    return render_case(request, "consultations/view.html", row.case, part=Part.OVERVIEW, **context)


@needs(Permission.CONSULTATION_CLOSE)
@require_POST
def consultation_close(request: ActorRequest, consultation: UUID) -> HttpResponse:
    """Close the question; a second click finds it closed."""
    row = CONSULTATIONS.get_or_404(request.actor, Permission.CONSULTATION_VIEW, consultation)
    if row.closed_on is None:
        close_consultation(row, actor=request.actor, now=timezone.now())
    messages.success(request, _("Closed. Those whom you asked no longer see the question."))
    return redirect("consultations:view", consultation)
