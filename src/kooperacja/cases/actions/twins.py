"""What the pages show of two records of one person: who may be meant, what would move, who stands for whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.text import fold
from kooperacja.persons.models import Person

from ..models import CasePerson, Merge, ParticipationBasis
from ..policies import CASES, PERSONS
from .duplicates import Lookalike, Sought, find_lookalikes
from .hanging import hanging_on


@dataclass(frozen=True)
class Clash:
    """Two things on which taking part rests in one case: the later stands, the earlier is kept to be read."""

    number: str
    later: date
    earlier: date


@dataclass(frozen=True)
class Moves:
    """What moves to the record that stays."""

    numbers: list[str]
    """Of the cases."""
    counts: dict[str, int]
    """How many rows, by the name of their model."""
    clashes: list[Clash]


def what_moves(kept: Person, gone: Person) -> Moves:
    """Return what moves when `gone` becomes part of `kept`."""
    counts = Counter(row._meta.object_name or "" for row in hanging_on((gone,)))
    cases = CasePerson.objects.filter(person=gone).order_by("case__opened_at", "pk")
    ours = {basis.case_id: basis for basis in kept.bases.all()}
    theirs = ParticipationBasis.objects.filter(person=gone, case__in=ours).select_related("case").order_by("pk")
    pairs = [(basis.case.number, sorted((basis.stated_on, ours[basis.case_id].stated_on))) for basis in theirs]
    clashes = [Clash(number, later=days[1], earlier=days[0]) for number, days in pairs]
    return Moves(list(cases.values_list("case__number", flat=True)), dict(counts), clashes)


def who_may_be_meant(person: Person, *, actor: Actor) -> tuple[list[Lookalike], list[Lookalike]]:
    """Return those who are alike, and all others, with whom the actor could join this record."""
    sought = Sought(person.first_name, person.surname, person.birth_date, person.pesel)
    [alike] = find_lookalikes(
        [sought], centre=person.centre_id, actor=actor, apart_from=person, permission=Permission.PERSON_MERGE
    )
    found = {one.person.pk for one in alike}
    led = CASES.permitted(actor, Permission.CASE_VIEW_WHOLE)
    own = PERSONS.permitted(actor, Permission.PERSON_MERGE).filter(centre=person.centre_id)
    people = own.exclude(pk__in=[person.pk, *found])
    numbers: dict[int, list[str]] = {}
    places = CasePerson.objects.filter(person__in=people, case__in=led).order_by("case__opened_at", "pk")
    for key, number in places.values_list("person_id", "case__number"):
        numbers.setdefault(key, []).append(number)
    others = [Lookalike(one, tuple(numbers[one.pk])) for one in people]
    return alike, sorted(others, key=lambda one: (fold(one.person.surname), fold(one.person.first_name), one.person.pk))


def one_that_stays(public_id: UUID, *, actor: Actor) -> Person | None:
    """Return the person that stands for a record which was merged; None if there is none whom the actor may see."""
    row = Person.objects.filter(public_id=public_id).exclude(merged_into=None).first()
    if row is None:
        return None
    while row.merged_into is not None:
        row = row.merged_into
    return row if PERSONS.allows(actor, Permission.PERSON_VIEW, row) else None


def with_aliases(people: Iterable[Person]) -> dict[UUID, Person]:
    """Return the people by their public ids, and by those of the records that were merged into theirs."""
    found = {one.public_id: one for one in people}
    level = {one.pk: one for one in found.values()}
    while level:
        aliases = Person.objects.filter(merged_into__in=level)
        stands = {row: level[row.merged_into_id] for row in aliases if row.merged_into_id is not None}
        found |= {row.public_id: one for row, one in stands.items()}
        level = {row.pk: one for row, one in stands.items()}
    return found


def with_former_records(people: Iterable[Person]) -> list[Person]:
    """Return the people, and the records that were merged into theirs: these may hold a name from before."""
    found = level = {one.pk: one for one in people}
    while level := {row.pk: row for row in Person.objects.filter(merged_into__in=level)}:
        found = found | level
    return list(found.values())


def merges_into(person: Person) -> list[Merge]:
    """Return the merges that stand, the newest first."""
    rows = Merge.objects.filter(into=person, undone_at=None).select_related("person", "done_by__user")
    return list(rows.order_by("-done_at", "-pk"))
