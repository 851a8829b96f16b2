"""Standing teams: founded by an agreement, with seats of institutions and people in them."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.agreements.models import AgreementKind
from kooperacja.audit.recording import Stale, recording
from kooperacja.institutions.models import Institution, Membership
from kooperacja.kernel.refused import refuse
from kooperacja.territory.models import Level

from .events import PartnershipEvent
from .models import Partnership, PartnershipLevel, Seat
from .policies import PARTNERSHIPS
from .rules import Founding, PartnershipRefusal, Sitting, founding_refusals, seat_refusals

DAY = timedelta(days=1)


def found_partnership(partnership: Partnership, *, actor: Actor) -> Partnership:
    """Found a team on an agreement.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't be founded like this (`PartnershipRefusal`).
    """
    require_gate(actor, Permission.PARTNERSHIP_CREATE)
    refuse(founding_refusals(_founding(partnership)))
    with recording(PartnershipEvent.FOUNDED, actor=actor) as record:
        record.about(partnership).save()
    return partnership


def change_partnership(partnership: Partnership, changes: dict[str, Any], *, version: int, actor: Actor) -> Partnership:
    """Change or end a team.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed it meanwhile.
        Refused: it can't be so (`PartnershipRefusal`).
    """
    permission = Permission.PARTNERSHIP_EDIT
    event = PartnershipEvent.CHANGED
    with PARTNERSHIPS.recorded(event, permission, partnership, actor=actor, version=version) as fresh:
        for name, value in changes.items():
            setattr(fresh, name, value)
        refuse(founding_refusals(_founding(fresh)))
        fresh.save()
    return fresh


def take_seat(
    partnership: Partnership,
    institution: Institution,
    membership: Membership | None = None,
    *,
    since: date,
    is_animator: bool = False,
    actor: Actor,
) -> Seat:
    """Give an institution a seat, and name the person in it.

    An institution may have several seats, each with another person; without a person it has one.

    Raises:
        PermissionDenied: the actor neither keeps the team nor animates it.
        Refused: it can't be so (`PartnershipRefusal`).
    """
    with PARTNERSHIPS.recorded(PartnershipEvent.SEAT_TAKEN, Permission.SEAT_EDIT, partnership, actor=actor) as fresh:
        refuse(seat_refusals(_sitting(fresh, institution, membership, since=since, is_animator=is_animator)))
        seat = Seat(
            partnership=fresh, institution=institution, membership=membership, is_animator=is_animator, starts_on=since
        )
        seat.save()
    return seat


def change_seat(
    seat: Seat, membership: Membership | None, *, since: date, is_animator: bool, version: int, actor: Actor
) -> Seat:
    """Say who sits in a seat from a day on, and whether they are the animator; who sat there before stays on record.

    Raises:
        PermissionDenied: the actor neither keeps the team nor animates it.
        Stale: somebody changed the seat meanwhile.
        Refused: it can't be so (`PartnershipRefusal`).
    """
    event, permission = PartnershipEvent.SEAT_CHANGED, Permission.SEAT_EDIT
    with PARTNERSHIPS.recorded(event, permission, seat.partnership, actor=actor) as fresh:
        seat = fresh.seats.select_related("institution").get(pk=seat.pk)
        if seat.version != version:
            raise Stale(seat)
        institution = seat.institution
        refuse(seat_refusals(_sitting(fresh, institution, membership, since=since, is_animator=is_animator, but=seat)))
        if since > seat.starts_on:
            seat.ends_on = since - DAY
            seat.save()
            seat = Seat(partnership=fresh, institution=institution, starts_on=since)
        seat.membership, seat.is_animator = membership, is_animator
        seat.save()
    return seat


def leave_seat(seat: Seat, *, on: date, actor: Actor) -> Seat:
    """End a seat; `on` is its last day.

    Raises:
        PermissionDenied: the actor neither keeps the team nor animates it.
        Refused: the day lies before the seat was taken (`PartnershipRefusal`).
    """
    event, permission = PartnershipEvent.SEAT_LEFT, Permission.SEAT_EDIT
    with PARTNERSHIPS.recorded(event, permission, seat.partnership, actor=actor) as fresh:
        seat = fresh.seats.get(pk=seat.pk)
        refuse({PartnershipRefusal.BEFORE_SEAT} if on < seat.starts_on else set())
        seat.ends_on = on
        seat.save()
    return seat


def _sitting(
    team: Partnership,
    institution: Institution,
    membership: Membership | None,
    *,
    since: date,
    is_animator: bool,
    but: Seat | None = None,
) -> Sitting:
    """Return what the rules ask of a seat; `but` is the one that is being changed."""
    still = Q(ends_on=None) | Q(ends_on__gte=since)
    taken = team.seats.filter(still, institution=institution, membership=membership)
    works = (
        membership is not None
        and membership.institution_id == institution.pk
        and membership.starts_on <= since
        and not membership.has_ended(since)
    )
    return Sitting(
        sits_already=taken.exclude(pk=but.pk).exists() if but else taken.exists(),
        has_person=membership is not None,
        person_works_there=works,
        is_animator=is_animator,
        starts_on=since,
        team_starts_on=team.starts_on,
        team_ends_on=team.ends_on,
    )


def _founding(partnership: Partnership) -> Founding:
    others = Partnership.objects.exclude(public_id=partnership.public_id).filter(
        level=partnership.level, unit_id=partnership.unit_id
    )
    at_that_time = others.filter(Q(ends_on=None) | Q(ends_on__gte=partnership.starts_on))
    if partnership.ends_on:
        at_that_time = at_that_time.filter(starts_on__lte=partnership.ends_on)
    return Founding(
        name=partnership.name,
        is_founded=at_that_time.exists(),
        is_local=partnership.level == PartnershipLevel.LOCAL,
        unit_is_gmina=partnership.unit.level == Level.GMINA,
        unit_is_voivodeship=partnership.unit.level == Level.VOIVODESHIP,
        agreement_founds=partnership.agreement.kind == AgreementKind.COOPERATION,
        agreement_starts_on=partnership.agreement.starts_on,
        starts_on=partnership.starts_on,
        ends_on=partnership.ends_on,
    )
