"""The actor's own places in teams: one hat, not yet left. Every way into a case begins here."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.agreements.sharing import sharing_with

from ..models import CaseKind, CaseMember, Disclosure, ParticipationBasis, Role
from ..states import CaseState


def held(actor: Actor) -> Any:
    """Places in teams that this hat has now; nobody's hat has none, and doesn't match the NULL of letters."""
    if actor.membership_id is None:
        return CaseMember.objects.none()
    return CaseMember.objects.current().filter(membership_id=actor.membership_id)


def leading(actor: Actor) -> Any:
    """Places as lead or deputy, which only people of the case's centre have."""
    return held(actor).filter(role__in=(Role.LEAD, Role.DEPUTY), case__centre_id=actor.institution_id)


def of_centre(actor: Actor) -> Any:
    """Places in cases of the actor's own institution."""
    return held(actor).filter(case__centre_id=actor.institution_id)


def as_partner(actor: Actor) -> Any:
    """Places in cases of another institution's, as long as every condition of a partner's access holds today."""
    agreed = ParticipationBasis.objects.opening_to_partners().filter(case=OuterRef("case"))
    return held(actor).filter(
        # nobody has to agree for a community; correlated: a set would be made of the whole country's agreements
        Q(case__kind=CaseKind.COMMUNITY) | Q(Exists(agreed)),
        ~Q(case__centre_id=actor.institution_id),
        ~Q(case__state=CaseState.CLOSED),
        case__centre_id__in=sharing_with(actor.institution_id, timezone.localdate()),
    )


def told(places: Any) -> Any:
    """Return what those places in teams were given to see, and still are."""
    return Disclosure.objects.standing().filter(member__in=places.values("pk"))
