"""What this room puts into the pages of cases and concerns."""

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest
from kooperacja.cases.actions.timeline import OF_THE_CENTRE, PARTS
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.cases.states import CaseState
from kooperacja.cases.views.shell import CARDS, CLOSING_CARDS, Part, Place, Tab, add_card, add_tab
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import CONCERNS
from kooperacja.concerns.views.shell import CENTRE_CARDS

from ..events import RefusalEvent
from ..models import Refusal, Review
from ..policies import REFUSALS, REVIEWS

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


def refusals_in_case(request: ActorRequest, case: Case) -> str:
    """What the family said no to, and when somebody asks again; also from before there was a case.

    Of a community nothing: nobody can refuse in its name, and no person's words have a place there.
    """
    if case.is_community:
        return ""
    rows = REFUSALS.permitted(request.actor, Permission.REFUSAL_VIEW)
    rows = rows.filter(Q(case=case) | Q(concern__case_link__case=case))
    may_add = CASES.allows(request.actor, Permission.CASE_EDIT, case)
    address = reverse("reviews:refusal_in_case", args=[case.public_id]) if may_add else ""
    return _refusals(request, rows, address)


def refusals_to_concern(request: ActorRequest, concern: Concern) -> str:
    """What the family said no to before there is a case; on the page of intake and head."""
    rows = REFUSALS.permitted(request.actor, Permission.REFUSAL_VIEW).filter(concern=concern)
    may_add = CONCERNS.allows(request.actor, Permission.CONCERN_TRIAGE, concern)
    address = reverse("reviews:refusal_to_concern", args=[concern.public_id]) if may_add else ""
    return _refusals(request, rows, address)


def tries_when_closing(request: ActorRequest, case: Case) -> str:
    """The planned tries of the case: closing it ends none of them."""
    rows = REFUSALS.permitted(request.actor, Permission.REFUSAL_EDIT).filter(case=case).exclude(try_again_on=None)
    context = {"refusals": rows.order_by("try_again_on", "pk")}
    return render_to_string("reviews/_tries_when_closing.html", context, request)


def _refusals(request: ActorRequest, rows: QuerySet[Refusal], address: str) -> str:
    said = list(rows.select_related("recorded_by__user").order_by("-asked_on", "-pk"))
    shown = [row.pk for row in said]
    mine = REFUSALS.permitted(request.actor, Permission.REFUSAL_EDIT).filter(pk__in=shown).values_list("pk", flat=True)
    context = {"refusals": said, "editable": set(mine) if said else set(), "address": address}
    return render_to_string("reviews/_refusals.html", {**context, "today": timezone.localdate()}, request)


add_card(review_card, Place.NEXT)
CARDS.append(refusals_in_case)
CLOSING_CARDS.append(tries_when_closing)
CENTRE_CARDS.append(refusals_to_concern)
PARTS += [Refusal, Review]
OF_THE_CENTRE.append(RefusalEvent)
