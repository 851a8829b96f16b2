"""What of a case goes to another centre: of whom, what exactly, and whether it is still true of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kooperacja.cases.models import Case, Goal, How
from kooperacja.cases.states import ActionState, BasisState, GoalState
from kooperacja.institutions.models import Institution
from kooperacja.persons.models import Guardianship, Person
from kooperacja.persons.rules import MAY_AGREE
from kooperacja.vault.fields import compared_by_machine

from ..models import Transfer
from ..rules import Aim, Going, Known, Whom, is_still_true, of_whom_more_goes, what_goes

CONTACT = ("first_name", "surname", "phone", "email", "safe_contact", "letters_are_safe")


@dataclass(frozen=True)
class Offer:
    """What the lead passes on, to whom, and with whose agreement. Without `destination` it goes by letter."""

    persons: Sequence[Person]
    destination: Institution | None = None
    body: str = ""
    body_address: str = ""
    agreed: Sequence[Person] = ()
    agreed_on: date | None = None
    how: How | str = ""
    with_plan: bool = False
    summary: str = ""
    address: str = ""
    message: str = ""


def present_persons(case: Case) -> list[Person]:
    """Return the living people whom the case is about now."""
    here = Person.objects.filter(case_persons__case=case, case_persons__left_on=None, has_died=False)
    return list(here.order_by("pk"))


def who_is_silent(case: Case) -> set[int]:
    """Return the keys of those who refused to take part, or withdrew."""
    silent = case.bases.filter(state__in=(BasisState.REFUSED, BasisState.WITHDRAWN))
    return set(silent.values_list("person_id", flat=True))


def content_of(case: Case, offer: Offer, *, now: datetime) -> dict[str, Any]:
    """Return exactly what the other centre will read; the page before sending shows the same."""
    known = _known(case, offer.persons, today=timezone.localdate(now))
    going = Going(
        persons=[one.pk for one in offer.persons],
        agreed=[one.pk for one in offer.agreed],
        with_plan=offer.with_plan,
        summary=offer.summary,
        address=offer.address,
    )
    return what_goes(going, known, _aims(case) if offer.with_plan else [])


def _known(case: Case, persons: Collection[Person], *, today: date) -> dict[int, Known]:
    guardians: dict[int, set[int]] = {}
    rows = Guardianship.objects.on(today).filter(ward__in=persons, kind__in=MAY_AGREE)
    for row in rows.filter(guardian__has_died=False):
        guardians.setdefault(row.ward_id, set()).add(row.guardian_id)
    silent = who_is_silent(case)
    return {
        one.pk: Known(
            contact={name: getattr(one, name) for name in CONTACT},
            birth_date=one.birth_date,
            is_child=one.is_child_on(today),
            guardians=guardians.get(one.pk, set()),
            is_silent=one.pk in silent,
        )
        for one in persons
    }


def _aims(case: Case) -> list[Aim]:
    goals = case.goals.filter(state=GoalState.OPEN).order_by("pk")
    return [Aim(text=goal.text, person=goal.person_id, steps=_steps(goal)) for goal in goals]


def _steps(goal: Goal) -> list[dict[str, Any]]:
    actions = goal.actions.exclude(state=ActionState.CANCELLED).select_related("institution").order_by("due_on", "pk")
    return [{"text": one.text, "who": one.institution.name, "state": one.state} for one in actions]


def about_of(case: Case, offer: Offer, *, now: datetime) -> dict[str, list[str]]:
    """Return of whom the offer speaks, as its row keeps it."""
    whom = _whom(case, offer.persons, offer.agreed, today=timezone.localdate(now))
    ids = {one.pk: str(one.public_id) for one in (*offer.persons, *offer.agreed)}
    return {name: [ids[key] for key in sorted(keys)] for name, keys in vars(whom).items()}


def is_true(transfer: Transfer, *, now: datetime) -> bool:
    """Tell whether what a live offer says still holds of its people; a record that was joined is of the same person.

    Nobody reads anything by it: the machine compares, so the other centre isn't noted as a reader of the family.
    """
    with compared_by_machine():
        told = {name: list(transfer.about.get(name, ())) for name in Whom.__dataclass_fields__}
        people = _people({public_id for ids in told.values() for public_id in ids})
        then = {name: [people.get(public_id) for public_id in ids] for name, ids in told.items()}
        persons, agreed = ([one for one in then[name] if one is not None] for name in ("persons", "agreed"))
        keys = {name: frozenset(one and one.pk for one in each) for name, each in then.items()}
        return is_still_true(Whom(**keys), _whom(transfer.case, persons, agreed, today=timezone.localdate(now)))


def _people(public_ids: Collection[str]) -> dict[str, Person]:
    found = {}
    for row in Person.objects.filter(public_id__in=public_ids).select_related("merged_into"):
        one = row
        while one.merged_into is not None:
            one = one.merged_into
        found[str(row.public_id)] = one
    return found


def _whom(case: Case, persons: Collection[Person], agreed: Collection[Person], *, today: date) -> Whom:
    """Return those of these people of whom it holds today."""
    present, silent = {one.pk for one in present_persons(case)}, who_is_silent(case)
    moving = [one for one in persons if one.pk in present]
    word = {one.pk for one in agreed if one.pk in present - silent and not one.is_child_on(today)}
    more = of_whom_more_goes({one.pk for one in moving}, word, _known(case, moving, today=today))
    return Whom(frozenset(one.pk for one in moving), frozenset(word), frozenset(more))
