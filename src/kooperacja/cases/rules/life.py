"""What must be true of a birth and of a death. Pure: values and dates in, every refusal out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.persons.rules import is_child

MOST_PARENTS: Final = 2


class DeathRefusal(TextChoices):
    """Why a death can't be written down like this."""

    IN_THE_FUTURE = "death_in_the_future", _("The day is in the future.")
    BEFORE_BIRTH = "death_before_birth", _("The day is before the day of birth. Check both.")
    NOT_IN_THE_CASE = "death_not_in_the_case", _("This person isn't in the case.")


def death_refusals(day: date, *, born: date | None, in_the_case: bool, today: date) -> frozenset[DeathRefusal]:
    """Return every reason against writing down that somebody died on that day."""
    checks = {
        DeathRefusal.IN_THE_FUTURE: day > today,
        DeathRefusal.BEFORE_BIRTH: born is not None and day < born,
        DeathRefusal.NOT_IN_THE_CASE: not in_the_case,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


class BirthRefusal(TextChoices):
    """Why the birth of a child can't be written down like this."""

    NOT_BORN_YET = (
        "birth_not_born_yet",
        _("The child isn't born yet. Come back here when it is; until then a note is the right place."),
    )
    NO_PARENT = "birth_no_parent", _("Choose at least one parent.")
    TOO_MANY_PARENTS = "birth_too_many_parents", _("A child has two parents at most.")
    NOT_IN_THE_CASE = "birth_not_in_the_case", _("Choose people of this case.")
    PARENT_NOT_OLDER = "birth_parent_not_older", _("By their dates of birth, a parent would be younger than the child.")
    HOME_WITHOUT_PARENT = "birth_home_without_parent", _("None of these parents lives there.")


@dataclass(frozen=True)
class Parent:
    """What is known of somebody who is to be written down as a parent."""

    born: date | None
    said_to_be_a_child: bool
    has_died: bool
    in_the_case: bool


def birth_refusals(
    born: date, *, parents: Mapping[int, Parent], live_there: Collection[int] | None, today: date
) -> frozenset[BirthRefusal]:
    """Return every reason against writing down the birth.

    Args:
        parents: by their keys.
        live_there: the keys of who lives in the household of the child; None if it lives in none of them.
    """
    checks = {
        BirthRefusal.NOT_BORN_YET: born > today,
        BirthRefusal.NO_PARENT: not parents,
        BirthRefusal.TOO_MANY_PARENTS: len(parents) > MOST_PARENTS,
        BirthRefusal.NOT_IN_THE_CASE: not all(one.in_the_case for one in parents.values()),
        BirthRefusal.PARENT_NOT_OLDER: any(one.born is not None and one.born >= born for one in parents.values()),
        BirthRefusal.HOME_WITHOUT_PARENT: (
            bool(parents) and live_there is not None and parents.keys().isdisjoint(live_there)
        ),
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def has_authority_from_birth(parent: Parent, *, born: date) -> bool:
    """Tell whether parental authority is written down for this parent together with the birth.

    Who is below 18 has it only by marriage with a court's leave, which somebody writes down by hand; who has died
    has none. Source: k.r.o. art. 92 and 94.
    """
    return not parent.has_died and not is_child(parent.born, said_to_be_a_child=parent.said_to_be_a_child, day=born)
