"""Who may see whom, which fields of them, and on what their taking part rests."""

from typing import Any

from django.db.models import Exists, OuterRef

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy
from kooperacja.persons.models import Person

from ..models import CasePerson, Level, Merge, ParticipationBasis, Role
from . import places
from .case import leads_it, leads_it_unclosed

IDENTITY_AND_CONTACT = ("first_name", "surname", "phone", "email", "safe_contact", "letters_are_safe")
"""What a member who isn't lead or deputy sees of a person; the address of their household goes with it."""

EVERYTHING = (*IDENTITY_AND_CONTACT, "former_surname", "birth_date", "is_minor", "pesel")


def person_of_case_led(actor: Actor) -> IdSet:
    """The persons of the cases that the actor leads, also those who left."""
    return CasePerson.objects.filter(case_id__in=leads_it(actor)).values_list("person_id")


def person_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The persons of the unclosed cases that the actor leads."""
    return CasePerson.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("person_id")


def person_of_cases_led_alone(actor: Actor) -> IdSet:
    """The persons all of whose cases the actor leads, closed ones too."""
    others = CasePerson.objects.filter(person=OuterRef("person")).exclude(case_id__in=leads_it(actor))
    rows = CasePerson.objects.filter(case_id__in=leads_it(actor))
    return rows.exclude(Exists(others)).values_list("person_id")


def person_who_agreed(actor: Actor) -> IdSet:
    """The persons whose basis holds, in cases of the own institution in whose team the actor is."""
    return _agreed(where_the_family_is_known(places.of_centre(actor)))


def person_who_agreed_to_partners(actor: Actor) -> IdSet:
    """The persons whose basis holds, in cases that the actor works on as a partner."""
    return _agreed(where_the_family_is_known(places.as_partner(actor)))


def family_is_known_in_own_centre(actor: Actor) -> IdSet:
    """The cases of the own institution in whose team the actor is, and sees more than own actions."""
    return where_the_family_is_known(places.of_centre(actor))


def family_is_known_to_partner(actor: Actor) -> IdSet:
    """The cases that the actor works on as a partner, and sees more than own actions."""
    return where_the_family_is_known(places.as_partner(actor))


def where_the_family_is_known(places: Any) -> IdSet:
    """The cases of those places that don't see their own actions alone."""
    return knowing_the_family(places).values_list("case_id")


def knowing_the_family(places: Any) -> Any:
    """Those of the places that don't see their own actions alone."""
    return places.exclude(role=Role.MEMBER, level=Level.ACTION)


def _agreed(cases: IdSet) -> IdSet:
    return ParticipationBasis.objects.given().filter(case_id__in=cases).values_list("person_id")


PERSONS: Policy[Person] = Policy(
    Person,
    view=Permission.PERSON_VIEW,
    ways_in={
        Permission.PERSON_VIEW: [person_of_case_led, person_who_agreed, person_who_agreed_to_partners],
        Permission.PERSON_VIEW_WHOLE: [person_of_case_led],
        Permission.PERSON_EDIT: [person_of_unclosed_case_led],
        Permission.PERSON_MERGE: [person_of_cases_led_alone],
    },
    fields={Permission.PERSON_VIEW: IDENTITY_AND_CONTACT, Permission.PERSON_VIEW_WHOLE: EVERYTHING},
)


# Ways to records that became one


def merge_of_person_led_alone(actor: Actor) -> IdSet:
    """The merges into persons all of whose cases the actor leads."""
    return Merge.objects.filter(into_id__in=person_of_cases_led_alone(actor)).values_list("pk")


MERGES: Policy[Merge] = Policy(
    Merge, view=Permission.MERGE_UNDO, ways_in={Permission.MERGE_UNDO: [merge_of_person_led_alone]}
)


# Ways to bases of taking part


def basis_of_case_led(actor: Actor) -> IdSet:
    """The bases in cases that the actor leads."""
    return ParticipationBasis.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def basis_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The bases in unclosed cases that the actor leads."""
    return ParticipationBasis.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


BASES: Policy[ParticipationBasis] = Policy(
    ParticipationBasis,
    view=Permission.BASIS_VIEW,
    ways_in={Permission.BASIS_VIEW: [basis_of_case_led], Permission.BASIS_EDIT: [basis_of_unclosed_case_led]},
)
