"""Who sees that help can't wait: lead and deputy all of it, who knows the family and the head of the centre the day."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy

from ..models import Crisis
from .case import heads_its_centre, leads_it, leads_it_unclosed
from .persons import family_is_known_in_own_centre, family_is_known_to_partner


def crisis_of_case_led(actor: Actor) -> IdSet:
    """Those of the cases that the actor leads."""
    return Crisis.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def crisis_of_unclosed_case_led(actor: Actor) -> IdSet:
    """Those of the unclosed cases that the actor leads."""
    return Crisis.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


def crisis_where_family_is_known(actor: Actor) -> IdSet:
    """Those of the own institution's cases in which the actor knows the family."""
    return Crisis.objects.filter(case_id__in=family_is_known_in_own_centre(actor)).values_list("pk")


def crisis_where_family_is_known_to_partner(actor: Actor) -> IdSet:
    """Those of cases in which the actor knows the family as a partner."""
    return Crisis.objects.filter(case_id__in=family_is_known_to_partner(actor)).values_list("pk")


def crisis_of_centre_headed(actor: Actor) -> IdSet:
    """Those of the centre that the actor heads."""
    return Crisis.objects.filter(case_id__in=heads_its_centre(actor)).values_list("pk")


CRISES: Policy[Crisis] = Policy(
    Crisis,
    view=Permission.CRISIS_VIEW,
    ways_in={
        Permission.CRISIS_VIEW: [crisis_of_case_led],
        Permission.CRISIS_END: [crisis_of_unclosed_case_led],
        # the day alone, without the reason
        Permission.CRISIS_CLOCK: [
            crisis_of_case_led,
            crisis_where_family_is_known,
            crisis_where_family_is_known_to_partner,
        ],
        Permission.CRISIS_OVERSEE: [crisis_of_centre_headed],
    },
)
