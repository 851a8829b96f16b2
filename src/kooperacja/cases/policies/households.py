"""Who may know where a family lives."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy
from kooperacja.persons.models import Household, HouseholdMember

from ..models import Case, CaseHousehold, ParticipationBasis
from .case import leads_it, leads_it_unclosed
from .persons import family_is_known_in_own_centre, family_is_known_to_partner


def home_of_case_led(actor: Actor) -> IdSet:
    """The main households of the cases that the actor leads."""
    return Case.objects.filter(pk__in=leads_it(actor)).exclude(household=None).values_list("household_id")


def further_home_of_case_led(actor: Actor) -> IdSet:
    """The further households of the cases that the actor leads, also those that have ended."""
    return CaseHousehold.objects.filter(case_id__in=leads_it(actor)).values_list("household_id")


def home_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The main households of the unclosed cases that the actor leads."""
    return Case.objects.filter(pk__in=leads_it_unclosed(actor)).exclude(household=None).values_list("household_id")


def further_home_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The further households of the unclosed cases that the actor leads."""
    return CaseHousehold.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("household_id")


def home_of_who_agreed(actor: Actor) -> IdSet:
    """The main households in which somebody lives today whom the actor sees, in cases of the own institution."""
    return _main(family_is_known_in_own_centre(actor))


def home_of_who_agreed_to_partners(actor: Actor) -> IdSet:
    """The main households in which somebody lives today whom the actor sees as a partner."""
    return _main(family_is_known_to_partner(actor))


def further_home_shown(actor: Actor) -> IdSet:
    """The further households that the team may know, in cases of the own institution (see `_further`)."""
    return _further(family_is_known_in_own_centre(actor))


def further_home_shown_to_partners(actor: Actor) -> IdSet:
    """The further households that the team may know, in cases that the actor works on as a partner."""
    return _further(family_is_known_to_partner(actor))


def _main(cases: IdSet) -> IdSet:
    """Return the main homes of those cases in which somebody lives who agreed in that very case."""
    agreed = ParticipationBasis.objects.given().filter(case_id__in=cases)
    there = agreed.filter(
        Exists(_living_there().filter(household=OuterRef("case__household"), person=OuterRef("person")))
    )
    return there.values_list("case__household_id")


def _further(cases: IdSet) -> IdSet:
    """Return the further homes of those cases that somebody beside lead and deputy may know.

    An address is known by whoever lives there, and one of them may be hiding from another person of the case: the
    mother who left, the father whose new partner never agreed to anything. In a village one word to a neighbour is
    enough. So a further home is closed, and that it exists is, too, until all of this holds:

    - the lead said, for this home, that the team may know it; each new home, and a former main one, begins closed;
    - somebody lives there today, and the home hasn't ended;
    - *everybody* who lives there today agreed in this case, so that the reader sees each of them already. When one of
      them withdraws, dies or leaves the case, or somebody moves in who hasn't agreed, it closes by itself.
    """
    agreed = ParticipationBasis.objects.given().filter(case=OuterRef(OuterRef("case")), person=OuterRef("person"))
    there = _living_there().filter(household=OuterRef("household"))
    open_homes = CaseHousehold.objects.filter(case_id__in=cases, shown_to_team=True, household__ends_on=None)
    shown = open_homes.filter(Exists(there)).exclude(Exists(there.filter(~Exists(agreed))))
    return shown.values_list("household_id")


def _living_there() -> Any:
    return HouseholdMember.objects.today(timezone.localdate())


HOUSEHOLDS: Policy[Household] = Policy(
    Household,
    view=Permission.HOUSEHOLD_VIEW,
    ways_in={
        Permission.HOUSEHOLD_VIEW: [
            home_of_case_led,
            further_home_of_case_led,
            home_of_who_agreed,
            home_of_who_agreed_to_partners,
            further_home_shown,
            further_home_shown_to_partners,
        ],
        Permission.HOUSEHOLD_EDIT: [home_of_unclosed_case_led, further_home_of_unclosed_case_led],
    },
)
