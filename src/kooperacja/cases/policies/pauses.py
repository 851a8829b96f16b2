"""Who reads why a clock was paused: whoever leads the case. Pausing is an edit of the case (`CASE_EDIT`)."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy

from ..models import ClockPause
from .case import leads_it


def pause_of_case_led(actor: Actor) -> IdSet:
    """Those of the cases that the actor leads."""
    return ClockPause.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


PAUSES: Policy[ClockPause] = Policy(
    ClockPause, view=Permission.PAUSE_VIEW, ways_in={Permission.PAUSE_VIEW: [pause_of_case_led]}
)
