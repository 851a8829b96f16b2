"""Templates of plans: the people of a centre see them; its caseworkers, head and administrator write them."""

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate

from ..models import PlanTemplate


def writes_templates(actor: Actor) -> bool:
    """Tell whether this hat may write templates of its centre: nothing in them is about a family."""
    return actor.of_centre and actor.has(Duty.CASEWORK, Duty.HEAD, Duty.ADMINISTRATION)


gate(Permission.TEMPLATE_LIST, lambda actor: actor.of_centre)
gate(Permission.TEMPLATE_WRITE, writes_templates)


def template_of_own_centre(actor: Actor) -> IdSet:
    """The templates of the own centre; no other one sees or copies them."""
    return PlanTemplate.objects.filter(institution=actor.institution_id).values_list("pk")


def template_to_write(actor: Actor) -> IdSet:
    """The same, for those who may write templates."""
    return template_of_own_centre(actor) if writes_templates(actor) else PlanTemplate.objects.none().values_list("pk")


TEMPLATES: Policy[PlanTemplate] = Policy(
    PlanTemplate,
    view=Permission.TEMPLATE_VIEW,
    ways_in={
        Permission.TEMPLATE_VIEW: [template_of_own_centre],
        Permission.TEMPLATE_EDIT: [template_to_write],
    },
)
