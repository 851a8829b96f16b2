"""What reviews put into the pages of a case."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.cases.states import CaseState
from kooperacja.cases.views.shell import CARDS, Part, Tab, add_tab

from ..policies import REVIEWS

TAB = add_tab(Tab("reviews:list", _("How we are doing")), before=Part.TEAM)


def review_card(request: ActorRequest, case: Case) -> str:
    """The next review and the last one; once the case is closed, whether the family is to be asked."""
    last = REVIEWS.permitted(request.actor, Permission.REVIEW_VIEW).filter(case=case).order_by("-held_on").first()
    today = timezone.localdate()
    asks = case.follow_up_on is not None and CASES.allows(request.actor, Permission.CASE_FOLLOW_UP, case)
    context = {
        "case": case,
        "last": last,
        "is_open": case.state != CaseState.CLOSED,
        "asks": asks,
        "is_due": case.follow_up_on is not None and case.follow_up_on <= today,
        "today": today,
    }
    return render_to_string("reviews/_card.html", context, request)


CARDS.append(review_card)
