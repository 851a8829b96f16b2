"""Who sees which dates: everybody their own; the lead and the deputy what is planned in their cases."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate
from kooperacja.cases.policies.case import (
    leads_it,
    leads_it_unclosed,
    works_on_it_as_partner,
    works_on_it_for_its_centre,
    works_on_it_unclosed,
)

from .models import Feed, Visit

gate(Permission.CALENDAR_VIEW, lambda actor: actor.is_member)


def visit_in_case_led(actor: Actor) -> IdSet:
    """What is planned, by whomever, in the cases that the actor leads."""
    return Visit.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def visit_in_unclosed_case_led(actor: Actor) -> IdSet:
    """What is planned in the unclosed cases that the actor leads."""
    return Visit.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


def own_visit_for_the_centre(actor: Actor) -> IdSet:
    """The actor's own visits in cases of the own institution."""
    return _own(actor, works_on_it_for_its_centre(actor))


def own_visit_unclosed(actor: Actor) -> IdSet:
    """The actor's own visits in unclosed cases of the own institution."""
    return _own(actor, works_on_it_unclosed(actor))


def own_visit_as_partner(actor: Actor) -> IdSet:
    """The actor's own visits as a partner."""
    return _own(actor, works_on_it_as_partner(actor))


def _own(actor: Actor, cases: IdSet) -> IdSet:
    return Visit.objects.filter(membership=actor.membership_id, case_id__in=cases).values_list("pk")


VISITS: Policy[Visit] = Policy(
    Visit,
    view=Permission.VISIT_VIEW,
    ways_in={
        Permission.VISIT_VIEW: [visit_in_case_led, own_visit_for_the_centre, own_visit_as_partner],
        Permission.VISIT_EDIT: [visit_in_unclosed_case_led, own_visit_unclosed, own_visit_as_partner],
    },
)


def own_feed(actor: Actor) -> IdSet:
    """The address of the actor's own calendar, as long as it works."""
    if actor.membership_id is None:
        return Feed.objects.none().values_list("pk")
    return Feed.objects.filter(membership_id=actor.membership_id, ended_at=None).values_list("pk")


FEEDS: Policy[Feed] = Policy(Feed, view=Permission.FEED_KEEP, ways_in={Permission.FEED_KEEP: [own_feed]})
