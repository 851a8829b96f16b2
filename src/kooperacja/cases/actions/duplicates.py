"""Finding the same person among those whom the actor sees whole. Nothing is indexed: all is opened and compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.persons.models import PESEL_INDEX, Person
from kooperacja.vault.fields import compared_by_machine, revealing
from kooperacja.vault.keys import ring

from ..events import PersonEvent
from ..models import Case, CasePerson
from ..policies import CASES, PERSONS
from ..rules.duplicates import Known, either_order, known, may_be_one
from .people import bring_in, require_known

SHOWN: Final = 5
CHUNK: Final = 2000
SAME: Final = "same"


@dataclass(frozen=True)
class Sought:
    """What was typed of somebody. With a PESEL, whoever has the same is found whatever the names are."""

    first_name: str
    surname: str
    birth_date: date | None = None
    pesel: str = ""


@dataclass(frozen=True)
class Lookalike:
    """Somebody who may be meant, with the numbers of those of their cases that the actor leads."""

    person: Person
    numbers: tuple[str, ...]

    @property
    def birth_year(self) -> str:
        """The year of birth; empty if nobody knows it."""
        return str(self.person.birth_date.year) if self.person.birth_date else ""


def find_lookalikes(
    sought: Sequence[Sought],
    *,
    centre: int,
    actor: Actor,
    apart_from: Person | None = None,
    permission: Permission | None = None,
) -> list[list[Lookalike]]:
    """Return for each of those sought who may be the same person, at most five.

    Only those whom the actor sees whole are looked at, so that nothing of anybody else can be told from the answer or
    from the time that it takes. Three queries, however many are sought and found. What is found is noted as read when
    it is shown; what is compared is not.

    Args:
        centre: the one whose records are looked at; a person known to two centres is two records, also for who covers.
        apart_from: somebody who is not to be found.
        permission: look only among those with whom the actor may do this.
    """
    people = PERSONS.permitted(actor, permission or Permission.PERSON_VIEW_WHOLE).filter(centre=centre)
    if apart_from is not None:
        people = people.exclude(pk=apart_from.pk)
    with compared_by_machine():
        wanted = [_wanted(one) for one in sought]
        found: list[list[int]] = [[] for _one in sought]
        for key, one, index in _opened(people):
            for place, (ways, indexes) in enumerate(wanted):
                other = replace(one, pesel=SAME) if index in indexes else one
                if (
                    len(found[place]) < SHOWN
                    and key not in found[place]
                    and any(may_be_one(way, other) for way in ways)
                ):
                    found[place].append(key)
    rows = Person.objects.in_bulk({key for keys in found for key in keys})
    numbers = _numbers(rows, actor)
    return [[Lookalike(rows[key], tuple(numbers.get(key, ()))) for key in keys] for keys in found]


def _wanted(one: Sought) -> tuple[tuple[Known, Known], frozenset[bytes]]:
    indexes = ring().indexes(one.pesel, purpose=PESEL_INDEX) if one.pesel else ()
    ways = either_order(one.first_name, one.surname, one.birth_date, pesel=SAME)
    return ways, frozenset(bytes(index) for index in indexes)


def _opened(people: Any) -> Iterator[tuple[int, Known, bytes | None]]:
    """Yield (key, what is compared, index of PESEL) of these people, in one query; an earlier surname counts, too."""
    names = ("pk", "public_id", "first_name", "surname", "former_surname", "birth_date", "pesel_index")
    first, last, former, born = revealing(Person, "first_name", "surname", "former_surname", "birth_date")
    rows = people.order_by("pk").values_list(*names)
    for key, public_id, first_name, surname, before, birth, index in rows.iterator(CHUNK):
        on = None if birth is None else born(birth, public_id)
        called = first(first_name, public_id)
        for one in filter(None, (last(surname, public_id), former(before, public_id))):
            yield key, known(called, one, on), bytes(index) if index else None


def _numbers(people: dict[int, Person], actor: Actor) -> dict[int, list[str]]:
    led = CASES.permitted(actor, Permission.CASE_VIEW_WHOLE)
    places = CasePerson.objects.filter(person__in=people, case__in=led).order_by("case__opened_at", "pk")
    found: dict[int, list[str]] = {}
    for key, number in places.values_list("person_id", "case__number") if people else ():
        found.setdefault(key, []).append(number)
    return found


def use_person(case: Case, person: Person, *, lives_there: bool, actor: Actor, now: datetime) -> Person:
    """Let the case be about somebody who is written down already; of what is known of them nothing changes.

    Raises:
        PermissionDenied: the actor may not change the case, or doesn't see the person whole, or it is another
            centre's record.
    """
    with CASES.recorded(PersonEvent.ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        require_known(case, person, actor=actor)
        bring_in(case, person, lives_there=lives_there, today=timezone.localdate(now))
    return person
