"""The households of a family: the main one and further ones, who moves in and out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import Household, HouseholdMember, Person
from kooperacja.persons.rules import leave_refusals
from kooperacja.territory.models import Unit

from ..events import PersonEvent
from ..models import Case, CaseHousehold
from ..policies import CASES
from ..rules.homes import HomeRefusal, home_refusals, main_refusals, moving_in_refusals


@dataclass(frozen=True)
class HomeDetails:
    """Where a household lives, what the family calls it, who is there when, from when to when.

    `shown_to_team` counts for a further household alone (see `policies/households.py`).
    """

    unit: Unit
    address: str = ""
    label: str = ""
    time_shared: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    shown_to_team: bool = False


def add_household(
    case: Case, details: HomeDetails, who: Sequence[Person] = (), *, actor: Actor, now: datetime
) -> Household:
    """Write down a further household, and who of the case lives there since its first day, or since today.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't be so, or not with these people (`HomeRefusal`).
    """
    with CASES.recorded(PersonEvent.HOME_ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        today = timezone.localdate(now)
        household = Household(centre=case.home.centre)
        _fill(household, details, is_main=False, today=today)
        household.save()
        CaseHousehold(case=case, household=household, shown_to_team=details.shown_to_team).save()
        for person in who:
            _move_in(case, household, person, details.starts_on or today, today=today)
    return household


def edit_household(
    case: Case, household: Household, details: HomeDetails, *, version: int, actor: Actor, now: datetime
) -> Household:
    """Change what is known of a household of the case. With a last day everybody moves out on it.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed the household meanwhile.
        Refused: it can't be so (`HomeRefusal`), or somebody moved in later (`LeaveRefusal`).
    """
    with CASES.recorded(PersonEvent.HOME_CHANGED, Permission.CASE_EDIT, case, actor=actor) as case:
        today = timezone.localdate(now)
        household = _of(case, household).fresh()
        if household.version != version:
            raise Stale(household)
        link = case.further_homes.filter(household=household).first()
        _fill(household, details, is_main=link is None, today=today)
        household.save()
        if link is not None and link.shown_to_team != details.shown_to_team:
            link.shown_to_team = details.shown_to_team
            link.save()
        if household.ends_on is not None:
            for row in household.members.filter(ends_on=None):
                _end(row, household.ends_on, today=today)
    return household


def _fill(household: Household, details: HomeDetails, *, is_main: bool, today: date) -> None:
    refuse(
        home_refusals(
            named=bool(details.label or details.address),
            starts_on=details.starts_on,
            ends_on=details.ends_on,
            is_main=is_main,
            today=today,
        )
    )
    for name in ("unit", "address", "label", "time_shared", "starts_on", "ends_on"):
        setattr(household, name, getattr(details, name))


def make_main(case: Case, household: Household, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001 - actions take the hour
    """Let a further household be the main one; the main one becomes a further one, whose address only leads know.

    Nothing if it is the main one already.

    Raises:
        PermissionDenied: the actor may not.
        Refused: nobody lives there any more (`HomeRefusal`).
    """
    with CASES.recorded(PersonEvent.HOME_MADE_MAIN, Permission.CASE_EDIT, case, actor=actor) as case:
        household = _of(case, household)
        link = case.further_homes.filter(household=household).first()
        if link is None:
            return
        refuse(main_refusals(has_ended=household.ends_on is not None))
        case.household, link.household, link.shown_to_team = household, case.home, False
        case.save()
        link.save()


def move_into(case: Case, household: Household, person: Person, since: date, *, actor: Actor, now: datetime) -> None:
    """Write down that a person lives in a household of the case; they may live in another one, too.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't be so (`HomeRefusal`).
    """
    with CASES.recorded(PersonEvent.MOVED_IN, Permission.CASE_EDIT, case, actor=actor) as case:
        _move_in(case, _of(case, household), person, since, today=timezone.localdate(now))


def _move_in(case: Case, household: Household, person: Person, since: date, *, today: date) -> None:
    refuse(
        moving_in_refusals(
            in_the_case=case.case_persons.filter(person=person, left_on=None).exists(),
            has_died=person.has_died,
            lives_there=household.members.filter(person=person, ends_on=None).exists(),
            since=since,
            home_ended=household.ends_on is not None,
            today=today,
        )
    )
    HouseholdMember(household=household, person=person, starts_on=since).save()


def move_out_of(
    case: Case, household: Household, person: Person, left_on: date, *, actor: Actor, now: datetime
) -> None:
    """Write down the last day of a person in a household of the case; in another one they stay.

    Raises:
        PermissionDenied: the actor may not.
        Refused: they don't live there (`HomeRefusal`), or the day can't be so (`LeaveRefusal`).
    """
    with CASES.recorded(PersonEvent.MOVED_OUT, Permission.CASE_EDIT, case, actor=actor) as case:
        row = _of(case, household).members.filter(person=person, ends_on=None).first()
        if row is None:
            refuse({HomeRefusal.LIVES_ELSEWHERE})
        _end(cast(HouseholdMember, row), left_on, today=timezone.localdate(now))


def move_out_everywhere(case: Case, person: Person, left_on: date, *, today: date) -> None:
    """End what a person has in all households of the case; only inside the recording of an action."""
    for row in HouseholdMember.objects.filter(household__in=case.homes().values("pk"), person=person, ends_on=None):
        _end(row, left_on, today=today)


def _end(row: HouseholdMember, day: date, *, today: date) -> None:
    refuse(leave_refusals(day, since=row.starts_on, today=today))
    row.ends_on = day
    row.save()


def who_lives_where(homes: Collection[Household], today: date) -> dict[int, set[int]]:
    """Return the keys of who lives today in each of these households, by its key."""
    found: dict[int, set[int]] = {}
    for row in HouseholdMember.objects.today(today).filter(household__in=homes):
        found.setdefault(row.household_id, set()).add(row.person_id)
    return found


def _of(case: Case, household: Household) -> Household:
    """Return the household as it is now, if it is one of the case's; another case's has no business here."""
    return case.homes().get(pk=household.pk)
