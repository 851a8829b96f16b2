"""Who may what with a case, and with how it was closed before."""

from collections.abc import Callable

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate

from ..models import Case, Closure, Role
from ..states import CaseState
from . import places

PASSED_ON: list[Callable[[], IdSet]] = []
"""The cases that another centre took over, as rooms above this one know them. That a family moved is no such thing: it
may come back, or stay."""


def oversees(actor: Actor) -> bool:
    """Tell whether this hat is that of a welfare centre's head."""
    return actor.of_centre and actor.has(Duty.HEAD)


gate(Permission.CASE_LIST, lambda actor: actor.is_member)
gate(Permission.CASE_COUNT, lambda actor: actor.has(Duty.REGION))
gate(Permission.CASE_OPEN, lambda actor: actor.of_centre and actor.has(Duty.CASEWORK, Duty.HEAD, Duty.INTAKE))


def covers_it_by_name(actor: Actor) -> IdSet:
    """The unclosed cases of another centre, each named, in which the actor acts today as its deputy would (ADR 22)."""
    return places.covered_by_name(actor)


def covers_it_with_the_centre(actor: Actor) -> IdSet:
    """The unclosed cases of another centre, all but those left out, in which the actor acts today (ADR 22)."""
    return places.covered_with_the_centre(actor)


def is_lead_or_deputy(actor: Actor) -> IdSet:
    """The cases in which the actor is lead or deputy: ending a case and passing it on is theirs alone."""
    return places.leading(actor).values_list("case_id")


def is_lead_or_deputy_unclosed(actor: Actor) -> IdSet:
    """The same, of cases that aren't closed."""
    return places.leading(actor).exclude(case__state=CaseState.CLOSED).values_list("case_id")


COVERS_IT = [covers_it_by_name, covers_it_with_the_centre]


def leads_it(actor: Actor) -> IdSet:
    """The cases in which the actor acts as lead: is lead or deputy, or covers."""
    return is_lead_or_deputy(actor).union(*(way(actor) for way in COVERS_IT), all=True)


def leads_it_unclosed(actor: Actor) -> IdSet:
    """The same, of cases that aren't closed: a closed case is only read."""
    return is_lead_or_deputy_unclosed(actor).union(*(way(actor) for way in COVERS_IT), all=True)


def is_its_lead(actor: Actor) -> IdSet:
    """The unclosed cases in which the actor is the lead, not the deputy."""
    return places.leading(actor).filter(role=Role.LEAD).exclude(case__state=CaseState.CLOSED).values_list("case_id")


def works_on_it_for_its_centre(actor: Actor) -> IdSet:
    """The cases of the actor's own institution in whose team the actor is."""
    return places.of_centre(actor).values_list("case_id")


def works_on_it_unclosed(actor: Actor) -> IdSet:
    """The cases of the actor's own institution in whose team the actor is, and that aren't closed."""
    return places.of_centre(actor).exclude(case__state=CaseState.CLOSED).values_list("case_id")


def works_on_it_as_partner(actor: Actor) -> IdSet:
    """The cases of another institution in whose team the actor is, while partners may."""
    return places.as_partner(actor).values_list("case_id")


def heads_its_centre(actor: Actor) -> IdSet:
    """The cases of the centre that the actor heads."""
    if not oversees(actor):
        return Case.objects.none().values_list("pk")
    return Case.objects.filter(centre_id=actor.institution_id).values_list("pk")


def leads_it_if_not_passed_on(actor: Actor) -> IdSet:
    """The cases that the actor leads; not those that another centre took over: there, work goes on."""
    led = places.leading(actor)
    for passed_on in PASSED_ON:
        led = led.exclude(case_id__in=passed_on())
    return led.values_list("case_id")


def heads_it_if_not_passed_on(actor: Actor) -> IdSet:
    """The cases of the centre that the actor heads; not those that another centre took over."""
    headed = heads_its_centre(actor)
    for passed_on in PASSED_ON:
        headed = headed.exclude(pk__in=passed_on())
    return headed


def receives_concerns_of_its_centre(actor: Actor) -> IdSet:
    """The unclosed cases of the centre whose inbox the actor reads: a concern may be linked to one, by its number."""
    if not (actor.of_centre and actor.has(Duty.INTAKE, Duty.HEAD)):
        return Case.objects.none().values_list("pk")
    return Case.objects.unclosed().filter(centre_id=actor.institution_id).values_list("pk")


CASES: Policy[Case] = Policy(
    Case,
    view=Permission.CASE_VIEW,
    ways_in={
        Permission.CASE_VIEW: [works_on_it_for_its_centre, works_on_it_as_partner, *COVERS_IT],
        Permission.CASE_VIEW_WHOLE: [is_lead_or_deputy, *COVERS_IT],
        Permission.CASE_EDIT: [is_lead_or_deputy_unclosed, *COVERS_IT],
        # also once it is closed, so that the second of two who close it learns that somebody was faster
        Permission.CASE_CLOSE: [is_lead_or_deputy],
        Permission.CASE_REOPEN: [leads_it_if_not_passed_on, heads_it_if_not_passed_on],
        Permission.CASE_FOLLOW_UP: [is_lead_or_deputy],
        Permission.CASE_NOTE: [works_on_it_unclosed, works_on_it_as_partner, *COVERS_IT],
        Permission.CASE_LINK: [receives_concerns_of_its_centre],
        Permission.CASE_OVERSEE: [heads_its_centre],
        Permission.CASE_APPOINT: [heads_its_centre],
        Permission.CASE_HAND_OVER: [is_its_lead],
        Permission.CASE_TRANSFER: [is_lead_or_deputy_unclosed],
        Permission.CASE_COVER: COVERS_IT,
    },
)


def covered_by(actor: Actor) -> IdSet:
    """Return the cases that the actor covers today: what waits there for their centre waits for the actor."""
    return CASES.permitted(actor, Permission.CASE_COVER).values_list("pk")


# Ways to earlier closures


def closure_of_case_led(actor: Actor) -> IdSet:
    """How the cases that the actor leads were closed before they were opened again."""
    return Closure.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


CLOSURES: Policy[Closure] = Policy(
    Closure, view=Permission.CLOSURE_VIEW, ways_in={Permission.CLOSURE_VIEW: [closure_of_case_led]}
)
