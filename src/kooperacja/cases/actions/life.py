"""Births and deaths in a family.

A death stands on the person alone. What it ends – taking part, guardianships, living in a household – ends because
the rules look at the person (`querysets.py`, `persons/models.py`), and no row is rewritten. So a death that was noted
by mistake is taken out again, and everything is as it was; save what rooms above withdrew because of it, such as an
offer of the case to another centre, of which others were told.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import (
    GuardianKind,
    Guardianship,
    Household,
    HouseholdMember,
    Kinship,
    KinshipKind,
    Person,
)

from ..events import PersonEvent
from ..models import Action, Case, CasePerson, Goal
from ..policies import CASES, PERSONS
from ..rules.life import Parent, birth_refusals, death_refusals, has_authority_from_birth
from ..states import WAITING, GoalState
from .partners import telling_who_loses_access


def note_death(
    case: Case, person: Person, died_on: date, *, about: bool, version: int, actor: Actor, now: datetime
) -> Person:
    """Write down that a person of the case died, or correct the day. Whoever loses access by it is told.

    Args:
        about: the day is known only approximately.
        version: the person's, that the page showed.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed the person meanwhile.
        Refused: the day can't be so (`DeathRefusal`).
    """
    PERSONS.require(actor, Permission.PERSON_EDIT, person)
    if (person.has_died, person.died_on, person.died_about) == (True, died_on, about):
        return person  # sent twice
    with CASES.recorded(PersonEvent.DEATH_NOTED, Permission.CASE_EDIT, case, actor=actor) as case, ExitStack() as told:
        for one in _cases_of(person):
            told.enter_context(telling_who_loses_access(one, actor=actor, now=now))
        person = person.fresh()
        if person.version != version:
            raise Stale(person)
        refuse(
            death_refusals(
                died_on,
                born=person.birth_date,
                in_the_case=case.case_persons.filter(person=person).exists(),
                today=timezone.localdate(now),
            )
        )
        person.has_died, person.died_on, person.died_about = True, died_on, about
        person.save()
    return person


def undo_death(case: Case, person: Person, *, actor: Actor, now: datetime) -> Person:  # noqa: ARG001 - actions take the hour
    """Take out a death that was noted by mistake; everything that it ended holds again. Nothing if there is none.

    Raises:
        PermissionDenied: the actor may not.
    """
    PERSONS.require(actor, Permission.PERSON_EDIT, person)
    if not person.has_died:
        return person
    with CASES.recorded(PersonEvent.DEATH_UNDONE, Permission.CASE_EDIT, case, actor=actor):
        person = person.fresh()
        person.has_died, person.died_on, person.died_about = False, None, False
        person.save()
    return person


def _cases_of(person: Person) -> list[Case]:
    """Return the unclosed cases that are, or were, about the person, in order of locking."""
    return list(Case.objects.unclosed().filter(case_persons__person=person).order_by("pk"))


@dataclass(frozen=True)
class LeftOpen:
    """What of the plan is still open and is about somebody who has died: the lead decides what becomes of it."""

    goals: Sequence[Goal]
    actions: Sequence[Action]


def left_open_by(case: Case, people: Sequence[Person]) -> LeftOpen:
    """Return the open goals of these people, and the actions towards them that still wait."""
    goals = case.goals.filter(person__in=people)
    actions = case.actions.filter(goal__in=goals, state__in=WAITING)
    still = goals.filter(state=GoalState.OPEN).order_by("pk")
    return LeftOpen(list(still), list(actions.select_related("institution").order_by("due_on", "pk")))


def people_left_open(case: Case) -> list[Person]:
    """Return who has died while actions of the plan that are about them still wait."""
    waiting = case.actions.filter(state__in=WAITING, goal__person__has_died=True)
    return list(Person.objects.filter(pk__in=waiting.values("goal__person")).order_by("pk"))


@dataclass(frozen=True)
class Newborn:
    """What is known of a child on the day of its birth."""

    first_name: str
    surname: str
    born: date


def add_newborn(
    case: Case,
    child: Newborn,
    parents: Sequence[Person],
    home: Household | None,
    *,
    actor: Actor,
    now: datetime,
) -> Person:
    """Write down the birth of a child: the child, its parents, their authority and where it lives, in one step.

    Args:
        home: a household of the case in which one of the parents lives; None if the child lives in none of them.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't be so (`BirthRefusal`).
    """
    with CASES.recorded(PersonEvent.CHILD_BORN, Permission.CASE_EDIT, case, actor=actor) as case:
        today = timezone.localdate(now)
        inside = set(case.case_persons.values_list("person_id", flat=True))
        known = {
            one.pk: Parent(one.birth_date, one.is_minor, has_died=one.has_died, in_the_case=one.pk in inside)
            for one in parents
        }
        here = None if home is None else set(_living_in(case, home, today).values_list("person_id", flat=True))
        refuse(birth_refusals(child.born, parents=known, live_there=here, today=today))
        person = Person(centre=case.centre, first_name=child.first_name, surname=child.surname, birth_date=child.born)
        person.save()
        CasePerson(case=case, person=person, added_on=today).save()
        if home is not None:
            HouseholdMember(household=home, person=person, starts_on=child.born).save()
        for parent in parents:
            Kinship(person=parent, relative=person, kind=KinshipKind.PARENT).save()
            if has_authority_from_birth(known[parent.pk], born=child.born):
                Guardianship(ward=person, guardian=parent, kind=GuardianKind.PARENT, starts_on=child.born).save()
    return person


def _living_in(case: Case, home: Household, today: date) -> Any:
    return HouseholdMember.objects.today(today).filter(household__in=case.homes().filter(pk=home.pk).values("pk"))
