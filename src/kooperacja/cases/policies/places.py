"""The actor's own places in teams: one hat, not yet left; and cover. Every way into a case begins here."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kooperacja.access.actor import Actor, Duty
from kooperacja.agreements.sharing import covered_by, sharing_with

from ..models import Case, CaseKind, CaseMember, Cover, CoverCase, Disclosure, ParticipationBasis, Role
from ..states import CaseState, CoverState


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


def covering(actor: Actor, cover: str) -> Q | None:
    """What this hat covers today: accepted, in its days, under an agreement that holds, able to lead cases at home.

    Args:
        cover: the way from the filtered rows to the cover, as `cover__`.
    """
    if not (actor.of_centre and actor.has(Duty.CASEWORK, Duty.HEAD)):
        return None
    today = timezone.localdate()
    holds = {
        "worker_id": actor.membership_id,
        "state": CoverState.ACCEPTED,
        "starts_on__lte": today,
        "ends_on__gte": today,
        "centre_id__in": covered_by(actor.institution_id, today),
    }
    return Q(**{f"{cover}{name}": value for name, value in holds.items()})


def covered_by_name(actor: Actor) -> Any:
    """The ids of the unclosed cases that are named in what this hat covers today."""
    if (holds := covering(actor, "cover__")) is None:
        return CoverCase.objects.none().values_list("case_id")
    named = CoverCase.objects.filter(holds, cover__whole_centre=False, case__centre_id=F("cover__centre_id"))
    return named.exclude(case__state=CaseState.CLOSED).values_list("case_id")


def covered_with_the_centre(actor: Actor) -> Any:
    """The ids of the unclosed cases of whole centres that this hat covers today, but for those that are left out."""
    if (holds := covering(actor, "")) is None:
        return Case.objects.none().values_list("pk")
    whole = Cover.objects.filter(holds, whole_centre=True).values("centre_id")
    left_out = CoverCase.objects.filter(
        case=OuterRef("pk"), cover__worker_id=actor.membership_id, cover__in=Cover.objects.running(timezone.localdate())
    )
    return (
        Case.objects.unclosed()
        .filter(~Exists(left_out.filter(cover__whole_centre=True)), centre_id__in=whole)
        .values_list("pk")
    )


def told(places: Any) -> Any:
    """Return what those places in teams were given to see, and still are."""
    return Disclosure.objects.standing().filter(member__in=places.values("pk"))
