"""Finding what may be about the same people. Nothing is indexed but PESEL: all is opened, compared and forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final, cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import Case, CaseConcern, CaseHousehold, CasePerson
from kooperacja.cases.policies import CASES
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import CONCERNS
from kooperacja.concerns.states import ANSWERED, LIVE, WITH_CASE
from kooperacja.persons.models import PESEL_INDEX, Household, Person
from kooperacja.vault.fields import EncryptedField, compared_by_machine, revealing
from kooperacja.vault.keys import ring

from ..models import Match, Verdict
from ..policies import MATCHES
from ..rules import Description, Home, Reason, Strength, home_of, known_person, likeness, strength, told_of

SHOWN: Final = 20
"""More would be a directory of the village."""

CHUNK: Final = 2000


@dataclass(frozen=True)
class Found:
    """What may be about the same people as a concern: another concern, or a case; and what speaks for it."""

    concern: Concern | None
    case: Case | None
    reasons: tuple[Reason, ...]
    strength: Strength
    verdict: Match | None = None

    @property
    def number(self) -> str:
        """The number of the other concern or of the case."""
        return cast("Case | Concern", self.case or self.concern).number


@dataclass(frozen=True)
class Matches:
    """What may be about the same people as a concern, apart by what a person decided; of each at most `SHOWN`.

    Undecided ones come by how much speaks for them, decided ones by when, the last one first.
    """

    undecided: tuple[Found, ...]
    same: tuple[Found, ...]
    different: tuple[Found, ...]
    more_undecided: bool
    """Whether there are more of them than are shown."""
    more_decided: bool

    def __iter__(self) -> Iterator[Found]:
        """All that are shown."""
        return chain(self.undecided, self.same, self.different)


def find_matches(concern: Concern, *, actor: Actor) -> Matches:
    """Return what may be about the people of a concern, and what was decided on it.

    Compared are undecided and unlinked concerns of the centre, and its unclosed cases. Five queries for the rows,
    whatever their number; each row is opened, compared and let go. Of what is found only that is noted as read.
    """
    with compared_by_machine():
        sought = _description_of(concern)
        judged = _judged(concern, actor=actor)
        said_same = [row for row in judged.values() if row.verdict == Verdict.SAME]
        found = [
            *_among_concerns(concern, sought, judged, actor=actor),
            *_among_cases(sought, judged, said_same, actor),
        ]
    shown = _apart(found)
    _note(list(shown))
    return shown


def _apart(found: list[Found]) -> Matches:
    """Tell apart what was decided, and cut each part by itself: many decided ones must not hide an open one."""
    undecided = [one for one in found if one.verdict is None]
    undecided.sort(key=lambda one: (one.strength != Strength.STRONG, -len(one.reasons), one.number))
    judged = [(one.verdict, one) for one in found if one.verdict is not None]
    judged.sort(key=lambda pair: (pair[0].decided_at, pair[0].pk), reverse=True)
    same = [one for verdict, one in judged if verdict.verdict == Verdict.SAME]
    different = [one for verdict, one in judged if verdict.verdict == Verdict.DIFFERENT]
    return Matches(
        undecided=tuple(undecided[:SHOWN]),
        same=tuple(same[:SHOWN]),
        different=tuple(different[:SHOWN]),
        more_undecided=len(undecided) > SHOWN,
        more_decided=max(len(same), len(different)) > SHOWN,
    )


def can_be_matched(concern: Concern) -> bool:
    """Tell whether a concern takes part in comparing: it has no case yet, and says something of the people."""
    return concern.state in (*LIVE, *ANSWERED) and concern.state not in WITH_CASE and not concern.call_me


def people_to_compare(*, actor: Actor) -> int:
    """Return how many people of unclosed cases a comparison opens."""
    return CasePerson.objects.filter(case__in=CASES.permitted(actor, Permission.CASE_LINK), left_on=None).count()


def _among_concerns(
    concern: Concern, sought: Description, judged: dict[tuple[str, int], Match], *, actor: Actor
) -> Iterator[Found]:
    rows = CONCERNS.permitted(actor, Permission.CONCERN_TRIAGE)
    rows = rows.filter(state__in=(*LIVE, *ANSWERED)).exclude(state__in=WITH_CASE).exclude(pk=concern.pk)
    for other in rows.select_related("centre", "unit", "reporter_institution").iterator(CHUNK):
        verdict = judged.get(("concern", other.pk))
        alike = likeness(sought, _description_of(other))
        if (how_much := _strength(alike, verdict)) is not None:
            yield Found(other, None, _ordered(alike), how_much, verdict)


def _among_cases(
    sought: Description, judged: dict[tuple[str, int], Match], said_same: list[Match], actor: Actor
) -> Iterator[Found]:
    cases = CASES.permitted(actor, Permission.CASE_LINK)
    alike: dict[int, frozenset[Reason]] = {}
    homes = _homes_of(cases)
    first, last, former, born = revealing(Person, "first_name", "surname", "former_surname", "birth_date")
    joined = _joined_records(cases)
    for case_id, key, person, first_name, surname, before, birth, index in _people_of(cases):
        known = known_person(
            first(first_name, person),
            last(surname, person),
            None if birth is None else born(birth, person),
            pesel=bytes(index).hex() if index else "",
            also=[("", former(before, person)), *joined.get(key, ())],
        )
        found = (likeness(sought, replace(known, home=home)) for home in homes[case_id])
        reasons = frozenset[Reason]().union(*found)
        if Reason.SAME_HOME in reasons:  # another home of the family may be near it, too
            reasons -= {Reason.NEAR_HOME}
        if strength(reasons) is not None:
            alike[case_id] = alike.get(case_id, frozenset()) | reasons
    others = [row.other_id if row.concern_id != row.other_id else row.concern_id for row in said_same]
    ids = {row.concern_id for row in said_same} | {number for number in others if number}
    for case_id in CaseConcern.objects.filter(concern__in=ids, case__in=cases).values_list("case_id", flat=True):
        alike[case_id] = alike.get(case_id, frozenset()) | {Reason.SAID_SAME}
    for case in cases.filter(pk__in=alike):
        verdict = judged.get(("case", case.pk))
        yield Found(None, case, _ordered(alike[case.pk]), cast("Strength", strength(alike[case.pk])), verdict)


def _people_of(cases: "QuerySet[Case]") -> Iterator[tuple[Any, ...]]:
    """Yield the sealed facts of everybody in these cases, in one query."""
    people = CasePerson.objects.filter(case__in=cases, left_on=None).order_by()
    yield from people.values_list(
        "case_id",
        "person_id",
        "person__public_id",
        "person__first_name",
        "person__surname",
        "person__former_surname",
        "person__birth_date",
        "person__pesel_index",
    ).iterator(CHUNK)


def _joined_records(cases: "QuerySet[Case]") -> dict[int, list[tuple[str, str]]]:
    """Return by whom of these cases, under which further first names and surnames they had been written down."""
    people = CasePerson.objects.filter(case__in=cases, left_on=None).order_by()
    rows = Person.objects.filter(merged_into__in=people.values("person")).order_by()
    names = ("first_name", "surname", "former_surname")
    first, last, former = revealing(Person, *names)
    found: dict[int, list[tuple[str, str]]] = {}
    for key, public_id, first_name, surname, before in rows.values_list("merged_into_id", "public_id", *names):
        also = found.setdefault(key, [])
        also.append((first(first_name, public_id), last(surname, public_id)))
        also.append(("", former(before, public_id)))
    return found


def _homes_of(cases: "QuerySet[Case]") -> dict[int, list[Home]]:
    """Return where the families of these cases live: the main home, and every further one that hasn't ended."""
    main = cases.exclude(household=None).order_by()
    further = CaseHousehold.objects.filter(case__in=cases, household__ends_on=None).order_by()
    found: dict[int, list[Home]] = {}
    (opened,) = revealing(Household, "address")
    for key, rows in (("pk", main), ("case_id", further)):
        for case_id, household, address in rows.values_list(key, "household__public_id", "household__address").iterator(
            CHUNK
        ):
            found.setdefault(case_id, []).append(home_of(opened(address, household)))
    return found


def _description_of(concern: Concern) -> Description:
    """Read a concern; a PESEL that somebody wrote into it is compared by its keyed index."""
    told = told_of(
        concern.who,
        also=f"{concern.children}\n{concern.dependants}",
        address=concern.address,
        told_on=timezone.localdate(concern.sent_at),
    )
    indexes = [found.hex() for pesel in told.pesels for found in ring().indexes(pesel, purpose=PESEL_INDEX)]
    return replace(told, pesels=frozenset(indexes))


def _judged(concern: Concern, *, actor: Actor) -> dict[tuple[str, int], Match]:
    """Return the verdicts on pairs with this concern that stand."""
    rows = MATCHES.permitted(actor, Permission.MATCH_VIEW).filter(undone_at=None).select_related("decided_by__user")
    found: dict[tuple[str, int], Match] = {}
    for row in rows.filter(Q(concern=concern) | Q(other=concern)):
        if row.case_id is not None:
            found["case", row.case_id] = row
        else:
            found["concern", cast(int, row.other_id) if row.concern_id == concern.pk else row.concern_id] = row
    return found


def _strength(alike: frozenset[Reason], verdict: Match | None) -> Strength | None:
    """Return how much speaks for it; what somebody said to be the same stays, whatever the words are."""
    if verdict is not None and verdict.verdict == Verdict.SAME:
        return Strength.STRONG
    return strength(alike)


def _ordered(reasons: frozenset[Reason]) -> tuple[Reason, ...]:
    return tuple(reason for reason in Reason if reason in reasons)


def _note(found: list[Found]) -> None:
    """Note as read what is shown: that something in these rows is alike."""
    cases = [one.case for one in found if one.case is not None]
    for one in found:
        if one.concern is not None:
            cast("EncryptedField[Any]", Concern._meta.get_field("who")).note(one.concern.public_id)
    people = CasePerson.objects.filter(case__in=cases, left_on=None)
    for public_id in people.values_list("person__public_id", flat=True) if cases else ():
        cast("EncryptedField[Any]", Person._meta.get_field("surname")).note(public_id)
