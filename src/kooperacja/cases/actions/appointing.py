"""The head appoints who leads a case and who deputises. What was before stays as history."""

from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import Stale
from kooperacja.institutions.models import Membership
from kooperacja.kernel.refused import refuse

from .. import notifications
from ..events import CaseEvent
from ..models import Case, CaseMember, Role
from ..policies import CASES
from ..rules.team import Candidate, appointing_refusals


def appointed_version(case: Case) -> int:
    """Return a number that grows whenever somebody becomes lead or deputy, or stops being it; by whatever way."""
    places = case.members.filter(role__in=(Role.LEAD, Role.DEPUTY)).aggregate(joined=Count("pk"), left=Count("left_on"))
    return int(places["joined"] + places["left"])


def appoint(
    case: Case,
    *,
    lead: Membership,
    deputy: Membership | None,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Case:
    """Appoint lead and deputy; whoever was it before leaves the team at once, unless the other part is theirs now.

    The head may appoint herself or himself: that is how a head comes to read a case, and it is recorded like any
    other appointment.

    Args:
        version: the `appointed_version` that the head saw. Asking again for what is so already isn't stale.

    Raises:
        PermissionDenied: the actor doesn't head the case's centre.
        Stale: somebody else appointed, or a colleague took the case over, meanwhile.
        Refused: these people can't lead (`AppointingRefusal`).
    """
    with CASES.recorded(CaseEvent.APPOINTED, Permission.CASE_APPOINT, case, actor=actor) as case:
        refuse(
            appointing_refusals(
                candidate(lead, centre_id=case.centre_id, now=now),
                candidate(deputy, centre_id=case.centre_id, now=now) if deputy else None,
            )
        )
        wanted = {Role.LEAD: lead, Role.DEPUTY: deputy}
        places = list(case.members.current().select_related("case", "membership"))
        kept = {role for role, membership in wanted.items() if _holder(places, role) == (membership and membership.pk)}
        if version not in {None, appointed_version(case)} and kept != set(wanted):
            raise Stale(case)
        new = {role: membership for role, membership in wanted.items() if membership and role not in kept}
        for place in places:
            is_replaced = place.role in set(wanted) - kept
            moves = place.membership_id in {membership.pk for membership in new.values()}
            if is_replaced or moves:
                _leave(place, now=now)
                if not moves:
                    notifications.left(place, actor=actor, now=now)
        for role, membership in new.items():
            notifications.joined(seat(case, membership, role, now=now), actor=actor, now=now)
    return case


def seat(case: Case, membership: Membership, role: Role, *, now: datetime) -> CaseMember:
    """Give somebody a place in the team; only inside the recording of an action."""
    place = CaseMember(
        case=case,
        role=role,
        institution_id=membership.institution_id,
        membership=membership,
        joined_on=timezone.localdate(now),
    )
    place.save()
    return place


def candidate(membership: Membership, *, centre_id: int, now: datetime) -> Candidate:
    """Return what the rules want to know of somebody who is to lead."""
    holds = Membership.objects.on(timezone.localdate(now)).filter(pk=membership.pk).exists()
    return Candidate(
        user_id=membership.user_id,
        works_in_centre=holds and membership.institution_id == centre_id,
        duties=membership.function.duty_set,
    )


def _holder(places: list[CaseMember], role: Role) -> int | None:
    return next((place.membership_id for place in places if place.role == role), None)


def _leave(place: CaseMember, *, now: datetime) -> None:
    place.left_on = timezone.localdate(now)
    place.left_because = _("the head appointed somebody else")
    place.save()
