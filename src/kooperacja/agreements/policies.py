"""Who may see and keep agreements.

Operators keep them, the people of the parties see them, and so does the regional centre those of its voivodeship.
"""

from typing import Final

from django.db.models.functions import Substr

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate
from kooperacja.institutions.models import Institution

from .models import Agreement, Party

ARRANGING: Final = (Duty.HEAD, Duty.ADMINISTRATION, Duty.ANIMATION, Duty.REGION, Duty.DATA_PROTECTION)
"""Who has to do with agreements in the institutions that sign them."""


def operators_keep_it(actor: Actor) -> IdSet:
    """A way in: every agreement, for an operator."""
    agreements = Agreement.objects.values_list("pk")
    return agreements if actor.is_operator else agreements.none()


def own_institution_signed_it(actor: Actor) -> IdSet:
    """A way in: agreements to which the actor's institution is or was a party."""
    return Party.objects.filter(institution_id=actor.institution_id or 0).values_list("agreement_id")


def a_party_sits_in_the_region(actor: Actor) -> IdSet:
    """A way in: agreements of an institution of the voivodeship for whose regional centre the actor works."""
    parties = Party.objects.values_list("agreement_id")
    if not actor.has(Duty.REGION):
        return parties.none()
    own = Institution.objects.filter(pk=actor.institution_id or 0).annotate(region=Substr("seat__code", 1, 2))
    return parties.alias(region=Substr("institution__seat__code", 1, 2)).filter(region__in=own.values("region"))


AGREEMENTS: Policy[Agreement] = Policy(
    Agreement,
    view=Permission.AGREEMENT_VIEW,
    ways_in={
        Permission.AGREEMENT_VIEW: [operators_keep_it, own_institution_signed_it, a_party_sits_in_the_region],
        Permission.AGREEMENT_EDIT: [operators_keep_it],
    },
)

gate(Permission.AGREEMENT_CREATE, lambda actor: actor.is_operator)
