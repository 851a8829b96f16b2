"""Who writes and reads what was tried, and who decides whether this is the way.

Lead and deputy see everything, and write for institutions without an account. Another member of the team who knows the
family writes and sees the own institution's rows, nobody else's. The decision is the lead's and the deputy's alone;
making it is an edit of the case (`CASE_EDIT`, declared there), as is noting that help can't wait.
"""

from typing import Any

from django.db.models import F

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy
from kooperacja.cases.models import Case
from kooperacja.cases.policies import (
    family_is_known_in_own_centre,
    family_is_known_to_partner,
    leads_it,
    leads_it_unclosed,
)
from kooperacja.cases.states import CaseState

from .models import Heard, Qualification, Tried


def knows_the_family_unclosed(actor: Actor) -> IdSet:
    """The unclosed cases of the own institution in whose team the actor is, and knows the family."""
    known = Case.objects.filter(pk__in=family_is_known_in_own_centre(actor))
    return known.exclude(state=CaseState.CLOSED).values_list("pk")


TRYING: Policy[Case] = Policy(
    Case,
    view=Permission.TRIED_NOTE,
    ways_in={Permission.TRIED_NOTE: [leads_it_unclosed, knows_the_family_unclosed, family_is_known_to_partner]},
)
"""The cases in which the actor may write down what the own institution has tried."""


def tried_in_case_led(actor: Actor) -> IdSet:
    """Everything that was tried, in the cases that the actor leads."""
    return Tried.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def tried_written_by_lead(actor: Actor) -> IdSet:
    """What the case's centre wrote, also for others, in the unclosed cases that the actor leads."""
    written = Tried.objects.filter(owner=F("case__centre"))
    return written.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


def own_tried(actor: Actor) -> IdSet:
    """What the own institution wrote of itself, in its own cases."""
    return _own(actor, family_is_known_in_own_centre(actor)).values_list("pk")


def own_tried_unclosed(actor: Actor) -> IdSet:
    """The same, as long as the case isn't closed."""
    own = _own(actor, family_is_known_in_own_centre(actor))
    return own.exclude(case__state=CaseState.CLOSED).values_list("pk")


def own_tried_as_partner(actor: Actor) -> IdSet:
    """What the own institution wrote of itself, in cases that the actor works on as a partner."""
    return _own(actor, family_is_known_to_partner(actor)).values_list("pk")


def _own(actor: Actor, cases: IdSet) -> Any:
    return Tried.objects.filter(owner=actor.institution_id, heard=Heard.OWN, case_id__in=cases)


TRIED: Policy[Tried] = Policy(
    Tried,
    view=Permission.TRIED_VIEW,
    ways_in={
        Permission.TRIED_VIEW: [tried_in_case_led, own_tried, own_tried_as_partner],
        Permission.TRIED_EDIT: [tried_written_by_lead, own_tried_unclosed, own_tried_as_partner],
    },
)


def qualification_of_case_led(actor: Actor) -> IdSet:
    """The decisions in the cases that the actor leads."""
    return Qualification.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


QUALIFICATIONS: Policy[Qualification] = Policy(
    Qualification,
    view=Permission.QUALIFICATION_VIEW,
    ways_in={Permission.QUALIFICATION_VIEW: [qualification_of_case_led]},
)
