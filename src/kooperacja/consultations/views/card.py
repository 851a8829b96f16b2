"""What a case's overview shows of questions that name nobody: those that were asked, and how to ask."""

from django.db.models import Count, Q
from django.template.loader import render_to_string

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest
from kooperacja.cases.actions.timeline import PARTS
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.cases.views.shell import Place, add_card

from ..models import Advice, Consultation
from ..policies import CONSULTATIONS
from ..states import AdviceState


def card(request: ActorRequest, case: Case) -> str:
    """Return the part of the overview."""
    questions = CONSULTATIONS.permitted(request.actor, Permission.CONSULTATION_VIEW).filter(case=case)
    answers = Count("advices", Q(advices__state=AdviceState.ANSWERED))
    context = {
        "case": case,
        "questions": questions.annotate(answers=answers).order_by("-asked_at", "-pk"),
        "may_ask": CASES.allows(request.actor, Permission.CASE_EDIT, case),
    }
    return render_to_string("consultations/_card.html", context)


add_card(card, Place.ASIDE)
PARTS.extend((Consultation, Advice))
