"""Standing teams: founded by an agreement, with seats of institutions and people in them."""

from datetime import date
from typing import Any

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.agreements.models import AgreementKind
from kooperacja.audit.recording import recording
from kooperacja.institutions.models import Institution, Membership
from kooperacja.kernel.refused import refuse
from kooperacja.territory.models import Level

from .events import PartnershipEvent
from .models import Partnership, PartnershipLevel, Seat
from .policies import PARTNERSHIPS
from .rules import Founding, PartnershipRefusal, Sitting, founding_refusals, seat_refusals


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
        taken = fresh.seats.filter(institution=institution, membership=membership, ends_on=None)
        refuse(
            seat_refusals(
                Sitting(
                    sits_already=taken.exists(),
                    has_person=membership is not None,
                    person_works_there=membership is not None and membership.institution_id == institution.pk,
                    is_animator=is_animator,
                    starts_on=since,
                    team_starts_on=fresh.starts_on,
                    team_ends_on=fresh.ends_on,
                )
            )
        )
        seat = Seat(
            partnership=fresh, institution=institution, membership=membership, is_animator=is_animator, starts_on=since
        )
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
        refuse({PartnershipRefusal.OUTSIDE} if on < seat.starts_on else set())
        seat.ends_on = on
        seat.save()
    return seat


def _founding(partnership: Partnership) -> Founding:
    return Founding(
        is_local=partnership.level == PartnershipLevel.LOCAL,
        unit_is_gmina=partnership.unit.level == Level.GMINA,
        unit_is_voivodeship=partnership.unit.level == Level.VOIVODESHIP,
        agreement_founds=partnership.agreement.kind == AgreementKind.COOPERATION,
        agreement_starts_on=partnership.agreement.starts_on,
        starts_on=partnership.starts_on,
        ends_on=partnership.ends_on,
    )
