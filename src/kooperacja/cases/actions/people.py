"""The family of a case: who belongs to it, how to reach them, who lives where, who is whose guardian."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import Stale
from kooperacja.kernel.pesel import check_pesel
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import Household, HouseholdMember, Person
from kooperacja.persons.rules import PersonRefusal, leave_refusals, person_refusals
from kooperacja.territory.models import Unit

from ..events import PersonEvent
from ..models import Case, CasePerson
from ..policies import CASES, PERSONS
from .households import move_out_everywhere
from .partners import telling_who_loses_access


@dataclass(frozen=True)
class PersonDetails:
    """What a worker knows of a person; only a name is needed."""

    first_name: str
    surname: str
    birth_date: date | None = None
    is_minor: bool = False
    pesel: str = ""
    phone: str = ""
    email: str = ""
    safe_contact: str = ""
    letters_are_safe: bool = True
    former_surname: str = ""


def add_person(
    case: Case,
    details: PersonDetails,
    *,
    lives_there: bool,
    pesel_is_right: bool = False,
    actor: Actor,
    now: datetime,
) -> Person:
    """Add a person to the case, and to its household if they live there.

    Args:
        pesel_is_right: the actor saw that somebody in a case that they lead has this PESEL, and insists.

    Raises:
        PermissionDenied: the actor may not.
        Refused: PESEL or the dates can't be so, or somebody in the actor's cases has this PESEL (`PersonRefusal`).
    """
    today = timezone.localdate(now)
    with CASES.recorded(PersonEvent.ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        person = Person(centre=case.centre)
        fill(person, details, today=today)
        if not pesel_is_right:
            _warn_of_same_pesel(person, actor)
        person.save()
        bring_in(case, person, lives_there=lives_there, today=today)
    return person


def require_known(case: Case, person: Person, *, actor: Actor) -> None:
    """Demand that the actor sees the person whole, and that it is a record of the case's own centre.

    Whoever covers sees people of two centres; each centre is a controller of its own, so no record is in both.

    Raises:
        PermissionDenied: it isn't so.
    """
    PERSONS.require(actor, Permission.PERSON_VIEW_WHOLE, person)
    if person.centre_id != case.centre_id:
        raise PermissionDenied(Permission.PERSON_VIEW_WHOLE.value)


def bring_in(case: Case, person: Person, *, lives_there: bool, today: date) -> None:
    """Let the case be about this person, be it again; only inside the recording of an action."""
    place = case.case_persons.filter(person=person).first() or CasePerson(case=case, person=person, added_on=today)
    if place.pk is None or place.left_on is not None:
        place.left_on = None
        place.save()
    if lives_there and not case.home.members.filter(person=person, ends_on=None).exists():
        HouseholdMember(household=case.home, person=person, starts_on=today).save()


def edit_person(
    person: Person,
    details: PersonDetails,
    *,
    version: int,
    pesel_is_right: bool = False,
    actor: Actor,
    now: datetime,
) -> Person:
    """Change what is known of a person; `pesel_is_right` as in `add_person`.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed the person meanwhile.
        Refused: PESEL or the dates can't be so, or somebody in the actor's cases has this PESEL (`PersonRefusal`).
    """
    with PERSONS.recorded(PersonEvent.CHANGED, Permission.PERSON_EDIT, person, actor=actor, version=version) as person:
        pesel_before = person.pesel
        fill(person, details, today=timezone.localdate(now))
        if person.pesel != pesel_before and not pesel_is_right:
            _warn_of_same_pesel(person, actor)
        person.save()
        for basis in person.bases.select_related("case", "person"):
            if not basis.is_true():  # another date of birth may make it a child's, or end it on another day
                with telling_who_loses_access(basis.case, actor=actor, now=now):
                    basis.save()
    return person


def fill(person: Person, details: PersonDetails, *, today: date) -> None:
    """Let the record say what is known of the person, unless it can't be so (`PersonRefusal`)."""
    told = asdict(details)
    said_minor = details.is_minor and details.birth_date is None
    refuse(
        person_refusals(birth=details.birth_date, pesel=details.pesel, said_to_be_a_child=details.is_minor, today=today)
    )
    told |= {"is_minor": said_minor, "pesel": check_pesel(details.pesel, today=today) if details.pesel else ""}
    for name, value in told.items():
        setattr(person, name, value)


def _warn_of_same_pesel(person: Person, actor: Actor) -> None:
    """Refuse if somebody else has this PESEL in a case that the actor leads: probably one person, written down twice.

    Of cases that the actor doesn't lead nobody learns anything in this way.
    """
    if person.pesel:
        led = CASES.permitted(actor, Permission.CASE_EDIT).values("pk")
        found = Person.objects.with_pesel(person.pesel).filter(centre=person.centre_id, case_persons__case__in=led)
        if found.exclude(public_id=person.public_id).exists():
            refuse({PersonRefusal.SAME_PESEL})


def change_address(
    case: Case,
    unit: Unit,
    address: str,
    *,
    version: int,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> Household:
    """Say where the household of the case lives; `version` is the household's.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed the address meanwhile.
    """
    with CASES.recorded(PersonEvent.ADDRESS_CHANGED, Permission.CASE_EDIT, case, actor=actor) as case:
        household = case.home.fresh()
        if household.version != version:
            raise Stale(household)
        household.unit, household.address = unit, address
        household.save()
    return household


def move_in(case: Case, person: Person, since: date, *, actor: Actor, now: datetime) -> None:
    """Write down that a person of the case lives in its household; nothing if they do already.

    Raises:
        PermissionDenied: the actor may not.
        Refused: the day is in the future (`LeaveRefusal`).
    """
    with CASES.recorded(PersonEvent.MOVED_IN, Permission.CASE_EDIT, case, actor=actor) as case:
        refuse(leave_refusals(since, since=since, today=timezone.localdate(now)))
        if not case.home.members.filter(person=person, ends_on=None).exists():
            HouseholdMember(household=case.home, person=person, starts_on=since).save()


def move_out(case: Case, person: Person, left_on: date, *, actor: Actor, now: datetime) -> None:
    """Write down that a person no longer lives in any household of the family; the day is their last one there.

    Raises:
        PermissionDenied: the actor may not.
        Refused: the day can't be so (`LeaveRefusal`).
    """
    with CASES.recorded(PersonEvent.MOVED_OUT, Permission.CASE_EDIT, case, actor=actor) as case:
        move_out_everywhere(case, person, left_on, today=timezone.localdate(now))


def leave_case(case: Case, person: Person, left_on: date, *, moves_out: bool, actor: Actor, now: datetime) -> None:
    """Write down that the case is no longer about this person. Whoever loses access by it is told.

    Raises:
        PermissionDenied: the actor may not.
        Refused: the day can't be so (`LeaveRefusal`).
    """
    with (
        CASES.recorded(PersonEvent.LEFT, Permission.CASE_EDIT, case, actor=actor) as case,
        telling_who_loses_access(case, actor=actor, now=now),
    ):
        for place in case.case_persons.filter(person=person, left_on=None):
            refuse(leave_refusals(left_on, since=place.added_on, today=timezone.localdate(now)))
            place.left_on = left_on
            place.save()
        if moves_out:
            move_out_everywhere(case, person, left_on, today=timezone.localdate(now))


def come_back(case: Case, person: Person, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001 - actions take the hour
    """Write down that the case is about this person again.

    Raises:
        PermissionDenied: the actor may not.
    """
    with CASES.recorded(PersonEvent.CAME_BACK, Permission.CASE_EDIT, case, actor=actor) as case:
        for place in case.case_persons.filter(person=person).exclude(left_on=None):
            place.left_on = None
            place.save()
