"""One record that turned out to be of two people becomes two. It is taken back by merging them again."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import Guardianship, HouseholdMember, Kinship, Person
from kooperacja.vault.fields import compared_by_machine

from ..events import PersonEvent
from ..models import CasePerson, Goal, ParticipationBasis
from ..policies import PERSONS
from ..rules.merging import Parting, split_refusals
from .hanging import columns, hanging_on, key_of
from .merging import telling_in_all_cases
from .people import PersonDetails, fill


class Share(StrEnum):
    """To whom something belongs once there are two."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


FOR_BOTH = (CasePerson, HouseholdMember)
"""What two people can have: a case that is about both, a household in which both live."""

ASKED = (*FOR_BOTH, Kinship, Guardianship, ParticipationBasis, Goal)
"""What is given to one of the two; what else points to the record, in rooms above, stays with the first."""


def rows_to_share(person: Person, *, lock: bool = False) -> dict[str, Any]:
    """Return the rows of which somebody says whose they are, by `key_of`."""
    return {key_of(row): row for row in hanging_on((person,), lock=lock) if isinstance(row, ASKED)}


def split_person(
    person: Person, details: PersonDetails, given: Mapping[str, Share], *, version: int, actor: Actor, now: datetime
) -> Person:
    """Make a second person of one record, and give them what is theirs; return the second person.

    Args:
        details: what is known of the second person; the first one's data stay.
        given: to whom each of `rows_to_share` belongs.
        version: that of the record which the actor saw.

    Raises:
        PermissionDenied: the actor doesn't lead every case of the person, or works on none.
        Stale: somebody changed the record meanwhile.
        Refused: it can't be parted so (`SplitRefusal`), or the details can't be so (`PersonRefusal`).
    """
    one_person: dict[int, int] = {}
    with (
        PERSONS.recorded(PersonEvent.SPLIT, Permission.PERSON_MERGE, person, actor=actor, version=version) as person,
        compared_by_machine(),
        telling_in_all_cases((person,), one_person=one_person, actor=actor, now=now),
    ):
        PERSONS.require(actor, Permission.PERSON_EDIT, person)
        rows = rows_to_share(person, lock=True)
        refuse(split_refusals(_parting(rows, given, person), changed=rows.keys() != given.keys()))
        second = Person(centre=person.centre, split_from=person)
        fill(second, details, today=timezone.localdate(now))
        second.save()
        one_person[second.pk] = person.pk
        for key, row in rows.items():
            _give(row, person, second, given[key])
    return second


def _parting(rows: Mapping[str, Any], given: Mapping[str, Share], person: Person) -> Parting:
    shares = [(row, given.get(key, Share.FIRST)) for key, row in rows.items()]
    cases = [(row.case_id, share) for row, share in shares if isinstance(row, CasePerson)]
    return Parting(
        first_cases=frozenset(case for case, share in cases if share != Share.SECOND),
        second_cases=frozenset(case for case, share in cases if share != Share.FIRST),
        in_cases=frozenset(
            (row.case_id, share == Share.SECOND)
            for row, share in shares
            if isinstance(row, Goal | ParticipationBasis) and row.person_id == person.pk
        ),
    )


def _give(row: Any, first: Person, second: Person, share: Share) -> None:
    if share == Share.SECOND:
        for name in columns()[type(row)]:
            if getattr(row, f"{name}_id") == first.pk:
                setattr(row, name, second)
        row.save()
    elif share == Share.BOTH and isinstance(row, CasePerson):
        CasePerson(case=row.case, person=second, added_on=row.added_on, left_on=row.left_on).save()
    elif share == Share.BOTH and isinstance(row, HouseholdMember):
        HouseholdMember(household=row.household, person=second, starts_on=row.starts_on, ends_on=row.ends_on).save()
