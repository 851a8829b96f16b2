"""Who sees matches: intake and head of the centre alone. Who sees the other reporter: the reporters of an exchange."""

from django.db.models import Q

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy
from kooperacja.concerns.policies import raised_it, reads_the_inbox

from .models import Exchange, Match


def verdict_of_the_own_centre(actor: Actor) -> IdSet:
    """A way in: what the centre decided, for its intake and head."""
    if not reads_the_inbox(actor):
        return Match.objects.none().values_list("pk")
    return Match.objects.filter(centre=actor.institution_id).values_list("pk")


MATCHES: Policy[Match] = Policy(
    Match,
    view=Permission.MATCH_VIEW,
    ways_in={
        Permission.MATCH_VIEW: [verdict_of_the_own_centre],
        Permission.MATCH_UNDO: [verdict_of_the_own_centre],
    },
)


def is_one_of_the_reporters(actor: Actor) -> IdSet:
    """A way in: exchanges of what the person raised under this hat, while the family's agreement or a statute holds."""
    own = raised_it(actor)
    return Exchange.objects.holding().filter(Q(one__in=own) | Q(other__in=own)).values_list("pk")


EXCHANGES: Policy[Exchange] = Policy(
    Exchange,
    view=Permission.CONTACT_VIEW,
    ways_in={Permission.CONTACT_VIEW: [is_one_of_the_reporters]},
)
