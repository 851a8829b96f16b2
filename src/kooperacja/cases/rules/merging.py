"""When two records of one person may become one, when that can be taken back, and when one record becomes two. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.persons.rules import DESCENT, Kin


class MergeRefusal(TextChoices):
    """Why two records can't become one."""

    SAME_RECORD = "merge_same_record", _("Choose two different people.")
    OTHER_CENTRE = (
        "merge_other_centre",
        _("These are people of two welfare centres. Each centre keeps its own record of a person."),
    )
    MERGED_ALREADY = "merge_merged_already", _("One of these records has been joined with another one already.")
    RELATED = (
        "merge_related",
        _("They are written down as relatives, or one decides for the other. If that is a mistake, remove it first."),
    )
    OTHER_DEATH = (
        "merge_other_death",
        _("Only one of them is said to have died, or on another day. Make both records say the same first."),
    )


def merge_refusals(
    *, same: bool, other_centre: bool, merged_already: bool, related: bool, other_death: bool
) -> frozenset[MergeRefusal]:
    """Return every reason against joining two records."""
    checks = {
        MergeRefusal.SAME_RECORD: same,
        MergeRefusal.OTHER_CENTRE: other_centre,
        MergeRefusal.MERGED_ALREADY: merged_already,
        MergeRefusal.RELATED: related,
        MergeRefusal.OTHER_DEATH: other_death,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def fuller(one: str, other: str) -> bool:
    """Tell whether the second text says more than the first, so that it is proposed."""
    return len(other) > len(one)


def is_said(kin: Kin, known: Collection[Kin]) -> bool:
    """Tell whether a kinship is written down already; of brothers and spouses, the other way round, too."""
    return kin in known or (kin.kind not in DESCENT and Kin(kin.relative, kin.person, kin.kind) in known)


class UndoRefusal(TextChoices):
    """Why two records that became one can't be taken apart again as they were."""

    UNDONE_ALREADY = "undo_undone_already", _("This has been taken back already.")
    PERSON = "undo_person", _("The person's data have been changed since.")
    CASES = "undo_cases", _("Since then the person has joined a case, left one or come back.")
    HOUSEHOLD = "undo_household", _("Since then the person has moved in or out.")
    KIN = "undo_kin", _("A relative has been added or removed since.")
    GUARDIANS = "undo_guardians", _("Who decides for whom has been changed since.")
    TAKING_PART = "undo_taking_part", _("What taking part rests on has been changed since.")
    GOALS = "undo_goals", _("A goal of the person has been added or changed since.")
    OTHER = "undo_other", _("Something else that belongs to the person has been added or changed since.")


BY_KIND: Final = {
    "persons.Person": UndoRefusal.PERSON,
    "persons.HouseholdMember": UndoRefusal.HOUSEHOLD,
    "persons.Kinship": UndoRefusal.KIN,
    "persons.Guardianship": UndoRefusal.GUARDIANS,
    "cases.CasePerson": UndoRefusal.CASES,
    "cases.ParticipationBasis": UndoRefusal.TAKING_PART,
    "cases.Goal": UndoRefusal.GOALS,
}


def undo_refusals(
    left: Mapping[str, str], now: Mapping[str, str], *, undone_already: bool = False
) -> frozenset[UndoRefusal]:
    """Return everything that prevents taking it back exactly.

    Args:
        left: what hung on the two records after they became one: "room.Model:key" → a digest of what the row said.
        now: the same, as it is now.
    """
    if undone_already:
        return frozenset({UndoRefusal.UNDONE_ALREADY})
    different = {row for row in left.keys() | now.keys() if left.get(row) != now.get(row)}
    return frozenset(BY_KIND.get(row.partition(":")[0], UndoRefusal.OTHER) for row in different)


class SplitRefusal(TextChoices):
    """Why one record can't become two like this."""

    FIRST_WITHOUT_CASE = "split_first_without_case", _("Leave at least one case to the first person.")
    SECOND_WITHOUT_CASE = "split_second_without_case", _("Give at least one case to the second person.")
    NOT_IN_THE_CASE = (
        "split_not_in_the_case",
        _("A goal or an agreement can belong only to somebody whom its case is about. Check the choices."),
    )
    CHANGED = "split_changed", _("Something has changed meanwhile. Look at the choices again.")


@dataclass(frozen=True)
class Parting:
    """Who gets what: cases by their keys; of each goal and agreement, its case and whether it goes to the second."""

    first_cases: frozenset[int]
    second_cases: frozenset[int]
    in_cases: frozenset[tuple[int, bool]]


def split_refusals(parting: Parting, *, changed: bool) -> frozenset[SplitRefusal]:
    """Return every reason against making two people of one record like this."""
    outside = any(
        case not in (parting.second_cases if second else parting.first_cases) for case, second in parting.in_cases
    )
    checks = {
        SplitRefusal.CHANGED: changed,
        SplitRefusal.FIRST_WITHOUT_CASE: not parting.first_cases,
        SplitRefusal.SECOND_WITHOUT_CASE: not parting.second_cases,
        SplitRefusal.NOT_IN_THE_CASE: outside,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
