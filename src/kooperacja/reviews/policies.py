"""Who reads reviews, and what a family said after the closure: the lead and the deputy of that case, nobody else.

A family's no is read by those who asked it: lead and deputy in a case, intake and head before there is one. It stays
with the centre that asked; partners, reporters and who covers from another centre meet no trace of it (ADR 22).

Holding a review is an edit of the case (`CASE_EDIT`), asking how it goes is `CASE_FOLLOW_UP`; both are declared there.
"""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy
from kooperacja.cases.models import CaseConcern
from kooperacja.cases.policies import is_lead_or_deputy, leads_it, leads_it_unclosed
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import reads_the_inbox

from .models import FollowUp, Refusal, Review


def review_of_case_led(actor: Actor) -> IdSet:
    """The reviews of the cases that the actor leads."""
    return Review.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def review_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The reviews of the unclosed cases that the actor leads: their words can be corrected."""
    return Review.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


def follow_up_of_case_led(actor: Actor) -> IdSet:
    """What families said after the closure of cases that the actor leads."""
    return FollowUp.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


REVIEWS: Policy[Review] = Policy(
    Review,
    view=Permission.REVIEW_VIEW,
    ways_in={
        Permission.REVIEW_VIEW: [review_of_case_led],
        Permission.REVIEW_EDIT: [review_of_unclosed_case_led],
    },
)
FOLLOW_UPS: Policy[FollowUp] = Policy(
    FollowUp, view=Permission.FOLLOW_UP_VIEW, ways_in={Permission.FOLLOW_UP_VIEW: [follow_up_of_case_led]}
)


def refusal_in_case_led(actor: Actor) -> IdSet:
    """A no in the cases in which the actor is lead or deputy; who covers is of another centre.

    Also once the case is closed: a try that was planned is still to be made, moved or given up.
    """
    return Refusal.objects.filter(case_id__in=is_lead_or_deputy(actor)).values_list("pk")


def refusal_before_case_led(actor: Actor) -> IdSet:
    """A no to the own centre, from before the concern led to a case in which the actor is lead or deputy."""
    concerns = CaseConcern.objects.filter(case_id__in=is_lead_or_deputy(actor)).values("concern_id")
    return Refusal.objects.filter(centre_id=actor.institution_id, concern_id__in=concerns).values_list("pk")


def refusal_to_own_centre(actor: Actor) -> IdSet:
    """A no before there is a case, for intake and head of the centre that asked, until the concern is locked.

    Forwarding takes it nowhere.
    """
    if not reads_the_inbox(actor):
        return Refusal.objects.none().values_list("pk")
    unlocked = Concern.objects.open_to_people().values("pk")
    return Refusal.objects.filter(centre_id=actor.institution_id, concern__in=unlocked).values_list("pk")


REFUSALS: Policy[Refusal] = Policy(
    Refusal,
    view=Permission.REFUSAL_VIEW,
    ways_in={
        Permission.REFUSAL_VIEW: [refusal_in_case_led, refusal_before_case_led, refusal_to_own_centre],
        Permission.REFUSAL_EDIT: [refusal_in_case_led, refusal_to_own_centre],
    },
)
