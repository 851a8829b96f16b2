"""Who decides on what members are given to see, and on those close to the family."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy

from ..models import Action, Disclosure, Support
from ..rules.sharing import SharingAnswer
from .case import leads_it, leads_it_unclosed, works_on_it_as_partner
from .plan import of_those_who_take_part


def disclosure_of_case_led(actor: Actor) -> IdSet:
    """All decisions on who sees what, in the cases that the actor leads."""
    return Disclosure.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def standing_disclosure_of_case_led(actor: Actor) -> IdSet:
    """Those by which somebody sees something now, in the unclosed cases that the actor leads."""
    standing = Disclosure.objects.standing().filter(level="")
    return standing.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


def own_note_passed_on(actor: Actor) -> IdSet:
    """To whom notes of the own institution were shown, in cases that the actor works on as a partner."""
    shared = Disclosure.objects.filter(answer=SharingAnswer.SHARED, note__institution=actor.institution_id or 0)
    return shared.filter(case_id__in=works_on_it_as_partner(actor)).values_list("pk")


def own_action_passed_on(actor: Actor) -> IdSet:
    """The same of actions of the own institution."""
    own = Action.objects.filter(institution=actor.institution_id or 0, case_id__in=works_on_it_as_partner(actor))
    shared = Disclosure.objects.filter(answer=SharingAnswer.SHARED)
    return shared.filter(action__in=of_those_who_take_part(own).values("pk")).values_list("pk")


def own_note_still_passed_on(actor: Actor) -> IdSet:
    """To whom notes of the own institution are shown now."""
    return Disclosure.objects.standing().filter(pk__in=own_note_passed_on(actor)).values_list("pk")


def own_action_still_passed_on(actor: Actor) -> IdSet:
    """To whom actions of the own institution are shown now."""
    return Disclosure.objects.standing().filter(pk__in=own_action_passed_on(actor)).values_list("pk")


DISCLOSURES: Policy[Disclosure] = Policy(
    Disclosure,
    view=Permission.DISCLOSURE_VIEW,
    ways_in={
        Permission.DISCLOSURE_VIEW: [disclosure_of_case_led],
        Permission.DISCLOSURE_END: [standing_disclosure_of_case_led],
        Permission.DISCLOSURE_VIEW_OWN: [own_note_passed_on, own_action_passed_on],
        Permission.DISCLOSURE_TAKE_BACK: [own_note_still_passed_on, own_action_still_passed_on],
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
