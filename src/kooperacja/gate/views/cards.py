"""What this room puts into the pages of cases: cards, a line for the paper file, a clock, its part of the story."""

from django.template.loader import render_to_string

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest
from kooperacja.cases.actions.clocks import CLOCKS
from kooperacja.cases.actions.timeline import PARTS
from kooperacja.cases.models import Case, Crisis
from kooperacja.cases.policies import CASES
from kooperacja.cases.states import CaseState
from kooperacja.cases.views.shell import ALERTS, CARDS, FILE_NOTE_CARDS, MEMBER_CARDS, SIGHTS

from ..actions.crisis import WORKSHOP
from ..models import Qualification, Tried
from ..policies import TRYING
from .overview import crisis_of, decisions_in, tried_in, workshop_day_in


def alert(request: ActorRequest, case: Case) -> str:
    """That help can't wait, and the day of the workshop; the reason to lead and deputy alone."""
    seen = crisis_of(request.actor, case)
    if seen["workshop"]:  # it took place: the page of this room still tells of it
        return ""
    context = {
        "case": case,
        "may_edit": CASES.allows(request.actor, Permission.CASE_EDIT, case),
        "due_on": None if seen["crisis"] else workshop_day_in(request.actor, case),
        **seen,
    }
    return render_to_string("gate/_crisis.html", context, request)


def card(request: ActorRequest, case: Case) -> str:
    """The decision that holds, and what was tried, on the overview of lead and deputy."""
    context = {
        "case": case,
        "decision": decisions_in(request.actor, case).first(),
        "tried": tried_in(request.actor, case).count(),
    }
    if case.state == CaseState.CLOSED and not context["decision"] and not context["tried"]:
        return ""
    return render_to_string("gate/_card.html", context, request)


def member_card(request: ActorRequest, case: Case) -> str:
    """What the own institution has tried."""
    context = {
        "case": case,
        "tried": tried_in(request.actor, case).count(),
        "may_note": TRYING.allows(request.actor, Permission.TRIED_NOTE, case),
    }
    return render_to_string("gate/_member_card.html", context, request)


def file_note_card(request: ActorRequest, case: Case) -> str:
    """The decision that holds and what was tried, for the paper file."""
    decision = decisions_in(request.actor, case).first()
    context = {"decision": decision, "tried": list(tried_in(request.actor, case))}
    return render_to_string("gate/_file_note.html", context, request)


def sight(actor: Actor, case: Case) -> str:
    """What a member sees here, for the page that tells the lead what a member sees."""
    context = {"tried": list(tried_in(actor, case)), "due_on": workshop_day_in(actor, case)}
    return render_to_string("gate/_sight.html", context)


ALERTS.append(alert)
CARDS.append(card)
MEMBER_CARDS.append(member_card)
FILE_NOTE_CARDS.append(file_note_card)
SIGHTS.append(sight)
PARTS.extend((Tried, Qualification, Crisis))
CLOCKS.append(WORKSHOP)
