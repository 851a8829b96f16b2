"""Who may what with offers to take a case over.

The sender's side is whoever leads the case; the receiving side sees an offer's words only while it waits, be it another
centre or a colleague. A lead who handed the case over doesn't keep them, either.

A case that another centre took over is closed for good in the old one. Its lead still reads the closed file, because
the centre stays the controller of what it did: it keeps the file under its filing class (archives act, art. 5), answers
the family and the court about it, and pays for it. Nobody else of the old team keeps a way in.
"""

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate
from kooperacja.cases.policies import PASSED_ON, is_lead_or_deputy, leads_it
from kooperacja.cases.states import CaseState

from .models import Handover, Transfer
from .states import HandoverState, TransferState

gate(Permission.TRANSFER_LIST, lambda actor: actor.of_centre)


# Ways to offers to a colleague


def handover_to_me(actor: Actor) -> IdSet:
    """The offers that were made to the actor under this hat; one that was withdrawn is still seen as withdrawn."""
    return Handover.objects.filter(offered_to=actor.membership_id or 0).values_list("pk")


def handover_that_waits_for_me(actor: Actor) -> IdSet:
    """Those of them that wait for an answer: their words are read only then."""
    waiting = Handover.objects.filter(pk__in=handover_to_me(actor), state=HandoverState.OFFERED)
    return waiting.exclude(case__state=CaseState.CLOSED).values_list("pk")


def handover_by_me(actor: Actor) -> IdSet:
    """The offers that the actor made under this hat, also once somebody else leads the case."""
    return Handover.objects.filter(offered_by=actor.membership_id or 0).values_list("pk")


def handover_of_case_led(actor: Actor) -> IdSet:
    """The offers of the cases that the actor leads."""
    return Handover.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def handover_of_own_case(actor: Actor) -> IdSet:
    """The offers of the cases in which the actor is lead or deputy; who only covers passes no case on."""
    return Handover.objects.filter(case_id__in=is_lead_or_deputy(actor)).values_list("pk")


HANDOVERS: Policy[Handover] = Policy(
    Handover,
    view=Permission.HANDOVER_VIEW,
    ways_in={
        Permission.HANDOVER_VIEW: [handover_to_me, handover_by_me, handover_of_case_led],
        # message and reason speak of the work with a family: for who leads it now, whoever wrote them
        Permission.HANDOVER_READ: [handover_that_waits_for_me, handover_of_case_led],
        Permission.HANDOVER_ANSWER: [handover_to_me],
        Permission.HANDOVER_WITHDRAW: [handover_by_me, handover_of_own_case],
    },
)


# Ways to offers to another centre


def transfer_of_case_led(actor: Actor) -> IdSet:
    """The offers of the cases that the actor leads."""
    return Transfer.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def transfer_of_own_case(actor: Actor) -> IdSet:
    """The offers of the cases in which the actor is lead or deputy; who only covers passes no case on."""
    return Transfer.objects.filter(case_id__in=is_lead_or_deputy(actor)).values_list("pk")


def transfer_to_own_centre(actor: Actor) -> IdSet:
    """The offers to the centre whose inbox the actor reads."""
    if not (actor.of_centre and actor.has(Duty.INTAKE, Duty.HEAD)):
        return Transfer.objects.none().values_list("pk")
    return Transfer.objects.filter(destination=actor.institution_id).values_list("pk")


def transfer_that_waits_at_own_centre(actor: Actor) -> IdSet:
    """Those of them that wait for an answer: their words are read only then."""
    waiting = Transfer.objects.filter(pk__in=transfer_to_own_centre(actor), state=TransferState.OFFERED)
    return waiting.exclude(case__state=CaseState.CLOSED).values_list("pk")


def transfer_that_brought_case_led(actor: Actor) -> IdSet:
    """The offer by which a case that the actor leads came."""
    return Transfer.objects.filter(new_case_id__in=leads_it(actor)).values_list("pk")


def cases_taken_over() -> IdSet:
    """The cases that another centre took over, in the system or by letter; nobody opens them again."""
    return Transfer.objects.filter(state=TransferState.ACCEPTED).values_list("case_id")


PASSED_ON.append(cases_taken_over)


TRANSFERS: Policy[Transfer] = Policy(
    Transfer,
    view=Permission.TRANSFER_VIEW,
    ways_in={
        Permission.TRANSFER_VIEW: [transfer_of_case_led, transfer_to_own_centre, transfer_that_brought_case_led],
        Permission.TRANSFER_READ: [
            transfer_of_case_led,
            transfer_that_waits_at_own_centre,
            transfer_that_brought_case_led,
        ],
        Permission.TRANSFER_ANSWER: [transfer_to_own_centre],
        Permission.TRANSFER_WITHDRAW: [transfer_of_own_case],
    },
)
