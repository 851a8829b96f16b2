"""Raising a concern, by each of the three doors."""

from datetime import datetime
from typing import Any, cast

from django.utils import timezone

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recording
from kooperacja.institutions.models import Institution, Membership
from kooperacja.kernel.refused import Refused

from .. import notifications
from ..events import ConcernEvent
from ..models import Concern, Door, ReporterCode, Urgency
from ..querysets import centres_for
from ..rules import arrival_refusals, refusals
from ..states import ConcernState
from ..telling import Arrival, Telling
from .codes import use_code
from .numbers import new_number
from .timing import due_at, outlook_at


def raise_concern(telling: Telling, *, actor: Actor, now: datetime) -> Concern:
    """Send a concern from the account of a member of an institution.

    If the institution's head releases concerns, it waits for that, unless it is red: red never waits.

    Raises:
        PermissionDenied: the actor wears no hat of an institution.
        Refused: with members of `rules.Refusal`.
    """
    require_gate(actor, Permission.CONCERN_RAISE)
    _refuse(telling, now=now)
    membership = Membership.objects.select_related("institution").get(pk=cast(int, actor.membership_id))
    institution = membership.institution
    with recording(ConcernEvent.RAISED, actor=actor) as record:
        concern = record.about(
            _new(
                telling,
                now=now,
                door=Door.ACCOUNT,
                reporter_user_id=actor.user_id,
                reporter_membership=membership,
                reporter_institution=institution,
            ),
        )
        if institution.head_releases_concerns and telling.urgency != Urgency.RED:
            concern.state = ConcernState.WAITING_FOR_RELEASE
            concern.save()
            notifications.waits_for_release(concern, now=now)
        else:
            start_clock(concern, now=now)
            concern.save()
            _tell(concern, now=now)
    return concern


def raise_by_code(telling: Telling, *, code: ReporterCode, now: datetime) -> Concern:
    """Send a concern without an account; the code is used up by it.

    Raises:
        CodeRefused: the code ran out, or was used already.
        Refused: with members of `rules.Refusal`.
    """
    _refuse(telling, now=now)
    with recording(ConcernEvent.RAISED_BY_CODE, actor=SYSTEM) as record:
        used = use_code(code, now=now)
        concern = record.about(_new(telling, now=now, door=Door.CODE, reporter_institution=used.institution))
        start_clock(concern, now=now)
        concern.save()
        _tell(concern, now=now)
    return concern


def type_in_concern(telling: Telling, arrival: Arrival, *, actor: Actor, now: datetime) -> Concern:
    """Write down what reached the centre by telephone, letter or at the door; the clock runs from that moment.

    It is addressed to the centre that types it in, also when another one is competent: that one gets it by
    forwarding, so that both know.

    Raises:
        PermissionDenied: the actor doesn't read the inbox of a centre.
        Refused: with members of `rules.Refusal` and `rules.ArrivalRefusal`.
    """
    require_gate(actor, Permission.CONCERN_TYPE_IN)
    centre = Institution.objects.select_related("seat").get(pk=cast(int, actor.institution_id))
    _refuse(telling, now=now, typed_in=True)
    if found := arrival_refusals(
        received_at=arrival.received_at,
        now=now,
        kind=arrival.reporter_kind,
        names_institution=arrival.reporter_institution is not None,
    ):
        raise Refused(found)
    with recording(ConcernEvent.TYPED_IN, actor=actor) as record:
        concern = record.about(
            _new(
                telling,
                now=now,
                centre=centre,
                door=Door.TYPED_IN,
                channel=arrival.channel,
                reporter_kind=arrival.reporter_kind,
                reporter_institution=arrival.reporter_institution,
                register_number=arrival.register_number,
            ),
        )
        start_clock(concern, now=arrival.received_at)
        concern.save()
        _tell(concern, now=now)
    return concern


def start_clock(concern: Concern, *, now: datetime) -> None:
    """Let the centre's clock run from `now`; the caller saves."""
    concern.received_at = now
    concern.due_at = due_at(concern.centre, Urgency(concern.urgency), start=now)


def _new(telling: Telling, *, now: datetime, **fields: Any) -> Concern:
    values = telling.columns() | {"sent_at": now, "phone_confirmed": telling.has_called} | fields
    number = new_number(values["centre"], year=timezone.localdate(now).year)
    return Concern(number=number, **values)


def _tell(concern: Concern, *, now: datetime) -> None:
    notifications.came(concern, now=now)
    notifications.accepted(concern, now=now)


def _refuse(telling: Telling, *, now: datetime, typed_in: bool = False) -> None:
    today = timezone.localdate(now)
    centre = telling.centre
    seen = outlook_at(centre, telling.urgency, now=now)
    found = refusals(
        urgency=telling.urgency,
        competence=telling.competence,
        call_me=telling.call_me,
        facts=telling.facts,
        source=telling.source,
        phone=telling.reporter_phone,
        last_seen_on=telling.last_seen_on,
        is_their_gmina=typed_in or centres_for(telling.unit, today=today).filter(pk=centre.pk).exists(),
        must_call=seen.must_call and not typed_in,
        has_called=telling.has_called,
        today=today,
    )
    if found:
        raise Refused(found)
