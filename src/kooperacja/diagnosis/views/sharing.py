"""Who besides lead and deputy sees one area."""

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
from kooperacja.cases.forms.common import show_refusals
from kooperacja.cases.views.shell import render_case
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.models import Institution
from kooperacja.kernel.refused import Refused

from ..actions.sharing import share_score
from ..forms.assessments import ShareForm
from ..models import Score
from ..policies import SCORES
from .common import team_of
from .overview import TAB


@needs(Permission.SCORE_SHARE)
@require_http_methods(["GET", "POST"])
def score_share(request: ActorRequest, score: UUID) -> HttpResponse:
    """Show what would be seen, and decide by whom."""
    row = SCORES.get_or_404(request.actor, Permission.SCORE_SHARE, score)
    case = row.assessment.case
    bodies = _bodies(request, row)
    initial = {"institutions": [str(one.public_id) for one in _standing(row)]}
    choices = [(code, body.name) for code, body in bodies.items()]
    form = open_form(request, ShareForm, institutions=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = [bodies[code] for code in data["institutions"]]

        def make() -> str:
            share_score(row, chosen, data["purpose"], actor=request.actor, now=timezone.now())
            return reverse("diagnosis:assessment", args=[row.assessment.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("It is written down who sees this area."))
            return redirect(address)
    steps = {step.value: step.label for step in row.assessment.edition.steps_in_order()}
    return render_case(request, "diagnosis/score_share.html", case, part=TAB.name, form=form, score=row, steps=steps)


def _bodies(request: ActorRequest, score: Score) -> dict[str, Institution]:
    """Return the institutions of the team, and those that see the area now, by public id."""
    team = [place.institution for place in team_of(request, score.assessment.case).filter(left_on=None)]
    return {str(body.public_id): body for body in [*team, *_standing(score)]}


def _standing(score: Score) -> list[Institution]:
    return [share.institution for share in score.shares.filter(ended_on=None).select_related("institution")]
