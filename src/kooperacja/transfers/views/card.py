"""What a case's overview shows of handing it over: what waits, where it came from or went, and how to begin."""

from django.template.loader import render_to_string

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest
from kooperacja.cases.actions.timeline import PARTS
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.cases.views.shell import Place, add_card

from ..models import Handover, Transfer
from ..policies import HANDOVERS, TRANSFERS
from ..states import LIVE, HandoverState, TransferState


def card(request: ActorRequest, case: Case) -> str:
    """Return the part of the overview."""
    actor = request.actor
    transfers = TRANSFERS.permitted(actor, Permission.TRANSFER_VIEW).select_related("destination", "new_case")
    handovers = HANDOVERS.permitted(actor, Permission.HANDOVER_VIEW).filter(state=HandoverState.OFFERED)
    ended = (TransferState.ACCEPTED,)
    hand_over, pass_on = Permission.CASE_HAND_OVER, Permission.CASE_TRANSFER
    return render_to_string(
        "transfers/_card.html",
        {
            "case": case,
            "may": CASES.allowed(actor, case, (hand_over, pass_on)),
            "hand_over": hand_over,
            "pass_on": pass_on,
            "handover": handovers.filter(case=case).select_related("offered_to__user").first(),
            "transfer": transfers.filter(case=case, state__in=(*LIVE, *ended)).order_by("-pk").first(),
            "came_by": transfers.filter(new_case=case).select_related("case__centre").first(),
        },
        request=request,
    )


add_card(card, Place.ASIDE)
PARTS += [Handover, Transfer]
