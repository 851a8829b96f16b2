"""Looking for a case, a person or a concern among what one may see anyway.

Nothing is indexed but PESEL: names, places and telephones are opened, compared and forgotten. What one may not see
is never touched, so that it neither shows nor takes time. Each look-up of a person is recorded, also one that finds
nobody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final, cast

from django.db.models import Exists, OuterRef, Q

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.audit.reads import record_read
from kooperacja.cases.models import Case, CaseHousehold, CasePerson, ParticipationBasis
from kooperacja.cases.policies import (
    CASES,
    PERSONS,
    family_is_known_in_own_centre,
    family_is_known_to_partner,
    leads_it,
)
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import CONCERNS, OWN_CONCERNS
from kooperacja.persons.models import PESEL_INDEX, Household, Person
from kooperacja.vault.fields import compared_by_machine, revealing
from kooperacja.vault.keys import ring

from .rules import Kind, Sought, fits, has_phone

SHOWN: Final = 20
"""More would be a directory of the village."""
PAGE: Final = "search:search"


@dataclass(frozen=True)
class Found:
    """What was found, of each kind at most `SHOWN`."""

    people: tuple[CasePerson, ...] = ()
    cases: tuple[Case, ...] = ()
    overseen: tuple[Case, ...] = ()
    """Cases of which the actor, as a head, sees the number alone."""
    concerns: tuple[Concern, ...] = ()
    own_concerns: tuple[Concern, ...] = ()
    is_cut: bool = False
    """Whether there is more than is shown."""

    def __bool__(self) -> bool:
        return any((self.people, self.cases, self.overseen, self.concerns, self.own_concerns))


def look_for(sought: Sought, *, actor: Actor) -> Found:
    """Return what the actor may see of what is sought. That a PESEL asks for a fresh proof is the caller's to check."""
    if sought.kind is Kind.NUMBER:
        return _by_number(sought.text, actor)
    found = _by_facts(sought, actor)
    if not found.people:
        record_read({}, page=PAGE, actor=actor)
    return found


def _by_number(number: str, actor: Actor) -> Found:
    """Without its letter a number begins after a stroke: 5/2026 is not 25/2026, of which there may be too many."""
    by = Q(number__contains=f"/{number}" if number[0].isdigit() else number)
    own = CASES.permitted(actor, Permission.CASE_VIEW)
    overseen = CASES.permitted(actor, Permission.CASE_OVERSEE).exclude(pk__in=own.values("pk"))
    others = OWN_CONCERNS.permitted(actor, Permission.CONCERN_VIEW_OWN)
    return _cut(
        cases=own.filter(by).order_by("-opened_at", "-pk"),
        overseen=overseen.filter(by).order_by("-opened_at", "-pk"),
        concerns=_inbox(actor).filter(by).order_by("-sent_at", "-pk"),
        own_concerns=others.filter(by).order_by("-sent_at", "-pk"),
    )


def _by_facts(sought: Sought, actor: Actor) -> Found:
    with compared_by_machine():
        persons = list(islice(dict.fromkeys(_persons(sought, actor)), SHOWN + 1))
        cases = list(islice(dict.fromkeys(_places(sought, actor)), SHOWN + 1))
        concerns = list(islice(_concerns(sought, actor), SHOWN + 1))
    people = _in_cases(persons, actor)
    led = CASES.permitted(actor, Permission.CASE_VIEW).filter(pk__in=cases)
    return _cut(people=people, cases=led.order_by("-opened_at", "-pk"), concerns=_inbox(actor).filter(pk__in=concerns))


def _persons(sought: Sought, actor: Actor) -> Iterator[int]:
    """Yield the keys of the persons that fit; telephones and names are opened, a PESEL is asked by its keyed index."""
    if sought.kind is Kind.PESEL:
        indexes = ring().indexes(sought.text, purpose=PESEL_INDEX)
        whole = PERSONS.permitted(actor, Permission.PERSON_VIEW_WHOLE)
        yield from whole.filter(pesel_index__in=indexes).values_list("pk", flat=True)
        return
    if sought.kind is Kind.PHONE:
        seen = PERSONS.permitted(actor, Permission.PERSON_VIEW).order_by()
        yield from _fitting(sought, Person, seen, ("phone", "safe_contact"))
        return
    # of those whom the actor sees whole also by the name that they once had, or under which they were written down, too
    whole = PERSONS.permitted(actor, Permission.PERSON_VIEW_WHOLE).order_by()
    joined = Person.objects.filter(merged_into__in=whole.values("pk")).order_by()
    names = ("first_name", "surname", "former_surname")
    read: set[int] = set()  # most whom a lead knows by their agreement stand among those of the cases led, too
    yield from _fitting(sought, Person, whole, names, read=read)
    yield from _fitting(sought, Person, joined, names, key="merged_into_id")
    others = PERSONS.permitted(actor, Permission.PERSON_VIEW, beyond=Permission.PERSON_VIEW_WHOLE).order_by()
    yield from _fitting(sought, Person, others, names[:2], read=read)


def _places(sought: Sought, actor: Actor) -> Iterator[int]:
    """Yield the keys of the led cases one of whose homes, or whose village or group fits."""
    if sought.kind is not Kind.WORDS:
        return
    led = CASES.permitted(actor, Permission.CASE_VIEW_WHOLE).order_by()
    main = led.exclude(household=None).values_list("pk", "household__public_id", "household__address")
    further = CaseHousehold.objects.filter(case__in=led).order_by()
    homes = further.values_list("case_id", "household__public_id", "household__address")
    (opened,) = revealing(Household, "address")
    rows: Iterator[Any] = chain(main.iterator(), homes.iterator())
    for case, public_id, sealed in rows:
        if sealed and fits(sought.words, opened(sealed, public_id)):
            yield case
    yield from _fitting(sought, Case, led.filter(household=None), ("place",))


def _concerns(sought: Sought, actor: Actor) -> Iterator[int]:
    """Yield the keys of the concerns of the inbox whose people or place fit; who reported is never looked for."""
    if sought.kind is Kind.PESEL:
        return
    names = ("who", "safe_contact") if sought.kind is Kind.PHONE else ("who", "address")
    yield from _fitting(sought, Concern, _inbox(actor).order_by(), names)


def _fitting(
    sought: Sought, model: Any, rows: Any, names: tuple[str, ...], *, key: str = "pk", read: set[int] | None = None
) -> Iterator[int]:
    """Yield the keys of the rows that fit, save those `read` before; put the others into it."""
    test: Callable[..., bool] = has_phone if sought.kind is Kind.PHONE else fits
    wanted: Any = sought.text if sought.kind is Kind.PHONE else sought.words
    opened = revealing(model, *names)
    for pk, public_id, *sealed in rows.values_list(key, "public_id", *names).iterator():
        if read is not None:
            if pk in read:
                continue
            read.add(pk)
        if test(wanted, *(one(value, public_id) for one, value in zip(opened, sealed, strict=True))):
            yield pk


def _in_cases(persons: list[int], actor: Actor) -> Any:
    """Return the persons in the cases by which the actor sees them: led ones, and those where they agreed to it."""
    agreed = ParticipationBasis.objects.given().filter(case=OuterRef("case"), person=OuterRef("person"))
    known = Q(case__in=family_is_known_in_own_centre(actor)) | Q(case__in=family_is_known_to_partner(actor))
    rows = CasePerson.objects.filter(person__in=persons).filter(Q(case__in=leads_it(actor)) | (known & Exists(agreed)))
    return rows.select_related("person", "case").order_by("-case__opened_at", "pk")


def _inbox(actor: Actor) -> Any:
    rows = CONCERNS.permitted(actor, Permission.CONCERN_VIEW)
    return rows if may(actor, Permission.INBOX_VIEW) else rows.none()


def _cut(**rows: Any) -> Found:
    lists = {name: tuple(some[: SHOWN + 1]) for name, some in rows.items()}
    is_cut = any(len(some) > SHOWN for some in lists.values())
    return Found(is_cut=is_cut, **cast("dict[str, Any]", {name: some[:SHOWN] for name, some in lists.items()}))
