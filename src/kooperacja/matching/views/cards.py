"""What this room shows on the pages of concerns and cases."""

from django.template.loader import render_to_string
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest
from kooperacja.cases.models import Case
from kooperacja.cases.views import shell as case_shell
from kooperacja.concerns.models import Concern
from kooperacja.concerns.views import shell as concern_shell

from ..actions.finding import can_be_matched, people_to_compare
from ..policies import EXCHANGES
from .exchange import pairs_of
from .matches import page_of

AT_ONCE = 6000
"""So many people are compared while a concern opens, in a fifth of a second; with more it takes a click."""


def likely(request: ActorRequest, concern: Concern) -> str:
    """What may be about the same people; on the page of intake."""
    if not can_be_matched(concern):
        return ""
    number = people_to_compare(actor=request.actor)
    if number > AT_ONCE:
        return render_to_string("matching/_ask.html", {"concern": concern, "number": number}, request)
    return render_to_string("matching/_matches.html", page_of(request, concern), request)


def contacts(request: ActorRequest, concern: Concern) -> str:
    """Of whom the reporter may know; on the reporter's page."""
    rows = EXCHANGES.permitted(request.actor, Permission.CONTACT_VIEW).filter(one=concern)
    others = [row.other for row in rows.select_related("other__reporter_institution", "other__reporter_user")]
    rows = EXCHANGES.permitted(request.actor, Permission.CONTACT_VIEW).filter(other=concern)
    others += [row.one for row in rows.select_related("one__reporter_institution", "one__reporter_user")]
    return render_to_string("matching/_contacts.html", {"others": others}, request) if others else ""


def reporters(request: ActorRequest, case: Case) -> str:
    """Where several told of one family: whether they know of each other; on the overview of lead and deputy."""
    pairs = pairs_of(request, case)
    context = {"case": case, "pairs": pairs, "now": timezone.now()}
    return render_to_string("matching/_reporters.html", context, request) if pairs else ""


concern_shell.CENTRE_CARDS.append(likely)
concern_shell.REPORTER_CARDS.append(contacts)
case_shell.CARDS.append(reporters)
