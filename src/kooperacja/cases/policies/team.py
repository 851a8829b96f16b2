"""Who may see the team, and change it."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy

from ..models import CaseMember, Role
from . import places
from .case import leads_it, leads_it_unclosed, works_on_it_as_partner, works_on_it_for_its_centre


def team_of_case_led(actor: Actor) -> IdSet:
    """All places, also past ones, in the cases that the actor leads."""
    return CaseMember.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def lead_of_own_case(actor: Actor) -> IdSet:
    """The lead's place in a case of the actor's own institution."""
    return _lead_places(works_on_it_for_its_centre(actor))


def lead_of_case_as_partner(actor: Actor) -> IdSet:
    """The lead's place in a case that the actor works on as a partner."""
    return _lead_places(works_on_it_as_partner(actor))


def _lead_places(cases: IdSet) -> IdSet:
    return CaseMember.objects.current().filter(role=Role.LEAD, case_id__in=cases).values_list("pk")


def own_place(actor: Actor) -> IdSet:
    """The actor's own place in a case of the own institution."""
    return places.of_centre(actor).values_list("pk")


def own_place_as_partner(actor: Actor) -> IdSet:
    """The actor's own place as a partner."""
    return places.as_partner(actor).values_list("pk")


def other_places_of_case_led(actor: Actor) -> IdSet:
    """Present places of ordinary members in the unclosed cases that the actor leads."""
    return CaseMember.objects.current().filter(role=Role.MEMBER, case_id__in=leads_it_unclosed(actor)).values_list("pk")


def own_place_as_member(actor: Actor) -> IdSet:
    """The actor's own place as an ordinary member; a lead or deputy is replaced by the head instead."""
    return places.held(actor).filter(role=Role.MEMBER).values_list("pk")


TEAM: Policy[CaseMember] = Policy(
    CaseMember,
    view=Permission.TEAM_VIEW,
    ways_in={
        Permission.TEAM_VIEW: [
            team_of_case_led,
            lead_of_own_case,
            lead_of_case_as_partner,
            own_place,
            own_place_as_partner,
        ],
        Permission.TEAM_EDIT: [other_places_of_case_led],
        Permission.TEAM_LEAVE: [own_place_as_member],
    },
)
