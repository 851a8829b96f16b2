"""Who decides on what members are given to see, and on those close to the family."""

from typing import Any

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy

from ..models import Disclosure, Support
from .case import leads_it, leads_it_unclosed


def told(places: Any) -> Any:
    """Return what those places in teams were given to see, and still are."""
    return Disclosure.objects.standing().filter(member__in=places.values("pk"))


def disclosure_of_case_led(actor: Actor) -> IdSet:
    """All decisions on who sees what, in the cases that the actor leads."""
    return Disclosure.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def standing_disclosure_of_case_led(actor: Actor) -> IdSet:
    """Those by which somebody sees something now, in the unclosed cases that the actor leads."""
    standing = Disclosure.objects.standing().filter(level="")
    return standing.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


DISCLOSURES: Policy[Disclosure] = Policy(
    Disclosure,
    view=Permission.DISCLOSURE_VIEW,
    ways_in={
        Permission.DISCLOSURE_VIEW: [disclosure_of_case_led],
        Permission.DISCLOSURE_END: [standing_disclosure_of_case_led],
    },
)


def support_of_case_led(actor: Actor) -> IdSet:
    """Those close to the families of the cases that the actor leads."""
    return Support.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def support_of_unclosed_case_led(actor: Actor) -> IdSet:
    """Those close to the families of the unclosed cases that the actor leads."""
    return Support.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


SUPPORTS: Policy[Support] = Policy(
    Support,
    view=Permission.SUPPORT_VIEW,
    ways_in={
        Permission.SUPPORT_VIEW: [support_of_case_led],
        Permission.SUPPORT_EDIT: [support_of_unclosed_case_led],
    },
)
