"""Opening a case of a village or a group: a plan and a team without any person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recording
from kooperacja.institutions.models import Institution, Membership
from kooperacja.kernel.refused import refuse

from .. import notifications
from ..events import CaseEvent
from ..models import Case, CaseKind, Role
from ..rules.community import community_refusals
from ..rules.team import appointing_refusals
from .appointing import candidate, seat
from .opening import number_of_case


@dataclass(frozen=True)
class CommunityOpening:
    """What a case of a community opens with: the place, the team's decision, who leads."""

    place: str
    decision: str
    decided_on: date
    lead: Membership
    deputy: Membership | None = None
    case_mark: str = ""
    domain_number: str = ""


def open_community_case(opening: CommunityOpening, *, actor: Actor, now: datetime) -> Case:
    """Open a case of the actor's centre for a village or a group. No person can ever be added to it.

    Raises:
        PermissionDenied: the actor doesn't open cases.
        Refused: place or decision are missing (`CommunityRefusal`), or these people can't lead (`AppointingRefusal`).
    """
    require_gate(actor, Permission.CASE_OPEN)
    today = timezone.localdate(now)
    with recording(CaseEvent.COMMUNITY_OPENED, actor=actor) as record:
        centre = Institution.objects.get(pk=cast(int, actor.institution_id))
        refuse(community_refusals(opening.place, opening.decision, decided_on=opening.decided_on, today=today))
        refuse(
            appointing_refusals(
                candidate(opening.lead, centre_id=centre.pk, now=now),
                candidate(opening.deputy, centre_id=centre.pk, now=now) if opening.deputy else None,
            )
        )
        case = record.about(
            Case(
                number=number_of_case(centre, year=today.year),
                kind=CaseKind.COMMUNITY,
                centre=centre,
                place=opening.place,
                decision=opening.decision,
                decided_on=opening.decided_on,
                opened_at=now,
                opened_by_id=cast(int, actor.user_id),
                case_mark=opening.case_mark,
                domain_number=opening.domain_number,
            )
        )
        case.save()
        for role, membership in ((Role.LEAD, opening.lead), (Role.DEPUTY, opening.deputy)):
            if membership is not None:
                notifications.joined(seat(case, membership, role, now=now), actor=actor, now=now)
    return case
