"""Who reads reviews, and what a family said after the closure: the lead and the deputy of that case, nobody else.

Holding a review is an edit of the case (`CASE_EDIT`), asking how it goes is `CASE_FOLLOW_UP`; both are declared there.
"""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy
from kooperacja.cases.policies import leads_it

from .models import FollowUp, Review


def review_of_case_led(actor: Actor) -> IdSet:
    """The reviews of the cases that the actor leads."""
    return Review.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def follow_up_of_case_led(actor: Actor) -> IdSet:
    """What families said after the closure of cases that the actor leads."""
    return FollowUp.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


REVIEWS: Policy[Review] = Policy(
    Review, view=Permission.REVIEW_VIEW, ways_in={Permission.REVIEW_VIEW: [review_of_case_led]}
)
FOLLOW_UPS: Policy[FollowUp] = Policy(
    FollowUp, view=Permission.FOLLOW_UP_VIEW, ways_in={Permission.FOLLOW_UP_VIEW: [follow_up_of_case_led]}
)
