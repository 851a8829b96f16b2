"""Opening a case: directly, or from a concern; linking a concern to a case that is there."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recording
from kooperacja.concerns.actions.triage import end_with_case
from kooperacja.concerns.models import Concern
from kooperacja.concerns.states import ConcernAction
from kooperacja.institutions.models import Institution, Membership, next_number
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import Household, HouseholdMember, Person
from kooperacja.territory.models import Unit

from .. import notifications
from ..events import CaseEvent
from ..models import Case, CaseConcern, CasePerson, Role
from ..policies import CASES
from ..rules.limits import contact_day
from ..rules.team import appointing_refusals
from .appointing import candidate, seat
from .crisis import begin_crisis
from .people import require_known


@dataclass(frozen=True)
class NewPerson:
    """What is known of a person when the case opens."""

    first_name: str
    surname: str
    birth_date: date | None = None
    phone: str = ""
    safe_contact: str = ""
    email: str = ""
    is_minor: bool = False
    letters_are_safe: bool = True


@dataclass(frozen=True)
class Opening:
    """What a case opens with: where the household lives, who is in it, who leads."""

    unit: Unit
    persons: Sequence[NewPerson | Person]
    lead: Membership
    deputy: Membership | None = None
    address: str = ""
    case_mark: str = ""
    domain_number: str = ""
    urgent_because: str = ""
    """Why help can't wait for the workshop with the family; empty where it can."""


def open_case(opening: Opening, *, actor: Actor, now: datetime) -> Case:
    """Open a case of the actor's centre, with its household and first persons.

    Raises:
        PermissionDenied: the actor doesn't open cases.
        Refused: these people can't lead (`AppointingRefusal`).
    """
    require_gate(actor, Permission.CASE_OPEN)
    with recording(CaseEvent.OPENED, actor=actor) as record:
        return record.about(make_case(opening, actor=actor, now=now))


def make_case(opening: Opening, *, actor: Actor, now: datetime) -> Case:
    """Make the rows of a new case of the actor's centre; only inside the recording of an action."""
    centre = Institution.objects.get(pk=cast(int, actor.institution_id))
    today = timezone.localdate(now)
    refuse(
        appointing_refusals(
            candidate(opening.lead, centre_id=centre.pk, now=now),
            candidate(opening.deputy, centre_id=centre.pk, now=now) if opening.deputy else None,
        )
    )
    household = Household(centre=centre, unit=opening.unit, address=opening.address)
    household.save()
    case = Case(
        number=number_of_case(centre, year=today.year),
        centre=centre,
        household=household,
        opened_at=now,
        opened_by_id=cast(int, actor.user_id),
        case_mark=opening.case_mark,
        domain_number=opening.domain_number,
    )
    case.save()
    for known in opening.persons:
        _add_person(case, known, actor=actor, today=today)
    if opening.urgent_because:
        begin_crisis(case, opening.urgent_because, since=today, actor=actor, now=now)
    for role, membership in ((Role.LEAD, opening.lead), (Role.DEPUTY, opening.deputy)):
        if membership is not None:
            notifications.joined(seat(case, membership, role, now=now), actor=actor, now=now)
    return case


def _add_person(case: Case, known: NewPerson | Person, *, actor: Actor, today: date) -> None:
    """Add a new person, or one who is written down already and whom the actor sees whole."""
    if isinstance(known, Person):
        require_known(case, known, actor=actor)
        person = known
    else:
        person = Person(centre=case.centre, **asdict(known))
        person.save()
    HouseholdMember(household=case.home, person=person, starts_on=today).save()
    CasePerson(case=case, person=person, added_on=today).save()


def number_of_case(centre: Institution, *, year: int) -> str:
    """Return the next number; two centres of one gmina share its code, so a number may be the other's already."""
    while True:
        number = f"S/{next_number(centre, 'case', year=year)}/{year}/{centre.seat.code}"
        if not Case.objects.filter(number=number).exists():
            return number


def open_case_from_concern(concern: Concern, opening: Opening, *, reason: str, actor: Actor, now: datetime) -> Case:
    """Open a case from a concern, which ends with it.

    Raises:
        PermissionDenied: the actor may not open cases, or not decide on the concern.
        TransitionNotAllowed: somebody has decided on the concern already.
        Refused: these people can't lead (`AppointingRefusal`), or there is no reason (`DecisionRefusal`).
    """
    require_gate(actor, Permission.CASE_OPEN)
    with recording(CaseEvent.OPENED, actor=actor) as record:
        case = record.about(make_case(opening, actor=actor, now=now))
        end_with_case(concern, action=ConcernAction.OPEN_CASE, reason=reason, actor=actor, now=now)
        _link(concern, case, now=now)
    return case


def link_concern(concern: Concern, case: Case, *, reason: str, actor: Actor, now: datetime) -> Case:
    """Link a concern to an unclosed case of the same centre; the concern ends with it.

    Raises:
        PermissionDenied: the actor doesn't read the centre's inbox, or the case is closed or another centre's.
        TransitionNotAllowed: somebody has decided on the concern already.
        Refused: there is no reason (`DecisionRefusal`).
    """
    with CASES.recorded(CaseEvent.CONCERN_LINKED, Permission.CASE_LINK, case, actor=actor) as case:
        end_with_case(concern, action=ConcernAction.LINK, reason=reason, actor=actor, now=now)
        _link(concern, case, now=now)
        notifications.concern_linked(case, actor=actor, now=now)
    return case


def _link(concern: Concern, case: Case, *, now: datetime) -> None:
    link = CaseConcern(case=case, concern=concern, linked_at=now)
    if not case.is_community:
        link.contact_due_on = contact_day(concern.urgency, timezone.localdate(concern.received_at))
    link.save()
