"""Who joins the team and who leaves it. Leaving takes effect with the next request."""

from datetime import datetime

from django.utils import timezone

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.agreements.models import AgreementKind
from kooperacja.agreements.sharing import binding_both
from kooperacja.institutions.models import Institution, Membership
from kooperacja.kernel.refused import refuse

from .. import notifications
from ..events import TeamEvent
from ..models import Case, CaseMember, Role
from ..policies import CASES, TEAM
from ..rules.team import Joining, JoiningRefusal, joining_refusals
from .appointing import seat


def why_not_join(
    case: Case, institution: Institution, *, membership: Membership | None, by_letter: bool, now: datetime
) -> frozenset[JoiningRefusal]:
    """Return every reason why this person, or anybody of the institution (None), can't join now."""
    today = timezone.localdate(now)
    bound = binding_both(case.centre_id, institution.pk, today)
    team = case.members.current()
    return joining_refusals(
        Joining(
            of_own_centre=institution.pk == case.centre_id,
            by_letter=by_letter,
            hat_is_valid=membership is None or Membership.objects.on(today).filter(pk=membership.pk).exists(),
            guards_data=membership is not None and Duty.DATA_PROTECTION in membership.function.duty_set,
            is_in_team=membership is not None and team.filter(membership__user_id=membership.user_id).exists(),
            family_agreed=case.is_community or case.bases.opening_to_partners().exists(),
            cooperation=AgreementKind.COOPERATION in bound,
            protocol=AgreementKind.DATA_SHARING in bound,
        )
    )


def add_member(case: Case, membership: Membership, *, actor: Actor, now: datetime) -> CaseMember:
    """Add somebody with an account to the team.

    Raises:
        PermissionDenied: the actor may not.
        Refused: they can't join (`JoiningRefusal`).
    """
    with CASES.recorded(TeamEvent.MEMBER_ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        refuse(why_not_join(case, membership.institution, membership=membership, by_letter=False, now=now))
        place = seat(case, membership, Role.MEMBER, now=now)
        notifications.joined(place, actor=actor, now=now)
    return place


def add_by_letter(case: Case, institution: Institution, *, contact: str, actor: Actor, now: datetime) -> CaseMember:
    """Add an institution that takes part by letter; nobody of it gets access to anything.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't join (`JoiningRefusal`).
    """
    with CASES.recorded(TeamEvent.MEMBER_ADDED_BY_LETTER, Permission.CASE_EDIT, case, actor=actor) as case:
        refuse(why_not_join(case, institution, membership=None, by_letter=True, now=now))
        place = CaseMember(
            case=case,
            role=Role.MEMBER,
            institution=institution,
            letter_contact=contact,
            joined_on=timezone.localdate(now),
        )
        place.save()
    return place


def remove_member(place: CaseMember, *, because: str, actor: Actor, now: datetime) -> CaseMember:
    """End somebody's work in the team.

    Raises:
        PermissionDenied: the actor may not, or they have left already.
    """
    with TEAM.recorded(TeamEvent.MEMBER_REMOVED, Permission.TEAM_EDIT, place, actor=actor) as place:
        _leave(place, because, now=now)
        notifications.left(place, actor=actor, now=now)
    return place


def leave_team(place: CaseMember, *, because: str, actor: Actor, now: datetime) -> CaseMember:
    """Leave the team oneself; the lead and the deputy are replaced by the head instead.

    Raises:
        PermissionDenied: it isn't the actor's own place, or it has ended.
    """
    with TEAM.recorded(TeamEvent.MEMBER_LEFT, Permission.TEAM_LEAVE, place, actor=actor) as place:
        _leave(place, because, now=now)
    return place


def _leave(place: CaseMember, because: str, *, now: datetime) -> None:
    place.left_on = timezone.localdate(now)
    place.left_because = because
    place.save()
