"""Who may see and keep agreements: operators keep them, the people of the parties see them."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate

from .models import Agreement, Party


def operators_keep_it(actor: Actor) -> IdSet:
    """A way in: every agreement, for an operator."""
    agreements = Agreement.objects.values_list("pk")
    return agreements if actor.is_operator else agreements.none()


def own_institution_signed_it(actor: Actor) -> IdSet:
    """A way in: agreements to which the actor's institution is or was a party."""
    return Party.objects.filter(institution_id=actor.institution_id or 0).values_list("agreement_id")


AGREEMENTS: Policy[Agreement] = Policy(
    Agreement,
    view=Permission.AGREEMENT_VIEW,
    ways_in={
        Permission.AGREEMENT_VIEW: [operators_keep_it, own_institution_signed_it],
        Permission.AGREEMENT_EDIT: [operators_keep_it],
    },
)

gate(Permission.AGREEMENT_CREATE, lambda actor: actor.is_operator)
